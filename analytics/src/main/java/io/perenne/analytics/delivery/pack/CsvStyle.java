// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import io.perenne.analytics.config.Newline;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a CSV is written.
 *
 * @param delimiter what separates values: one character
 * @param newline what ends a line
 * @param encoding how characters become bytes
 * @param byteOrderMark whether the file begins with one
 * @param nullText what an absent value is written as
 * @param booleans how true and false are written
 * @param dates how times are written
 */
public record CsvStyle(
    String delimiter,
    Newline newline,
    Charset encoding,
    boolean byteOrderMark,
    String nullText,
    BooleanStyle booleans,
    DateStyle dates) {
  public CsvStyle {
    if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
      throw new IllegalArgumentException("delimiter is not one character: " + delimiter);
    }
    if (nullText.contains("\"") || nullText.contains("\n") || nullText.contains(delimiter)) {
      throw new IllegalArgumentException(
          "null-text has a quote, line end or delimiter: " + nullText);
    }
    if (byteOrderMark && !encoding.name().startsWith("UTF-")) {
      throw new IllegalArgumentException("a byte order mark needs UTF: " + encoding);
    }
  }

  /** As the contract file: comma, line feed, UTF-8, nothing for nothing. */
  public static CsvStyle contract() {
    return new CsvStyle(
        ",", Newline.LF, StandardCharsets.UTF_8, false, "", BooleanStyle.LOWER, DateStyle.PLAIN);
  }

  /** Returns this style with another line end. */
  CsvStyle withNewline(Newline other) {
    return new CsvStyle(delimiter, other, encoding, byteOrderMark, nullText, booleans, dates);
  }

  /** Returns this style with another text for an absent value. */
  CsvStyle withNullText(String other) {
    return new CsvStyle(delimiter, newline, encoding, byteOrderMark, other, booleans, dates);
  }

  /** As Marketing Cloud imports it without a question. */
  /** Returns this style with another way to write times. */
  public CsvStyle withDates(DateStyle other) {
    return new CsvStyle(delimiter, newline, encoding, byteOrderMark, nullText, booleans, other);
  }

  /** As Marketing Cloud documents it: CRLF, True and False, instants. */
  public static CsvStyle marketingCloud() {
    return new CsvStyle(
        ",", Newline.CRLF, StandardCharsets.UTF_8, false, "", BooleanStyle.TITLE, DateStyle.UTC);
  }

  /** Returns whether the engine writes such a file byte for byte. */
  boolean isWrittenByTheEngine() {
    return newline == Newline.LF && encoding.equals(StandardCharsets.UTF_8) && !byteOrderMark;
  }
}
