// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.table;

import io.perenne.analytics.home.Csv;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** Rows of CSV as bytes; numbers as short as they can be without loss. */
final class CsvBlock implements Table.Block {

  /** Longer than any number or date. */
  private static final int LONGEST = 32;

  private byte[] bytes = new byte[1 << 16];
  private int length;
  private int lastDay;
  private byte[] lastDayText = text(0);

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  private void add(byte[] text) {
    reserve(text.length + 1);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
    separate();
  }

  private void separate() {
    bytes[length++] = ',';
  }

  @Override
  public Table.Block add(String value) {
    add(Csv.value(value).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  @Override
  public Table.Block addDay(int epochDay) {
    if (epochDay != lastDay) {
      lastDay = epochDay;
      lastDayText = text(epochDay);
    }
    add(lastDayText);
    return this;
  }

  private static byte[] text(int epochDay) {
    return LocalDate.ofEpochDay(epochDay).toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Table.Block add(int value) {
    reserve(LONGEST);
    length = DecimalText.write(value, bytes, length);
    separate();
    return this;
  }

  @Override
  public Table.Block add(double value) {
    reserve(LONGEST);
    length = DecimalText.write(value, bytes, length);
    separate();
    return this;
  }

  @Override
  public Table.Block addNothing() {
    reserve(1);
    separate();
    return this;
  }

  @Override
  public void end() {
    bytes[length - 1] = '\n';
  }
}
