// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A column with few different values, one byte a row. */
final class ColumnCodes {
  private static final int MOST_VALUES = 127;
  private static final String SEPARATOR = "\n";

  private final List<String> values;
  private final ByteBuffer codes;

  private ColumnCodes(List<String> values, ByteBuffer codes) {
    this.values = values;
    this.codes = codes;
  }

  /** Opens a column that was written. */
  static ColumnCodes open(IndexParts parts, String column) throws IOException {
    ByteBuffer values = ContractIndex.require(parts, column + ".values");
    String text = StandardCharsets.UTF_8.decode(values).toString();
    return new ColumnCodes(
        List.of(text.split(SEPARATOR, -1)), ContractIndex.require(parts, column + ".codes"));
  }

  /** Returns the code of a value, -1 if no row has it. */
  int codeOf(String value) {
    return values.indexOf(value);
  }

  /** Returns the code of a row. */
  int code(int place) {
    return codes.get(place);
  }

  /** Writes a column. */
  static final class Writer implements ContractRows.FieldSink {
    private final IndexParts parts;
    private final String column;
    private final List<byte[]> values = new ArrayList<>();
    private final IndexParts.Draft codes;

    Writer(IndexParts parts, String column) throws IOException {
      this.parts = parts;
      this.column = column;
      this.codes = parts.write(column + ".codes");
    }

    @Override
    public String column() {
      return column;
    }

    @Override
    public void take(byte[] bytes, int length) throws IOException {
      codes.write(code(bytes, length));
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

    @Override
    public void keep() throws IOException {
      codes.keep();
      List<String> plain =
          values.stream()
              .map(value -> ContractRows.plain(new String(value, StandardCharsets.UTF_8)))
              .toList();
      ContractIndex.keep(parts, column + ".values", String.join(SEPARATOR, plain));
    }

    @Override
    public void close() throws IOException {
      codes.close();
    }
  }
}
