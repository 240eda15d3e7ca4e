// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.column.TableSample.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file that holds a table, and how to read it in bulk.
 *
 * @param place where it is
 * @param copy our own clean copy, read instead; absent if the engine reads the file itself
 * @param format its kind
 * @param compression how it is packed
 * @param dialect how its text is written; absent unless it is delimited text
 * @param sample its columns and first rows
 * @param bytes the size of the file with the table
 */
public record TableFile(
    InputPlace place,
    @Nullable Path copy,
    FileFormat format,
    Compression compression,
    @Nullable CsvFormat dialect,
    TableSample sample,
    long bytes) {

  /** Returns the size of a file in bytes. */
  public static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw Content.refusal(path, e);
    }
  }

  /** What a user calls this file. */
  public Path path() {
    return place.shown();
  }

  /** The file with the table, as it stands. */
  public Path table() {
    return place.table();
  }

  public TableFile withCopy(Path copied) {
    return new TableFile(place, copied, format, compression, dialect, sample, bytes);
  }

  public TableFile withDialect(CsvFormat other) {
    return new TableFile(place, copy, format, compression, other, sample, bytes);
  }

  /** The file the engine reads. */
  public Path readPath() {
    return copy == null ? table() : copy;
  }

  public CsvFormat csv() {
    return java.util.Objects.requireNonNull(dialect);
  }

  public List<Column> columns() {
    return sample.columns();
  }
}
