// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

/** Values in CSV files by RFC 4180. */
public final class Csv {
  private Csv() {}

  /** Returns a value in quotes. */
  public static String quoted(String value) {
    return '"' + value.replace("\"", "\"\"") + '"';
  }

  /** Returns a value as it is, or in quotes if it has a comma, a quote or a line end. */
  public static String value(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return quoted(value);
      }
    }
    return value;
  }
}
