// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.datamodel;

/**
 * What a column of the datamodel holds, apart from any database.
 *
 * @param kind the kind of value
 * @param length the most characters of a text, the most digits of a decimal; 0 where the kind says
 *     it all
 * @param scale the digits after the decimal point; 0 for other kinds
 */
public record ColumnType(Kind kind, int length, int scale) {

  /** The kinds of values. */
  public enum Kind {
    /** Characters. */
    TEXT,
    /** An e-mail address. */
    EMAIL,
    /** An exact number with a fixed number of digits after the point. */
    DECIMAL,
    /** A whole number of 32 bits. */
    INTEGER,
    /** A local date. */
    DATE,
    /** A local date and time to the second, in the time zone of the run. */
    TIMESTAMP,
    /** True or false. */
    BOOLEAN
  }

  public ColumnType {
    if (!(length >= 0 && scale >= 0 && scale <= length)) {
      throw new IllegalArgumentException(
          "not 0 <= scale <= length: scale=" + scale + ", length=" + length);
    }
  }

  static ColumnType text(int length) {
    return new ColumnType(Kind.TEXT, length, 0);
  }

  static ColumnType email(int length) {
    return new ColumnType(Kind.EMAIL, length, 0);
  }

  static ColumnType decimal(int precision, int scale) {
    return new ColumnType(Kind.DECIMAL, precision, scale);
  }

  static ColumnType of(Kind kind) {
    return new ColumnType(kind, 0, 0);
  }
}
