// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A column with few different values, one byte a row. */
final class ColumnCodes implements ContractRows.FieldSink {
  private static final int MOST_VALUES = 127;

  private final String column;
  private final List<byte[]> values = new ArrayList<>();
  private byte[] codes = new byte[1 << 10];
  private int rows;

  ColumnCodes(String column) {
    this.column = column;
  }

  @Override
  public String column() {
    return column;
  }

  @Override
  public void take(byte[] bytes, int length) {
    if (rows == codes.length) {
      codes = Arrays.copyOf(codes, 2 * rows);
    }
    codes[rows++] = (byte) code(bytes, length);
  }

  private int code(byte[] bytes, int length) {
    for (int i = 0; i < values.size(); i++) {
      byte[] value = values.get(i);
      if (Arrays.equals(value, 0, value.length, bytes, 0, length)) {
        return i;
      }
    }
    if (values.size() == MOST_VALUES) {
      throw new IllegalStateException("too many values in " + column);
    }
    values.add(Arrays.copyOf(bytes, length));
    return values.size() - 1;
  }

  /** Returns the code of a value, -1 if no row has it. */
  int codeOf(String value) {
    for (int i = 0; i < values.size(); i++) {
      String known = new String(values.get(i), StandardCharsets.UTF_8);
      if (ContractRows.plain(known).equals(value)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the code of a row. */
  int code(int place) {
    return codes[place];
  }
}
