// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows that could not be read.
 *
 * @param count how many there are, rows of broken structure included
 * @param broken how many of them are records of broken structure, which the relation never yields
 * @param written how many are described in {@code file}
 * @param file where they are described, in English; there even if empty but for its header
 * @param reasons why the first of those in {@code file} cannot be read, in order
 */
public record Rejects(long count, long broken, long written, Path file, List<Message> reasons) {
  /** Copies the list. */
  public Rejects {
    reasons = List.copyOf(reasons);
  }
}
