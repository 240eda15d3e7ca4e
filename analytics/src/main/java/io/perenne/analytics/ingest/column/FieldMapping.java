// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.util.OptionalInt;

/**
 * Which column of a file a field is read from, and why; made to be printed.
 *
 * @param field the field's key, for example {@code customer}
 * @param column the column's name in the file
 * @param index the column's place, from 0
 * @param why why this column: its name, its content, or the user's word
 * @param sample the first value found there, perhaps empty
 */
public record FieldMapping(String field, String column, int index, Message why, String sample) {
  /**
   * Returns whether this is the column of a name, but for case and signs, or of a place: {@code
   * #3}.
   */
  public boolean isOf(String name) {
    return ColumnName.normal(column).equals(ColumnName.normal(name))
        || (name.matches("\\d{1,3}") && column.equals("column" + name))
        || ColumnMapping.place(name).equals(OptionalInt.of(index));
  }

  /** Returns all of it as a sentence. */
  public Message sentence() {
    return sample.isEmpty()
        ? Texts.message("column.found", field, column, why)
        : Texts.message("column.found.example", field, column, why, sample);
  }

  /** Returns the sentence in English. */
  @Override
  public String toString() {
    return sentence().toString();
  }
}
