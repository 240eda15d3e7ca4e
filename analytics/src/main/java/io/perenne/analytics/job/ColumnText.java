// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/** A column of texts, one after another, to be searched through. */
final class ColumnText implements ContractRows.FieldSink {
  private static final long MOST_BYTES = Integer.MAX_VALUE - 16L;

  private final String column;
  private byte[] bytes = new byte[1 << 14];
  private int[] ends = new int[1 << 10];
  private int rows;

  ColumnText(String column) {
    this.column = column;
  }

  @Override
  public String column() {
    return column;
  }

  @Override
  public void take(byte[] field, int length) {
    if (length > 0 && field[0] == '"') {
      String plain = ContractRows.plain(new String(field, 0, length, StandardCharsets.UTF_8));
      byte[] unquoted = plain.getBytes(StandardCharsets.UTF_8);
      append(unquoted, unquoted.length);
    } else {
      append(field, length);
    }
  }

  private void append(byte[] value, int length) {
    int start = start(rows);
    if (start + (long) length > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, 2L * (start + length)));
    }
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, 2 * rows);
    }
    System.arraycopy(value, 0, bytes, start, length);
    ends[rows++] = start + length;
  }

  /** Returns the places of the rows in the order of their texts, as bytes compare. */
  int[] inOrder() {
    Integer[] places = new Integer[rows];
    Arrays.setAll(places, place -> place);
    // the rows stand in a few long ascending stretches, which this sort merges
    Arrays.sort(places, this::compare);
    return Arrays.stream(places).mapToInt(Integer::intValue).toArray();
  }

  private int compare(int one, int other) {
    return Arrays.compareUnsigned(bytes, start(one), ends[one], bytes, start(other), ends[other]);
  }

  /** Compares the text of a row with a value. */
  int compare(int row, byte[] value) {
    return Arrays.compareUnsigned(bytes, start(row), ends[row], value, 0, value.length);
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
  }

  private int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** Adds the rows that contain a text; letters from A to Z match in either case. */
  void addContaining(String text, BitSet found) {
    byte[] part = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < part.length; i++) {
      part[i] = lower(part[i]);
    }
    for (int row = 0; row < rows; row++) {
      if (contains(start(row), ends[row], part)) {
        found.set(row);
      }
    }
  }

  private boolean contains(int from, int to, byte[] part) {
    int last = to - part.length;
    for (int at = from; at <= last; at++) {
      int same = 0;
      while (same < part.length && lower(bytes[at + same]) == part[same]) {
        same++;
      }
      if (same == part.length) {
        return true;
      }
    }
    return false;
  }
}
