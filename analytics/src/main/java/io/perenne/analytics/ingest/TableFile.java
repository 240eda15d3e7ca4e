// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

import io.perenne.analytics.ingest.TableSample.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file that holds a table, and how to read it in bulk.
 *
 * @param path the user's file
 * @param copy our own clean copy, read instead; absent if the engine reads the file itself
 * @param format its kind
 * @param compression how it is packed
 * @param dialect how its text is written; absent unless it is delimited text
 * @param sample its columns and first rows
 * @param bytes its size on disk
 */
record TableFile(
    Path path,
    @Nullable Path copy,
    FileFormat format,
    Compression compression,
    @Nullable CsvDialect dialect,
    TableSample sample,
    long bytes) {

  static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw Content.refusal(path, e);
    }
  }

  TableFile withCopy(Path copied) {
    return new TableFile(path, copied, format, compression, dialect, sample, bytes);
  }

  TableFile withDialect(CsvDialect other) {
    return new TableFile(path, copy, format, compression, other, sample, bytes);
  }

  /** The file the engine reads. */
  Path readPath() {
    return copy == null ? path : copy;
  }

  CsvDialect csv() {
    return java.util.Objects.requireNonNull(dialect);
  }

  /** The engine's name of a column. */
  String engineColumn(int index) {
    return format == FileFormat.CSV
        ? "c" + index
        : Resources.identifier(sample.columns().get(index).name());
  }

  List<Column> columns() {
    return sample.columns();
  }
}
