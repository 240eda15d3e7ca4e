// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import java.nio.file.Path;

/**
 * The rows that could not be read.
 *
 * @param count how many there are, rows of broken structure included
 * @param broken how many of them are records of broken structure, which the relation never yields
 * @param written how many are described in {@code file}
 * @param file where they are described; there even if empty but for its header
 */
public record Rejects(long count, long broken, long written, Path file) {}
