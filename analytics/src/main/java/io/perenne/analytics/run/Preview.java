// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.ingest.column.ColumnMapping;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run would make of one file, with the rows as they stand there.
 *
 * @param input what the file is taken for
 * @param fields what a column can be taken for
 * @param columns the names of the columns, in their order; empty if the file holds no table
 * @param rows the first rows
 * @param read the file that was read: the file itself, or a copy of its beginning
 * @param sampled whether only the beginning was read
 * @param inspection what was found out
 */
public record Preview(
    ColumnMapping.Input input,
    List<String> fields,
    List<String> columns,
    List<List<String>> rows,
    Path read,
    boolean sampled,
    Inspection inspection) {
  /** Copies the lists. */
  public Preview {
    fields = List.copyOf(fields);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** Returns the fields that a column is read for, by its place from 0. */
  public List<String> fieldsOf(int place) {
    return inspection.files().stream()
        .flatMap(file -> file.columns().stream())
        .filter(column -> column.place() == place + 1)
        .map(Inspection.Column::field)
        .toList();
  }
}
