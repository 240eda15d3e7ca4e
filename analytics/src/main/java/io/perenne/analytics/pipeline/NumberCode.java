// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.nio.charset.StandardCharsets;

/**
 * How whole numbers travel in a text column, several in one text: one ASCII character for a number
 * below 48, two or more for a larger one. Digits come with the lowest first; the last one of a
 * number is marked.
 */
public final class NumberCode {
  /** The most characters of one number. */
  public static final int MOST_BYTES = 12;

  private static final int BASE = 48;

  /** The character of a digit 0 that another follows. */
  private static final int MORE = ' ';

  /** The character of a digit 0 that is the last. */
  private static final int LAST = MORE + BASE;

  private NumberCode() {}

  /** Writes a number {@code >= 0} and returns where the next one goes. */
  public static int write(long number, byte[] code, int at) {
    long rest = number;
    int next = at;
    while (rest >= BASE) {
      code[next++] = (byte) (MORE + rest % BASE);
      rest /= BASE;
    }
    code[next++] = (byte) (LAST + rest);
    return next;
  }

  /**
   * Reads all numbers of a text and returns how many there are.
   *
   * @param numbers where they go; at least as long as the text
   */
  public static int read(String code, long[] numbers) {
    byte[] digits = code.getBytes(StandardCharsets.ISO_8859_1);
    int count = 0;
    long number = 0;
    long scale = 1;
    for (byte digit : digits) {
      // without branches, as nothing foretells how long a number is
      int more = (digit - LAST) >> 31; // all bits if the number goes on, else none
      number += (digit - LAST + (BASE & more)) * scale;
      scale = ((scale * BASE - 1) & more) + 1;
      numbers[count] = number;
      number &= more;
      count += 1 + more;
    }
    return count;
  }

  /** Returns an array that the numbers of a text fit in: the one given, or a longer one. */
  public static long[] roomFor(String code, long[] numbers) {
    return code.length() <= numbers.length ? numbers : new long[2 * code.length()];
  }
}
