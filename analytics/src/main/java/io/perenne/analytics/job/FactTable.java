// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.pipeline.PublishedCustomers;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Some numbers and one text of every customer of a run, by the place of the id in the order of ids.
 * A row has its numbers and where its text ends among all texts; both are mapped into memory, not
 * kept in it.
 */
final class FactTable {
  private static final String TEXTS = "-texts";

  private final ByteBuffer rows;
  private final ByteBuffer texts;
  private final int width;

  private FactTable(ByteBuffer rows, ByteBuffer texts, int width) {
    this.rows = rows;
    this.texts = texts;
    this.width = width;
  }

  private static int rowBytes(int width) {
    return (width + 1) * Double.BYTES;
  }

  /** Returns the table that was kept under a name; empty if there is none of that size. */
  static Optional<FactTable> read(IndexParts parts, String name, int width, int size) {
    try {
      Optional<ByteBuffer> rows = parts.read(name);
      Optional<ByteBuffer> texts = parts.read(name + TEXTS);
      return rows.isPresent()
              && texts.isPresent()
              && rows.get().limit() == Math.multiplyExact(size, rowBytes(width))
          ? Optional.of(new FactTable(rows.get(), texts.get(), width))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps a table; in memory if it cannot be kept elsewhere.
   *
   * @param source hands over one customer after the other, in the order of ids
   */
  static FactTable write(
      IndexParts parts,
      String name,
      int width,
      int size,
      Consumer<PublishedCustomers.FactReader> source) {
    try {
      return tryToWrite(parts, name, width, size, source);
    } catch (IOException | UncheckedIOException e) {
      try {
        return tryToWrite(IndexParts.inMemory(), name, width, size, source);
      } catch (IOException never) {
        throw new UncheckedIOException(never);
      }
    }
  }

  private static FactTable tryToWrite(
      IndexParts parts,
      String name,
      int width,
      int size,
      Consumer<PublishedCustomers.FactReader> source)
      throws IOException {
    try (IndexParts.Draft rows = parts.write(name);
        IndexParts.Draft texts = parts.write(name + TEXTS)) {
      DataOutputStream out = new DataOutputStream(rows);
      source.accept(new Writer(out, texts));
      out.flush();
      texts.keep();
      rows.keep();
    }
    return read(parts, name, width, size)
        .orElseThrow(() -> new IOException("not all of " + name + " was written"));
  }

  private static final class Writer implements PublishedCustomers.FactReader {
    private final DataOutputStream rows;
    private final IndexParts.Draft texts;
    private long end;

    Writer(DataOutputStream rows, IndexParts.Draft texts) {
      this.rows = rows;
      this.texts = texts;
    }

    @Override
    public void read(double[] numbers, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      try {
        for (double number : numbers) {
          rows.writeDouble(number);
        }
        if (end + bytes.length <= Integer.MAX_VALUE) { // more cannot be mapped at once
          texts.write(bytes, 0, bytes.length);
          end += bytes.length;
        }
        rows.writeLong(end);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns the facts of the customer at a place in the order of ids. */
  Facts of(int place) {
    int at = place * rowBytes(width);
    double[] numbers = new double[width];
    for (int i = 0; i < width; i++) {
      numbers[i] = rows.getDouble(at + i * Double.BYTES);
    }
    int from = place == 0 ? 0 : (int) rows.getLong(at - Long.BYTES);
    int to = (int) rows.getLong(at + width * Double.BYTES);
    byte[] bytes = new byte[to - from];
    texts.get(from, bytes);
    return new Facts(
        numbers,
        bytes.length == 0
            ? Optional.empty()
            : Optional.of(new String(bytes, StandardCharsets.UTF_8)));
  }
}
