// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

/**
 * How SQL reads a value: quickly by the spelling that nearly all values have, and patiently where
 * that gives NULL.
 *
 * @param usual an expression that is cheap and strict
 * @param otherwise an expression that knows every spelling
 */
public record ValueReading(String usual, String otherwise) {

  public static ValueReading only(String expression, String type) {
    return new ValueReading(expression, "CAST(NULL AS " + type + ")");
  }

  public static ValueReading nothing(String type) {
    return only("CAST(NULL AS " + type + ")", type);
  }

  /** The value, given that the column {@code usual} holds the usual reading. */
  public String after(String column) {
    return otherwise.startsWith("CAST(NULL AS ")
        ? column
        : "CASE WHEN " + column + " IS NULL THEN " + otherwise + " ELSE " + column + " END";
  }

  /** Both in one expression, for where speed does not matter. */
  public String whole() {
    return "coalesce(" + usual + ", " + otherwise + ")";
  }
}
