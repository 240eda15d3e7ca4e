// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** How a language writes numbers inside a sentence: {@code 1.000,5} or {@code 1,000.5}. */
public final class NumberStyle {
  private static final NumberStyle ES = new NumberStyle(Language.ES, '.', ',');
  private static final NumberStyle EN = new NumberStyle(Language.EN, ',', '.');
  private static final long[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  /** The most decimals {@link #append} can be asked for. */
  public static final int MAX_DECIMALS = POWERS.length - 1;

  /** From here on a double has no room for decimals and a scaled one may leave the long range. */
  private static final double LARGE = 1e15;

  private final Locale locale;
  private final char grouping;
  private final char point;

  private NumberStyle(Language language, char grouping, char point) {
    this.locale = language.locale();
    this.grouping = grouping;
    this.point = point;
  }

  static NumberStyle of(Language language) {
    return language == Language.ES ? ES : EN;
  }

  /** Returns the locale by which {@link String#format} writes numbers the same way. */
  Locale locale() {
    return locale;
  }

  /** Returns the number as {@link #append} shows it. */
  public static double rounded(double value, int decimals) {
    double scaled = value * POWERS[decimals];
    return Math.abs(scaled) < LARGE ? Math.round(scaled) / (double) POWERS[decimals] : value;
  }

  /**
   * Appends a number in groups of three digits, rounded half up, without trailing zeros.
   *
   * @param value finite
   * @param decimals the most decimals to show, at most {@link #MAX_DECIMALS}
   */
  void append(Utf8Text out, double value, int decimals) {
    double scaled = Math.abs(value) * POWERS[decimals];
    if (!(scaled < LARGE)) {
      appendLarge(out, value);
      return;
    }
    long units = Math.round(scaled);
    if (value < 0 && units > 0) {
      out.append('-');
    }
    appendGrouped(out, units / POWERS[decimals]);
    appendFraction(out, units % POWERS[decimals], decimals);
  }

  private void appendGrouped(Utf8Text out, long whole) {
    if (whole < 1_000) {
      out.appendDigits(whole, whole < 10 ? 1 : whole < 100 ? 2 : 3);
      return;
    }
    appendGrouped(out, whole / 1_000);
    out.append(grouping);
    out.appendDigits(whole % 1_000, 3);
  }

  private void appendFraction(Utf8Text out, long fraction, int decimals) {
    if (fraction == 0) {
      return;
    }
    long shown = fraction;
    int digits = decimals;
    while (shown % 10 == 0) {
      shown /= 10;
      digits--;
    }
    out.append(point);
    out.appendDigits(shown, digits);
  }

  private void appendLarge(Utf8Text out, double value) {
    String digits = BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_UP).toPlainString();
    for (int i = 0; i < digits.length(); i++) {
      int left = digits.length() - i;
      if (i > 0 && left % 3 == 0 && digits.charAt(i - 1) != '-') {
        out.append(grouping);
      }
      out.append(digits.charAt(i));
    }
  }
}
