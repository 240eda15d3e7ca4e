// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.table;

import java.nio.charset.StandardCharsets;

/**
 * Numbers as decimal text that is read back as the same number, and numbers rounded to few digits.
 *
 * <p>A number that a decimal of fifteen digits stands for is written as that decimal: its digits m
 * are below 2^53 and m / 10^k is rounded once, so the check that it is the number is exact. {@link
 * Double#toString} takes ten times as long and is left for the others.
 */
public final class DecimalText {

  private static final int DIGITS = 15;
  private static final int ROUNDED_DIGITS = 12;

  /** Powers of ten that a double holds exactly. */
  private static final double[] POWERS = new double[23];

  /** Written without an exponent from 10^-5 to below 10^15. */
  private static final double SMALLEST_PLAIN = 1e-5;

  private static final double LARGEST_PLAIN = 1e15;

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private DecimalText() {}

  /**
   * Returns a number rounded to twelve significant digits, halves to even; one that is not between
   * 1e-10 and 1e22 in size as it is.
   */
  public static double rounded(double value) {
    double size = Math.abs(value);
    if (!(size >= 1e-10 && size < 1e22)) {
      return value;
    }
    int decimals = ROUNDED_DIGITS - 1 - decade(size);
    return decimals >= 0
        ? Math.rint(value * POWERS[decimals]) / POWERS[decimals]
        : Math.rint(value / POWERS[-decimals]) * POWERS[-decimals];
  }

  /** The largest n with 10^n &le; size. */
  private static int decade(double size) {
    int n = (int) Math.floor(Math.getExponent(size) * 0.30102999566398120);
    return size >= powerOfTen(n + 1) ? n + 1 : n;
  }

  private static double powerOfTen(int n) {
    return n >= 0 ? POWERS[n] : 1 / POWERS[-n];
  }

  /** Writes a number at a position and returns the position after it. */
  static int write(double value, byte[] into, int at) {
    double size = Math.abs(value);
    if (size == 0) {
      return write(0, into, at);
    }
    if (!(size >= SMALLEST_PLAIN && size < LARGEST_PLAIN)) {
      return copy(Double.toString(value), into, at);
    }
    int decimals = DIGITS - 1 - decade(size);
    long digits = (long) Math.rint(size * POWERS[decimals]);
    if (digits / POWERS[decimals] != size) {
      return copy(Double.toString(value), into, at);
    }
    while (decimals > 0 && digits % 10 == 0) {
      digits /= 10;
      decimals--;
    }
    int start = at;
    if (value < 0) {
      into[start++] = '-';
    }
    return write(digits, decimals, into, start);
  }

  /** Writes a whole number at a position and returns the position after it. */
  static int write(int value, byte[] into, int at) {
    int start = at;
    if (value < 0) {
      into[start++] = '-';
    }
    return write(Math.abs((long) value), 0, into, start);
  }

  private static int write(long digits, int decimals, byte[] into, int at) {
    int length = Math.max(decimals + 1, length(digits)) + (decimals > 0 ? 1 : 0);
    long rest = digits;
    for (int i = at + length - 1; i >= at; i--) {
      if (decimals > 0 && i == at + length - 1 - decimals) {
        into[i] = '.';
      } else {
        into[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
    }
    return at + length;
  }

  private static int length(long digits) {
    int length = 1;
    for (long power = 10; power <= digits; power *= 10) {
      length++;
    }
    return length;
  }

  private static int copy(String text, byte[] into, int at) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, into, at, ascii.length);
    return at + ascii.length;
  }
}
