// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Writes rows into a store; used by one thread at a time. */
public final class RowWriter {
  /** How many rows of a part wait to be moved together. */
  static final int LATEST_ROWS = 8;

  private final RowStore store;
  private final RowLayout layout;
  private final int width;
  private final int blockSize;
  private final long[][] buffers;
  private final int[] sizes;

  /** The latest few rows of each part, close together, so that most writes stay in the cache. */
  private final long[] latest;

  private final byte[] latestSizes;
  private final int latestWidth;
  private @Nullable ByteBuffer bytes;

  RowWriter(RowStore store, int parts, int blockSize) {
    this.store = store;
    this.blockSize = blockSize;
    layout = store.layout();
    width = layout.width();
    buffers = new long[parts][];
    sizes = new int[parts];
    latestWidth = LATEST_ROWS * width;
    latest = new long[parts * latestWidth];
    latestSizes = new byte[parts];
  }

  /**
   * Adds a row.
   *
   * @param key of its customer
   * @param micros its local time, in microseconds since 1970-01-01
   * @param amount its amount, in units of 1/10,000
   * @param flags the sum of the {@link RowFlag#bit}s of the row
   * @param order the key of its order; ignored where the layout has none
   * @param margin its margin, in units of 1/10,000; ignored where the layout has none
   * @param line a number for its product and quantity; ignored where the layout has none
   */
  public void add(
      long key, long micros, long amount, int flags, long order, long margin, long line) {
    int part = store.partOf(key);
    int size = latestSizes[part];
    int at = part * latestWidth + size;
    latest[at + RowLayout.KEY] = key;
    latest[at + RowLayout.TIME] = RowFlag.pack(micros, flags);
    latest[at + RowLayout.AMOUNT] = amount;
    if (layout.orders()) {
      latest[at + layout.order()] = order;
    }
    if (layout.margins()) {
      latest[at + layout.margin()] = margin;
    }
    if (layout.lines()) {
      latest[at + layout.line()] = line;
    }
    size += width;
    if (size == latestWidth) {
      flush(part, size);
      size = 0;
    }
    latestSizes[part] = (byte) size;
  }

  /** Moves the latest rows of a part into its buffer. */
  private void flush(int part, int length) {
    long[] buffer = buffers[part];
    if (buffer == null) {
      buffer = new long[blockSize];
      buffers[part] = buffer;
    }
    System.arraycopy(latest, part * latestWidth, buffer, sizes[part], length);
    sizes[part] += length;
    if (sizes[part] == blockSize) {
      if (!store.keep(part, buffer, this)) {
        buffers[part] = null;
      }
      sizes[part] = 0;
    }
  }

  /** Copies a buffer into a file. */
  void transfer(FileChannel file, long position, long[] buffer) throws IOException {
    ByteBuffer copy = bytes;
    if (copy == null) {
      copy = ByteBuffer.allocateDirect(blockSize * Long.BYTES).order(ByteOrder.nativeOrder());
      bytes = copy;
    }
    copy.clear();
    copy.asLongBuffer().put(buffer);
    long at = position;
    while (copy.hasRemaining()) {
      at += file.write(copy, at);
    }
  }

  /** Leaves what is still in the buffers to the store. */
  void leaveRest() {
    for (int part = 0; part < buffers.length; part++) {
      if (latestSizes[part] > 0) {
        flush(part, latestSizes[part]);
      }
      if (sizes[part] > 0) {
        store.leave(part, buffers[part], sizes[part]);
      }
    }
  }
}
