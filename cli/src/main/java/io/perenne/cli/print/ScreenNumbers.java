// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.clv.words.Language;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;

/** Numbers as a reader of a language expects them on a screen; files never use these. */
public final class ScreenNumbers {
  private final Language language;
  private final DecimalFormatSymbols symbols;

  private ScreenNumbers(Language language) {
    this.language = language;
    this.symbols = DecimalFormatSymbols.getInstance(language.locale());
  }

  public static ScreenNumbers of(Language language) {
    return new ScreenNumbers(language);
  }

  /** Returns a whole number with thousands marks: {@code 23,570}. */
  public String count(long count) {
    return format("#,##0", count);
  }

  /** Returns an amount to the cent: {@code 2,500,315.63}. */
  public String money(double amount) {
    return format("#,##0.00", amount);
  }

  /** Returns a given probability as a percentage without its sign, as given: 0.9 as {@code 90}. */
  public static String percent(double probability) {
    return BigDecimal.valueOf(probability).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  /** Returns a part of one as a percentage: 0.0421 as {@code 4.2 %}. */
  public String share(double share) {
    return format("0.0 %", share);
  }

  /** Returns a number as a conversion of {@link java.util.Formatter} writes it: {@code %.4f}. */
  public String number(String conversion, double value) {
    return String.format(language.locale(), conversion, value);
  }

  /** Returns a change with its sign, and nothing for none: {@code +12}, {@code -3}, {@code =}. */
  String change(long change) {
    return change == 0 ? "=" : format("+#,##0;-#,##0", change);
  }

  /** Returns a duration in seconds: {@code 1.3 s}. */
  String seconds(Duration duration) {
    return format("0.0", duration.toNanos() / 1e9) + " s";
  }

  private String format(String pattern, Number number) {
    DecimalFormat format = new DecimalFormat(pattern, symbols);
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(number);
  }
}
