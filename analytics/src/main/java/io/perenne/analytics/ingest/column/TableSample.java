// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The columns of a table and its first rows, as text.
 *
 * @param columns the columns in order
 * @param rows the first rows; rows may be shorter or longer than {@code columns}
 */
public record TableSample(List<Column> columns, List<List<String>> rows) {

  /**
   * One column.
   *
   * @param name its name in the file
   * @param type the engine's type, {@code VARCHAR} where a file knows only text
   * @param path the keys that lead to it in a JSON object, from the outermost; elsewhere its name
   */
  public record Column(String name, String type, List<String> path) {
    /** Requires a path. */
    public Column {
      path = List.copyOf(path);
      if (path.isEmpty()) {
        throw new IllegalArgumentException("path is empty");
      }
    }

    /** A column that stands beside the others, not inside one of them. */
    public Column(String name, String type) {
      this(name, type, List.of(name));
    }

    public boolean isText() {
      return type.equals("VARCHAR");
    }
  }

  public TableSample {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The values of a column that are not empty, without blanks around them. */
  public List<String> values(int column, Set<String> nullTexts) {
    List<String> values = new ArrayList<>();
    for (List<String> row : rows) {
      if (row.size() == columns.size()) {
        String value = row.get(column).strip();
        if (!value.isEmpty() && !nullTexts.contains(value)) {
          values.add(value);
        }
      }
    }
    return values;
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }
}
