// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a contract file by their place. The file is read through once; then a row costs one
 * read. In memory stay the place of each row in the file and the columns that are asked for.
 */
final class ContractRows implements Closeable {
  private static final int BUFFER = 1 << 18;

  private final FileChannel channel;
  private final String nullText;
  private List<String> names = List.of();
  private long[] starts = new long[1 << 10];
  private int rows;

  private ContractRows(FileChannel channel, String nullText) {
    this.channel = channel;
    this.nullText = nullText;
  }

  /** Takes the bytes of one field of every row, in the order of rows. */
  interface FieldSink {
    /** Returns the name of the column. */
    String column();

    /** Takes a field, quotes included. */
    void take(byte[] bytes, int length);
  }

  /**
   * Reads through a file.
   *
   * @param nullText what an absent value is written as
   * @param sinks take the columns that stay in memory
   */
  static ContractRows open(Path file, String nullText, List<FieldSink> sinks) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    ContractRows rows = new ContractRows(channel, nullText);
    try {
      rows.scan(sinks);
      return rows;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void scan(List<FieldSink> sinks) throws IOException {
    Scan scan = new Scan(sinks);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (channel.read(buffer) >= 0) {
      byte[] bytes = buffer.array();
      int end = buffer.position();
      for (int i = 0; i < end; i++) {
        scan.take(bytes[i]);
      }
      buffer.clear();
    }
  }

  /** Goes through the bytes of the file once, from header to end. */
  private final class Scan {
    private final List<FieldSink> sinks;
    private final List<String> header = new ArrayList<>();
    private @Nullable FieldSink[] byField = new FieldSink[0];
    private @Nullable FieldSink sink;
    private byte[] field = new byte[256];
    private int length;
    private int column;
    private long position;
    private boolean quoted;
    private boolean inHeader = true;

    Scan(List<FieldSink> sinks) {
      this.sinks = sinks;
    }

    void take(byte b) {
      position++;
      if (b == '"') {
        quoted = !quoted;
      }
      if (!quoted && (b == ',' || b == '\n')) {
        endField();
        column = b == '\n' ? 0 : column + 1;
        if (b == '\n') {
          endRow();
        }
        sink = column < byField.length ? byField[column] : null;
      } else if (b != '\r' && (sink != null || inHeader)) {
        field = length == field.length ? Arrays.copyOf(field, 2 * length) : field;
        field[length++] = b;
      }
    }

    private void endField() {
      if (inHeader) {
        header.add(plain(new String(field, 0, length, StandardCharsets.UTF_8)));
      } else if (sink != null) {
        sink.take(field, length);
      }
      length = 0;
    }

    private void endRow() {
      if (inHeader) {
        inHeader = false;
        names = List.copyOf(header);
        byField = new FieldSink[names.size()];
        for (FieldSink wanted : sinks) {
          int at = names.indexOf(wanted.column());
          if (at >= 0) {
            byField[at] = wanted;
          }
        }
      } else {
        rows++;
      }
      if (rows == starts.length) {
        starts = Arrays.copyOf(starts, 2 * rows);
      }
      starts[rows] = position;
    }
  }

  /** Returns how many rows there are. */
  int size() {
    return rows;
  }

  /** Returns the names of the columns. */
  List<String> columns() {
    return names;
  }

  /** Returns the values of a row by column; an absent value is empty text. */
  Map<String, String> row(int place) throws IOException {
    List<String> fields = fields(text(place));
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String value = i < fields.size() ? fields.get(i) : "";
      values.put(names.get(i), value.equals(nullText) ? "" : value);
    }
    return values;
  }

  private String text(int place) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(starts[place + 1] - starts[place]));
    long at = starts[place];
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException("the contract file has become shorter");
      }
    }
    return new String(bytes.array(), StandardCharsets.UTF_8);
  }

  private static List<String> fields(String row) {
    List<String> fields = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    int end = row.endsWith("\n") ? row.length() - 1 : row.length();
    end = end > 0 && row.charAt(end - 1) == '\r' ? end - 1 : end;
    for (int i = 0; i < end; i++) {
      char c = row.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(plain(row.substring(start, i)));
        start = i + 1;
      }
    }
    fields.add(plain(row.substring(Math.min(start, end), end)));
    return fields;
  }

  /** Returns a field without its quotes. */
  static String plain(String field) {
    return field.length() > 1 && field.startsWith("\"")
        ? field.substring(1, field.length() - 1).replace("\"\"", "\"")
        : field;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
