// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.quantile;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.DoubleStream;

/**
 * Exact type 7 quantiles of a sample of positive numbers too large to hold, read several times in
 * any order and by any number of threads.
 *
 * <p>A positive double sorts like its bits. Each pass counts the sample by the next 16 bits, for
 * those values only that can still be an order statistic asked for. Once so few are left that they
 * can be held, one more pass collects and sorts them: two passes are the rule, and four, after
 * which every bit is known, the most. The answer is that of {@link Quantiles#type7} on the sorted
 * sample, whatever the order of reading.
 */
final class StreamedQuantile implements QuantilePass {
  private static final int BITS = 16;
  private static final int BUCKETS = 1 << BITS;
  static final double[] PROBABILITIES = {0.90, 0.99};

  private final ConcurrentLinkedQueue<Batch> all = new ConcurrentLinkedQueue<>();
  private final long held;

  /** Bits already decided, from the top; a multiple of BITS. */
  private int depth;

  /** The distinct leading bits that are still followed, sorted; one root at first. */
  private long[] prefixes = {0};

  /** Whether the next pass collects what it follows instead of counting it. */
  private boolean collects;

  private boolean done;
  private long size;
  private final long[] ranks = new long[PROBABILITIES.length * 2];
  private final long[] rankPrefix = new long[PROBABILITIES.length * 2];
  private final double[] orderStatistics = new double[PROBABILITIES.length * 2];

  /** Starts with nothing read; so many numbers can be held. */
  StreamedQuantile(long held) {
    this.held = held;
  }

  /** Returns whether the sample must be read once more. */
  boolean needsPass() {
    return !done;
  }

  /** Returns a counter for one thread, until the end of the pass. */
  @Override
  public Batch open() {
    Batch batch = new Batch(prefixes, depth, collects);
    all.add(batch);
    return batch;
  }

  /** Ends a reading of the whole sample. */
  void endPass() {
    if (done) {
      return;
    }
    if (collects) {
      sortCollected();
    } else {
      narrow();
    }
    all.clear();
  }

  /** Follows only the buckets in which an order statistic lies. */
  private void narrow() {
    long[][] counts = new long[prefixes.length][BUCKETS];
    for (Batch batch : all) {
      batch.addTo(counts);
    }
    if (depth == 0) {
      chooseRanks(Arrays.stream(counts[0]).sum());
    }
    if (size == 0) {
      done = true;
      return;
    }
    Map<Long, Long> left = new TreeMap<>();
    for (int i = 0; i < ranks.length; i++) {
      long[] row = counts[Arrays.binarySearch(prefixes, rankPrefix[i])];
      int bucket = 0;
      while (ranks[i] >= row[bucket]) {
        ranks[i] -= row[bucket];
        bucket++;
      }
      rankPrefix[i] = (rankPrefix[i] << BITS) | bucket;
      orderStatistics[i] = Double.longBitsToDouble(rankPrefix[i]);
      left.put(rankPrefix[i], row[bucket]);
    }
    prefixes = left.keySet().stream().mapToLong(Long::longValue).toArray();
    depth += BITS;
    done = depth == Long.SIZE;
    collects = left.values().stream().mapToLong(Long::longValue).sum() <= held;
  }

  /** Finds the order statistics among the values collected. */
  private void sortCollected() {
    for (int prefix = 0; prefix < prefixes.length; prefix++) {
      int place = prefix;
      double[] values =
          all.stream().flatMapToDouble(batch -> batch.collected(place)).sorted().toArray();
      for (int i = 0; i < ranks.length; i++) {
        if (rankPrefix[i] == prefixes[prefix]) {
          orderStatistics[i] = values[Math.toIntExact(ranks[i])];
        }
      }
    }
    done = true;
  }

  private void chooseRanks(long count) {
    size = count;
    for (int i = 0; i < PROBABILITIES.length && count > 0; i++) {
      ranks[2 * i] = (long) Math.floor(PROBABILITIES[i] * (count - 1));
      ranks[2 * i + 1] = Math.min(ranks[2 * i] + 1, count - 1);
    }
  }

  /** Returns the size of the sample. */
  long size() {
    return size;
  }

  /** Returns the 90 % quantile; NaN of an empty sample. */
  double q90() {
    return quantile(0);
  }

  /** Returns the 99 % quantile; NaN of an empty sample. */
  double q99() {
    return quantile(1);
  }

  private double quantile(int i) {
    if (!done) {
      throw new IllegalStateException("the sample must be read again");
    }
    if (size == 0) {
      return Double.NaN;
    }
    double low = orderStatistics[2 * i];
    double high = orderStatistics[2 * i + 1];
    double position = PROBABILITIES[i] * (size - 1);
    return low + (position - Math.floor(position)) * (high - low);
  }

  /** A counter of one thread. */
  static final class Batch implements NumberTaker {
    private final long[] prefixes;
    private final int shift;
    private final boolean root;
    private final boolean collects;
    private final long[][] counts;
    private final double[][] values;
    private final int[] sizes;

    private Batch(long[] prefixes, int depth, boolean collects) {
      this.prefixes = prefixes;
      this.collects = collects;
      shift = Long.SIZE - depth - BITS;
      root = depth == 0;
      counts = new long[collects ? 0 : prefixes.length][BUCKETS];
      values = new double[collects ? prefixes.length : 0][1024];
      sizes = new int[prefixes.length];
    }

    @Override
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
          if (collects) {
            keep(i, value);
          } else {
            counts[i][bucket]++;
          }
          return;
        }
      }
    }

    private void keep(int prefix, double value) {
      if (sizes[prefix] == values[prefix].length) {
        values[prefix] = Arrays.copyOf(values[prefix], 2 * sizes[prefix]);
      }
      values[prefix][sizes[prefix]++] = value;
    }

    private void addTo(long[][] totals) {
      for (int i = 0; i < counts.length; i++) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
          totals[i][bucket] += counts[i][bucket];
        }
      }
    }

    private DoubleStream collected(int prefix) {
      return Arrays.stream(values[prefix], 0, sizes[prefix]);
    }
  }
}
