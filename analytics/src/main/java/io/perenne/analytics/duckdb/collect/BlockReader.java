// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Reads blocks of a store, from memory or disk; used by one thread. */
final class BlockReader {
  private final FileSource source;
  private final long[] rows;
  private @Nullable ByteBuffer bytes;

  /** Opens the file behind the blocks, once there is one. */
  @FunctionalInterface
  interface FileSource {
    FileChannel open() throws IOException;
  }

  BlockReader(FileSource source, int blockSize) {
    this.source = source;
    rows = new long[blockSize];
  }

  /** Returns the rows of a block; those of the block before are gone then. */
  long[] read(Partition.Block block) {
    long[] held = block.held();
    if (held != null) {
      return held;
    }
    ByteBuffer copy = bytes;
    if (copy == null) {
      copy = ByteBuffer.allocateDirect(rows.length * Long.BYTES).order(ByteOrder.nativeOrder());
      bytes = copy;
    }
    copy.clear().limit(block.length() * Long.BYTES);
    try {
      FileChannel file = source.open();
      long at = block.position();
      while (copy.hasRemaining()) {
        int read = file.read(copy, at);
        if (read < 0) {
          throw new EOFException("rows end before " + at);
        }
        at += read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    copy.flip();
    copy.asLongBuffer().get(rows, 0, block.length());
    return rows;
  }
}
