// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

/**
 * How the days between a customer's purchases travel in a table: a text of one ASCII character a
 * gap, two or more for a gap of 48 days and longer. Digits come with the lowest first; the last one
 * of a gap is marked.
 */
final class GapCode {
  /** The most characters of one gap. */
  static final int MOST_BYTES = 6;

  private static final int BASE = 48;

  /** The character of a digit 0 that another follows. */
  private static final int MORE = ' ';

  /** The character of a digit 0 that is the last. */
  private static final int LAST = MORE + BASE;

  private GapCode() {}

  /** Writes a gap of at least 0 days and returns where the next one goes. */
  static int write(int gap, byte[] code, int at) {
    int rest = gap;
    int next = at;
    while (rest >= BASE) {
      code[next++] = (byte) (MORE + rest % BASE);
      rest /= BASE;
    }
    code[next++] = (byte) (LAST + rest);
    return next;
  }

  /** Takes the gaps of a text one by one. */
  interface Gaps {
    void add(int gap);
  }

  /** Reads all gaps of a text. */
  static void read(String code, Gaps gaps) {
    int gap = 0;
    int scale = 1;
    for (int i = 0; i < code.length(); i++) {
      int digit = code.charAt(i);
      if (digit >= LAST) {
        gaps.add(gap + (digit - LAST) * scale);
        gap = 0;
        scale = 1;
      } else {
        gap += (digit - MORE) * scale;
        scale *= BASE;
      }
    }
  }
}
