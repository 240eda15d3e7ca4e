// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

/**
 * Which column of a file a field is read from, and why; made to be printed.
 *
 * @param field the field's key, for example {@code customer}
 * @param column the column's name in the file
 * @param index the column's place, from 0
 * @param why why this column: its name, its content, or the user's word
 * @param sample the first value found there, perhaps empty
 */
public record FieldMapping(String field, String column, int index, String why, String sample) {
  /**
   * Returns whether this is the column of a name, but for case and signs, or of a place, from 1.
   */
  public boolean isOf(String name) {
    return ColumnName.normal(column).equals(ColumnName.normal(name))
        || (name.matches("\\d{1,3}") && column.equals("column" + name));
  }

  @Override
  public String toString() {
    return field
        + " = "
        + column
        + " ("
        + why
        + (sample.isEmpty() ? ")" : ", e.g. " + sample + ")");
  }
}
