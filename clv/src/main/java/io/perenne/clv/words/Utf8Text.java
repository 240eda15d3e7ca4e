// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text in UTF-8 that grows at its end and can be cleared to be written anew, so that millions of
 * sentences need one array for writing and one each for keeping. Not safe for several threads.
 */
public final class Utf8Text {
  /* A StringBuilder widens every character to two bytes once one of them, such as ≥, is not
   * Latin-1; what is wanted in the end, UTF-8, is then narrowed out of it again. */
  private static final int CAPACITY = 256;

  private byte[] bytes = new byte[CAPACITY];
  private int length;

  /** Makes an empty text. */
  public Utf8Text() {}

  /** Empties the text. */
  public void clear() {
    length = 0;
  }

  /** Returns the text in an array of its own. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** Returns the bytes of words, to be appended many times. */
  public static byte[] encode(String words) {
    return words.getBytes(StandardCharsets.UTF_8);
  }

  public Utf8Text append(String words) {
    return append(encode(words));
  }

  public Utf8Text append(byte[] words) {
    ensureRoom(words.length);
    System.arraycopy(words, 0, bytes, length, words.length);
    length += words.length;
    return this;
  }

  /** Appends a character of ASCII. */
  public void append(char ascii) {
    ensureRoom(1);
    bytes[length++] = (byte) ascii;
  }

  /** Appends the last digits of a number, zeros included. */
  void appendDigits(long number, int digits) {
    ensureRoom(digits);
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void ensureRoom(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
