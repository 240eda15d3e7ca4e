// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Exact type 7 quantiles of a sample of positive numbers too large to hold, read several times in
 * any order and by any number of threads.
 *
 * <p>A positive double sorts like its bits. Each pass counts the sample by the next bits, for those
 * values only that can still be an order statistic asked for; after at most four passes every bit
 * is known. The answer is that of {@link Quantiles#type7} on the sorted sample, whatever the order
 * of reading.
 */
public final class StreamedQuantile {
  private static final int BITS = 16;
  private static final int BUCKETS = 1 << BITS;
  private static final double[] PROBABILITIES = {0.90, 0.99};

  private final ConcurrentLinkedQueue<Batch> idle = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Batch> all = new ConcurrentLinkedQueue<>();

  /** Bits already decided, from the top; a multiple of BITS. */
  private int depth;

  /** The distinct leading bits that are still followed, sorted; one root at first. */
  private long[] prefixes = {0};

  private long size;
  private final long[] ranks = new long[PROBABILITIES.length * 2];
  private final long[] rankPrefix = new long[PROBABILITIES.length * 2];

  /** Returns whether the sample must be read once more. */
  public boolean needsPass() {
    return depth < Long.SIZE && prefixes.length > 0;
  }

  /** Returns a counter for one thread, to be given back to {@link #close}. */
  public Batch open() {
    Batch batch = idle.poll();
    if (batch == null) {
      batch = new Batch(prefixes, depth);
      all.add(batch);
    }
    return batch;
  }

  /** Takes a counter back. */
  public void close(Batch batch) {
    idle.add(batch);
  }

  /** Ends a reading of the whole sample. */
  public void endPass() {
    if (!needsPass()) {
      return;
    }
    long[][] counts = new long[prefixes.length][BUCKETS];
    for (Batch batch : all) {
      batch.addTo(counts);
    }
    idle.clear();
    all.clear();
    if (depth == 0) {
      chooseRanks(Arrays.stream(counts[0]).sum());
    }
    long[] next = new long[ranks.length];
    for (int i = 0; i < ranks.length && size > 0; i++) {
      long[] row = counts[Arrays.binarySearch(prefixes, rankPrefix[i])];
      int bucket = 0;
      while (ranks[i] >= row[bucket]) {
        ranks[i] -= row[bucket];
        bucket++;
      }
      rankPrefix[i] = (rankPrefix[i] << BITS) | bucket;
      next[i] = rankPrefix[i];
    }
    prefixes = size == 0 ? new long[0] : Arrays.stream(next).sorted().distinct().toArray();
    depth += BITS;
  }

  private void chooseRanks(long count) {
    size = count;
    for (int i = 0; i < PROBABILITIES.length && count > 0; i++) {
      ranks[2 * i] = (long) Math.floor(PROBABILITIES[i] * (count - 1));
      ranks[2 * i + 1] = Math.min(ranks[2 * i] + 1, count - 1);
    }
  }

  /** Returns the size of the sample. */
  public long size() {
    return size;
  }

  /** Returns the 90 % quantile; NaN of an empty sample. */
  public double q90() {
    return quantile(0);
  }

  /** Returns the 99 % quantile; NaN of an empty sample. */
  public double q99() {
    return quantile(1);
  }

  private double quantile(int i) {
    if (needsPass()) {
      throw new IllegalStateException("the sample must be read again");
    }
    if (size == 0) {
      return Double.NaN;
    }
    double low = Double.longBitsToDouble(rankPrefix[2 * i]);
    double high = Double.longBitsToDouble(rankPrefix[2 * i + 1]);
    double position = PROBABILITIES[i] * (size - 1);
    return low + (position - Math.floor(position)) * (high - low);
  }

  /** A counter of one thread. */
  public static final class Batch {
    private final long[] prefixes;
    private final int shift;
    private final boolean root;
    private final long[][] counts;

    private Batch(long[] prefixes, int depth) {
      this.prefixes = prefixes;
      shift = Long.SIZE - depth - BITS;
      root = depth == 0;
      counts = new long[prefixes.length][BUCKETS];
    }

    /** Adds a number. */
    public void add(double value) {
      if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("value is not finite and > 0: " + value);
      }
      long bits = Double.doubleToRawLongBits(value);
      int bucket = (int) (bits >>> shift) & (BUCKETS - 1);
      if (root) {
        counts[0][bucket]++;
        return;
      }
      long prefix = bits >>> (shift + BITS);
      for (int i = 0; i < prefixes.length; i++) {
        if (prefixes[i] == prefix) {
          counts[i][bucket]++;
          return;
        }
      }
    }

    private void addTo(long[][] totals) {
      for (int i = 0; i < counts.length; i++) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
          totals[i][bucket] += counts[i][bucket];
        }
      }
    }
  }
}
