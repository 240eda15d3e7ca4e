// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import io.perenne.clv.words.Message;
import java.util.List;
import java.util.Optional;

/**
 * One record of a delimited text.
 *
 * @param line the line, from 1, on which it begins
 * @param fields its fields, as text
 * @param comment the comment lines right above it, without their sign; empty if there are none
 * @param problem what is wrong with its quotes; empty if nothing
 */
public record CsvRow(long line, List<String> fields, String comment, Optional<Message> problem) {
  public CsvRow {
    fields = List.copyOf(fields);
  }
}
