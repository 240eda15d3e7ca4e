// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Rows of customers, in parts by the hash of the customer's key. What exceeds some memory goes into
 * one file, a block at a time.
 *
 * <p>Any number of threads write, each borrowing a {@link RowWriter} for the time being; after
 * {@link #seal} any number of {@link CustomerCursor}s share the parts among them.
 */
public final class RowStore implements AutoCloseable {
  /** Few enough that a part is grouped within the cache of a core. */
  private static final long ROWS_PER_PART = 1 << 16;

  private static final int MOST_PARTS = 1024;

  /** Numbers in the buffers of all writers together, about. */
  private static final int BUFFERED = 1 << 22;

  /** Numbers in full buffers that stay in memory before any goes to disk. */
  private static final long HELD = 1 << 22;

  private static final int LARGEST_BLOCK = 1 << 13;
  private static final int SMALLEST_BLOCK = 1 << 9;

  /** Spreads the bits of a key: 2^64 divided by the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final RowLayout layout;
  private final Path path;
  private final Partition[] parts;
  private final int partBits;
  private final int blockSize;
  private final List<RowWriter> writers = new ArrayList<>();
  private final ConcurrentLinkedQueue<RowWriter> idle = new ConcurrentLinkedQueue<>();
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong end = new AtomicLong();
  private final AtomicInteger nextPart = new AtomicInteger();
  private @Nullable FileChannel file;

  /**
   * Makes an empty store.
   *
   * @param expectedRows about how many rows will come
   * @param threads about how many threads will write
   * @param path the file for what memory does not hold; made when needed, gone when closed
   */
  public RowStore(RowLayout layout, long expectedRows, int threads, Path path) {
    this.layout = layout;
    this.path = path;
    int bits = 0;
    while ((1 << bits) < MOST_PARTS && (expectedRows >> bits) > ROWS_PER_PART) {
      bits++;
    }
    partBits = bits;
    parts = new Partition[1 << bits];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new Partition();
    }
    int fair = BUFFERED / parts.length / threads;
    int size = Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, fair));
    blockSize = size - size % (RowWriter.LATEST_ROWS * layout.width());
  }

  /** Returns a number that is about uniform whatever the keys are. */
  static long spread(long key) {
    long product = key * SPREAD;
    return product ^ (product >>> 32);
  }

  /** Returns how a row lies in memory. */
  public RowLayout layout() {
    return layout;
  }

  /** Lends a writer to one thread. */
  public RowWriter borrow() {
    RowWriter writer = idle.poll();
    if (writer == null) {
      writer = new RowWriter(this, parts.length, blockSize);
      synchronized (writers) {
        writers.add(writer);
      }
    }
    return writer;
  }

  /** Takes a writer back. */
  public void giveBack(RowWriter writer) {
    idle.add(writer);
  }

  /** Ends writing; what is still in buffers stays there. */
  public void seal() {
    synchronized (writers) {
      writers.forEach(RowWriter::leaveRest);
      writers.clear();
    }
    idle.clear();
  }

  int partOf(long key) {
    return (int) (((key * SPREAD) >>> 1) >>> (Long.SIZE - 1 - partBits));
  }

  /** Keeps a full buffer; returns whether it was copied to disk and may be filled again. */
  boolean keep(int part, long[] buffer, RowWriter writer) {
    if (held.addAndGet(buffer.length) <= HELD) {
      leave(part, buffer, buffer.length);
      return false;
    }
    long position = end.getAndAdd((long) buffer.length * Long.BYTES);
    try {
      writer.transfer(file(), position, buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    parts[part].add(Partition.Block.onDisk(position, buffer.length));
    return true;
  }

  void leave(int part, long[] buffer, int length) {
    parts[part].add(Partition.Block.inMemory(buffer, length));
  }

  private synchronized FileChannel file() throws IOException {
    FileChannel opened = file;
    if (opened == null) {
      opened =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      file = opened;
    }
    return opened;
  }

  /** Hands out the parts, one at a time and each once; null after the last. */
  @Nullable Partition takePart() {
    int next = nextPart.getAndIncrement();
    return next < parts.length ? parts[next] : null;
  }

  /** Returns how much of the rows is on disk, in bytes. */
  long bytesOnDisk() {
    return end.get();
  }

  /** Returns a reader of blocks for one thread. */
  BlockReader reader() {
    return new BlockReader(this::file, blockSize);
  }

  @Override
  public void close() {
    FileChannel opened = file;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
