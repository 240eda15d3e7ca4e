// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows whose customers' keys fall into one part, in blocks. */
final class Partition {
  private final List<Block> blocks = new ArrayList<>();
  private long longs;

  /** Some rows, one after another, in memory or on disk. */
  static final class Block {
    private final long @Nullable [] held;
    private final long position;
    private final int length;

    private Block(long @Nullable [] held, long position, int length) {
      this.held = held;
      this.position = position;
      this.length = length;
    }

    static Block inMemory(long[] rows, int length) {
      return new Block(rows, 0, length);
    }

    static Block onDisk(long position, int length) {
      return new Block(null, position, length);
    }

    /** Returns the rows themselves; null if they are on disk. */
    long @Nullable [] held() {
      return held;
    }

    /** Returns where they are on disk, in bytes. */
    long position() {
      return position;
    }

    /** Returns how many numbers they are. */
    int length() {
      return length;
    }
  }

  synchronized void add(Block block) {
    blocks.add(block);
    longs += block.length();
  }

  /** Returns the blocks; only once nothing is added any more. */
  List<Block> blocks() {
    return blocks;
  }

  /** Returns how many numbers all rows are. */
  long longs() {
    return longs;
  }
}
