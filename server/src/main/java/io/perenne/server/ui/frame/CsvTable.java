// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import io.javalin.http.Context;
import io.perenne.analytics.home.Csv;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A small table as a CSV file for a person: numbers in the form that programs read, and no cell
 * that a spreadsheet would take for a formula.
 */
public final class CsvTable {
  private final StringBuilder text = new StringBuilder();

  /** Begins a table with the names of its columns. */
  public CsvTable(String... columns) {
    line(columns);
  }

  /** Adds a row of texts and numbers; an absent number is empty. */
  public CsvTable row(Object... cells) {
    line(Arrays.stream(cells).map(CsvTable::cell).toArray(String[]::new));
    return this;
  }

  private static String cell(Object value) {
    if (value instanceof OptionalDouble number) {
      return number.isPresent() ? number(number.getAsDouble()) : "";
    }
    if (value instanceof Double number) {
      return number(number);
    }
    return value instanceof Number ? value.toString() : guarded(value.toString());
  }

  private static String number(double value) {
    return new BigDecimal(value).setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  /**
   * Returns a text that a spreadsheet shows and does not compute.
   *
   * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
   */
  public static String guarded(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private void line(String... cells) {
    text.append(Arrays.stream(cells).map(Csv::value).collect(Collectors.joining(","))).append('\n');
  }

  /** Answers with the table as a file to keep. */
  public void answer(Context request, String fileName) {
    request
        .contentType("text/csv; charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"" + fileName + "\"")
        .result(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
