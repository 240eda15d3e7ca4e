// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/** A column of texts, one after another, to be searched through. */
final class ColumnText {
  private static final int STRETCH = 1 << 16;

  private final ByteBuffer bytes;
  private final IntBuffer ends;

  private ColumnText(ByteBuffer bytes, IntBuffer ends) {
    this.bytes = bytes;
    this.ends = ends;
  }

  /** Opens a column that was written. */
  static ColumnText open(IndexParts parts, String column) throws IOException {
    return new ColumnText(
        ContractIndex.require(parts, column + ".text"),
        ContractIndex.require(parts, column + ".ends").asIntBuffer());
  }

  /** Returns the places of the rows in the order of their texts, as bytes compare. */
  int[] inOrder() {
    int rows = ends.limit();
    int descent = 1;
    while (descent < rows && compare(descent - 1, descent) <= 0) {
      descent++;
    }
    if (descent >= rows) {
      return IntStream.range(0, rows).toArray();
    }
    Integer[] places = new Integer[rows];
    Arrays.setAll(places, place -> place);
    // the rows stand in a few long ascending stretches, which this sort merges
    Arrays.sort(places, this::compare);
    return Arrays.stream(places).mapToInt(Integer::intValue).toArray();
  }

  private int compare(int one, int other) {
    return text(one).compareTo(text(other));
  }

  /** Returns the text of a row as bytes that compare as if they had no sign. */
  private Unsigned text(int row) {
    return new Unsigned(bytes, start(row), ends.get(row));
  }

  /** Compares the text of a row with a value. */
  int compare(int row, byte[] value) {
    return text(row).compareTo(new Unsigned(ByteBuffer.wrap(value), 0, value.length));
  }

  /** Returns whether the text of a row begins with a value. */
  boolean beginsWith(int row, byte[] value) {
    int start = start(row);
    if (ends.get(row) - start < value.length) {
      return false;
    }
    for (int i = 0; i < value.length; i++) {
      if (bytes.get(start + i) != value[i]) {
        return false;
      }
    }
    return true;
  }

  /** A part of a buffer, compared byte by byte. */
  private record Unsigned(ByteBuffer bytes, int from, int to) implements Comparable<Unsigned> {
    @Override
    public int compareTo(Unsigned other) {
      int common = Math.min(to - from, other.to - other.from);
      for (int i = 0; i < common; i++) {
        int compared = Byte.compareUnsigned(bytes.get(from + i), other.bytes.get(other.from + i));
        if (compared != 0) {
          return compared;
        }
      }
      return Integer.compare(to - from, other.to - other.from);
    }
  }

  private int start(int row) {
    return row == 0 ? 0 : ends.get(row - 1);
  }

  /** Adds the rows that contain a text; letters from A to Z match in either case. */
  void addContaining(String text, BitSet found) {
    byte[] part = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < part.length; i++) {
      part[i] = lower(part[i]);
    }
    if (part.length == 0) {
      found.set(0, ends.limit());
      return;
    }
    int[] steps = steps(part);
    byte[] stretch = new byte[STRETCH + part.length];
    int row = 0;
    for (int from = 0; from < bytes.limit(); from += STRETCH) {
      int length = Math.min(stretch.length, bytes.limit() - from);
      bytes.get(from, stretch, 0, length);
      int last = Math.min(STRETCH - 1, length - part.length);
      for (int at = 0; at <= last; at += steps[stretch[at + part.length - 1] & 0xFF]) {
        if (matches(stretch, at, part)) {
          while (ends.get(row) <= from + at) {
            row++;
          }
          if (from + at + part.length <= ends.get(row)) {
            found.set(row);
          }
        }
      }
    }
  }

  /**
   * Returns how far the next match can be at least, by the byte under the last one of the part
   * (Horspool's search).
   */
  private static int[] steps(byte[] part) {
    int[] steps = new int[256];
    Arrays.fill(steps, part.length);
    for (int i = 0; i < part.length - 1; i++) {
      steps[part[i] & 0xFF] = part.length - 1 - i;
      if (part[i] >= 'a' && part[i] <= 'z') {
        steps[part[i] - ('a' - 'A')] = part.length - 1 - i;
      }
    }
    return steps;
  }

  private static boolean matches(byte[] bytes, int at, byte[] part) {
    for (int i = part.length - 1; i >= 0; i--) {
      if (lower(bytes[at + i]) != part[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
  }

  /** Writes a column. */
  static final class Writer implements ContractRows.FieldSink {
    private final String column;
    private final IndexParts.Draft text;
    private final IndexParts.Draft ends;
    private final DataOutputStream numbers;
    private int end;

    Writer(IndexParts parts, String column) throws IOException {
      this.column = column;
      this.text = parts.write(column + ".text");
      this.ends = parts.write(column + ".ends");
      this.numbers = new DataOutputStream(ends);
    }

    @Override
    public String column() {
      return column;
    }

    @Override
    public void take(byte[] field, int length) throws IOException {
      if (length > 0 && field[0] == '"') {
        String plain = ContractRows.plain(new String(field, 0, length, StandardCharsets.UTF_8));
        byte[] unquoted = plain.getBytes(StandardCharsets.UTF_8);
        append(unquoted, unquoted.length);
      } else {
        append(field, length);
      }
    }

    private void append(byte[] value, int length) throws IOException {
      text.write(value, 0, length);
      end = Math.addExact(end, length); // above 2 GB of text there is no index
      numbers.writeInt(end);
    }

    @Override
    public void keep() throws IOException {
      text.keep();
      ends.keep();
    }

    @Override
    public void close() throws IOException {
      text.close();
      ends.close();
    }
  }
}
