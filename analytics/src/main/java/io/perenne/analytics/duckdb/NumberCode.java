// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

/**
 * How whole numbers travel in a text column, several in one text: one ASCII character for a number
 * below 48, two or more for a larger one. Digits come with the lowest first; the last one of a
 * number is marked.
 */
final class NumberCode {
  /** The most characters of one number. */
  static final int MOST_BYTES = 12;

  private static final int BASE = 48;

  /** The character of a digit 0 that another follows. */
  private static final int MORE = ' ';

  /** The character of a digit 0 that is the last. */
  private static final int LAST = MORE + BASE;

  private NumberCode() {}

  /** Writes a number {@code >= 0} and returns where the next one goes. */
  static int write(long number, byte[] code, int at) {
    long rest = number;
    int next = at;
    while (rest >= BASE) {
      code[next++] = (byte) (MORE + rest % BASE);
      rest /= BASE;
    }
    code[next++] = (byte) (LAST + rest);
    return next;
  }

  /** Takes the numbers of a text one by one. */
  @FunctionalInterface
  interface Numbers {
    void add(long number);
  }

  /** Reads all numbers of a text. */
  static void read(String code, Numbers numbers) {
    long number = 0;
    long scale = 1;
    for (int i = 0; i < code.length(); i++) {
      int digit = code.charAt(i);
      if (digit >= LAST) {
        numbers.add(number + (digit - LAST) * scale);
        number = 0;
        scale = 1;
      } else {
        number += (digit - MORE) * scale;
        scale *= BASE;
      }
    }
  }
}
