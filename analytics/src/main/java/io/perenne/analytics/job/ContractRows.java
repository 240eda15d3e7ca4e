// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a contract file by their place: a row costs one read, once the file was read through
 * and the place of each row in it is known.
 */
final class ContractRows implements Closeable {
  private static final int BUFFER = 1 << 18;

  private final FileChannel channel;
  private final String nullText;
  private final List<String> names;
  private final LongBuffer starts;

  private ContractRows(
      FileChannel channel, String nullText, List<String> names, LongBuffer starts) {
    this.channel = channel;
    this.nullText = nullText;
    this.names = names;
    this.starts = starts;
  }

  /** Takes the bytes of one field of every row, in the order of rows. */
  interface FieldSink extends Closeable {
    /** Returns the name of the column. */
    String column();

    /** Takes a field, quotes included. */
    void take(byte[] bytes, int length) throws IOException;

    /** Keeps what was taken, which is all. */
    void keep() throws IOException;
  }

  /**
   * Opens a file that was read through.
   *
   * @param nullText what an absent value is written as
   * @param names the columns
   * @param starts where each row begins, and where the last one ends
   */
  static ContractRows open(Path file, String nullText, List<String> names, LongBuffer starts)
      throws IOException {
    return new ContractRows(
        FileChannel.open(file, StandardOpenOption.READ), nullText, names, starts);
  }

  /**
   * Reads through a file.
   *
   * @param starts takes where each row begins, and where the last one ends
   * @param sinks take a column each
   * @return the names of the columns
   */
  static List<String> scan(Path file, DataOutputStream starts, List<? extends FieldSink> sinks)
      throws IOException {
    Scan scan = new Scan(starts, sinks);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = new byte[BUFFER];
      for (int end = in.read(bytes); end >= 0; end = in.read(bytes)) {
        scan.take(bytes, end);
      }
    }
    return scan.names();
  }

  /** Goes through the bytes of the file once, from header to end. */
  private static final class Scan {
    private final DataOutputStream starts;
    private final List<? extends FieldSink> sinks;
    private final List<String> header = new ArrayList<>();
    private @Nullable FieldSink[] byField = new FieldSink[0];
    private @Nullable FieldSink sink;
    private byte[] field = new byte[256];
    private int length;
    private int column;
    private long position;
    private boolean quoted;
    private boolean inHeader = true;

    Scan(DataOutputStream starts, List<? extends FieldSink> sinks) {
      this.starts = starts;
      this.sinks = sinks;
    }

    List<String> names() {
      return List.copyOf(header);
    }

    void take(byte[] bytes, int end) throws IOException {
      int at = 0;
      while (at < end) {
        int from = at;
        while (at < end && (bytes[at] > ',' || bytes[at] < 0)) { // nothing that could end a field
          at++;
        }
        append(bytes, from, at - from);
        if (at < end) {
          special(bytes, at, position + at + 1);
          at++;
        }
      }
      position += end;
    }

    private void append(byte[] bytes, int from, int count) {
      if (sink == null && !inHeader) {
        return;
      }
      if (length + count > field.length) {
        field = Arrays.copyOf(field, 2 * (length + count));
      }
      System.arraycopy(bytes, from, field, length, count);
      length += count;
    }

    private void special(byte[] bytes, int at, long next) throws IOException {
      byte b = bytes[at];
      if (b == '"') {
        quoted = !quoted;
      }
      if (!quoted && (b == ',' || b == '\n')) {
        endField();
        column = b == '\n' ? 0 : column + 1;
        if (b == '\n') {
          endRow(next);
        }
        sink = column < byField.length ? byField[column] : null;
      } else if (b != '\r') {
        append(bytes, at, 1);
      }
    }

    private void endField() throws IOException {
      if (inHeader) {
        header.add(plain(new String(field, 0, length, StandardCharsets.UTF_8)));
      } else if (sink != null) {
        sink.take(field, length);
      }
      length = 0;
    }

    private void endRow(long next) throws IOException {
      if (inHeader) {
        inHeader = false;
        byField = new FieldSink[header.size()];
        for (FieldSink wanted : sinks) {
          int at = header.indexOf(wanted.column());
          if (at >= 0) {
            byField[at] = wanted;
          }
        }
      }
      starts.writeLong(next);
    }
  }

  /** Returns how many rows there are. */
  int size() {
    return Math.max(0, starts.limit() - 1);
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
    long at = starts.get(place);
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(starts.get(place + 1) - at));
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
