// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.postgres;

import io.perenne.analytics.datamodel.ColumnType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

/**
 * A column of a table that is there already.
 *
 * @param name its name
 * @param type its type as {@code information_schema} writes it
 * @param length the most characters, 0 for any number
 * @param precision the most digits, 0 for any number
 * @param scale the digits after the point, -1 for any number
 * @param computed whether the database itself fills it, always
 * @param demanded whether a row without a value for it is refused
 */
record PostgresColumn(
    String name,
    String type,
    int length,
    int precision,
    int scale,
    boolean computed,
    boolean demanded) {
  private static final Set<String> TEXT = Set.of("text", "character varying", "USER-DEFINED");
  private static final Set<String> WHOLE = Set.of("integer", "bigint");
  private static final String DECIMAL = "numeric";
  private static final String DOUBLE = "double precision";

  static PostgresColumn read(ResultSet row) throws SQLException {
    return new PostgresColumn(
        row.getString(1),
        row.getString(2),
        row.getInt(3),
        row.getInt(4),
        row.getInt(5),
        row.getBoolean(6),
        row.getBoolean(7));
  }

  /** How a column takes the values of the datamodel. */
  enum Fit {
    /** Every value, as it is. */
    WHOLE,
    /** As it is, unless it is too long or too large, which the server refuses. */
    NARROWER,
    /** Not at all, or changed without a word: rounded, cut or shifted. */
    UNFIT
  }

  /** Returns how this column takes values of a type. */
  Fit fit(ColumnType wanted) {
    boolean text = TEXT.contains(type);
    return switch (wanted.kind()) {
      case TEXT, EMAIL -> text ? fit(length == 0 || length >= wanted.length()) : Fit.UNFIT;
      case DECIMAL -> text || type.equals(DOUBLE) ? Fit.WHOLE : decimal(wanted);
      case INTEGER -> integer(text);
      case DATE ->
          text || type.equals("date") || type.startsWith("timestamp") ? Fit.WHOLE : Fit.UNFIT;
      case TIMESTAMP -> text || type.startsWith("timestamp") ? Fit.WHOLE : Fit.UNFIT;
      case BOOLEAN -> text || type.equals("boolean") ? Fit.WHOLE : Fit.UNFIT;
    };
  }

  private static Fit fit(boolean wide) {
    return wide ? Fit.WHOLE : Fit.NARROWER;
  }

  private Fit decimal(ColumnType wanted) {
    if (!type.equals(DECIMAL) || (scale >= 0 && scale < wanted.scale())) {
      return Fit.UNFIT;
    }
    return fit(scale < 0 || precision - scale >= wanted.length() - wanted.scale());
  }

  private Fit integer(boolean text) {
    if (text || WHOLE.contains(type) || type.equals(DOUBLE) || type.equals(DECIMAL)) {
      return Fit.WHOLE;
    }
    return type.equals("smallint") ? Fit.NARROWER : Fit.UNFIT;
  }

  /** Returns the name and the type, as in {@code LTV_VALUE numeric(18,0)}. */
  @Override
  public String toString() {
    String size = length > 0 ? "(" + length + ")" : "";
    return name
        + " "
        + type
        + (type.equals(DECIMAL) && scale >= 0 ? "(" + precision + "," + scale + ")" : size);
  }
}
