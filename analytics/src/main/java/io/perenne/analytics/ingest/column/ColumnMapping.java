// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import io.perenne.analytics.InputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns a user has named for fields, as in {@code --map customer=KUNDE}. Fields not named are
 * recognised.
 *
 * @param columns the column name for each field key
 */
public record ColumnMapping(Map<String, String> columns) {

  public ColumnMapping {
    columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** Nothing is named: every field is recognised. */
  public static ColumnMapping none() {
    return new ColumnMapping(Map.of());
  }

  /**
   * Reads {@code FIELD=COLUMN} pairs.
   *
   * @throws InputException if a pair has no equals sign or names a field twice
   */
  public static ColumnMapping parse(List<String> pairs) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals <= 0 || equals == pair.length() - 1) {
        throw InputException.of(
            "--map " + pair + ": write FIELD=COLUMN, for example --map customer=\"Client no\"");
      }
      String field = pair.substring(0, equals).strip();
      if (columns.put(field, pair.substring(equals + 1).strip()) != null) {
        throw InputException.of("--map " + pair + ": the field " + field + " is mapped twice");
      }
    }
    return new ColumnMapping(columns);
  }

  /** Fields of the other kind of table are none of this one's business. */
  public void requireKnownFields(Vocabulary own, Vocabulary other) {
    for (String field : columns.keySet()) {
      if (own.find(field) == null && other.find(field) == null) {
        throw InputException.of(
            "--map "
                + field
                + "="
                + columns.get(field)
                + ": there is no field "
                + field
                + "; fields are "
                + String.join(", ", own.keys()));
      }
    }
  }
}
