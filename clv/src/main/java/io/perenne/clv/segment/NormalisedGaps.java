// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import io.perenne.clv.segment.quantile.ExactQuantiles;
import io.perenne.clv.segment.quantile.NumberTaker;
import io.perenne.clv.segment.quantile.Quantiles;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How many normalised gaps there are and their exact 90 % and 99 % quantiles, of the first gaps of
 * customers and of later ones apart: those of {@link Quantiles#type7} on all of them sorted, in
 * whatever order and by however many threads the customers are read.
 *
 * <p>What is held is limited, so the customers are read in passes: first a sample of them, then
 * all. Of few customers the sample is all, and one pass is enough; if a sample was misleading, two
 * to four more follow.
 *
 * <pre>{@code
 * while (gaps.needsPass()) {
 *   // of every gaps.oneOf() customers at least one; each thread: open(), add(…) …, close(…)
 *   gaps.endPass();
 * }
 * }</pre>
 *
 * @see Cadence#normalisedGap
 */
public final class NormalisedGaps {
  /** So many customers tell well enough where a quantile is. */
  private static final long SAMPLE_CUSTOMERS = 1 << 16;

  /** So many of their gaps are held. */
  private static final long SAMPLE_GAPS = 1 << 19;

  private final Cadence cadence;
  private final ExactQuantiles first;
  private final ExactQuantiles later;
  private final ConcurrentLinkedQueue<Batch> idle = new ConcurrentLinkedQueue<>();
  private long oneOf;

  /**
   * Starts with nothing read. The numbers of customers and of gaps need not be exact: they choose
   * how large the sample is, and the result does not depend on it.
   *
   * @param cadence what gaps are normalised by
   * @param customers how many customers have gaps
   * @param gaps how many gaps they have
   */
  public NormalisedGaps(Cadence cadence, long customers, long gaps) {
    this(
        cadence,
        Math.max(share(customers, SAMPLE_CUSTOMERS), share(gaps, SAMPLE_GAPS)),
        new ExactQuantiles(),
        new ExactQuantiles());
  }

  NormalisedGaps(Cadence cadence, long oneOf, ExactQuantiles first, ExactQuantiles later) {
    this.cadence = cadence;
    this.oneOf = oneOf;
    this.first = first;
    this.later = later;
  }

  private static long share(long all, long sample) {
    return Math.max(1, (all + sample - 1) / sample);
  }

  /** Returns whether the customers must be read once more. */
  public boolean needsPass() {
    return first.needsPass() || later.needsPass();
  }

  /**
   * Returns how many customers there are for each that the next pass must read: 1 if it must read
   * all.
   */
  public long oneOf() {
    return oneOf;
  }

  /** Returns what one thread gives customers to; to be given back to {@link #close}. */
  public Batch open() {
    Batch batch = idle.poll();
    return batch == null ? new Batch(cadence, first.open(), later.open()) : batch;
  }

  /** Takes back what a thread gave customers to. */
  public void close(Batch batch) {
    idle.add(batch);
  }

  /** Ends a pass. */
  public void endPass() {
    idle.clear();
    first.endPass(oneOf == 1);
    later.endPass(oneOf == 1);
    oneOf = 1;
  }

  /** Returns how many first gaps there are. */
  public long firstSize() {
    return first.size();
  }

  /** Returns the 90 % quantile of first gaps; NaN without any. */
  public double firstQ90() {
    return first.q90();
  }

  /** Returns the 99 % quantile of first gaps; NaN without any. */
  public double firstQ99() {
    return first.q99();
  }

  /** Returns how many later gaps there are. */
  public long laterSize() {
    return later.size();
  }

  /** Returns the 90 % quantile of later gaps; NaN without any. */
  public double laterQ90() {
    return later.q90();
  }

  /** Returns the 99 % quantile of later gaps; NaN without any. */
  public double laterQ99() {
    return later.q99();
  }

  /** The customers of one thread. */
  public static final class Batch {
    private final Cadence cadence;
    private final NumberTaker first;
    private final NumberTaker later;
    private final double firstBound;
    private final double laterBound;

    private Batch(Cadence cadence, NumberTaker first, NumberTaker later) {
      this.cadence = cadence;
      this.first = first;
      this.later = later;
      firstBound = first.unneededBelow();
      laterBound = later.unneededBelow();
    }

    /**
     * Adds a customer.
     *
     * @param gaps the days between consecutive purchase days, the earliest first, each {@code > 0}
     * @param count how many of the array are the customer's
     */
    public void add(long[] gaps, int count) {
      if (count > 0) {
        addFirst(gaps[0]);
        addLater(gaps, count);
      }
    }

    private void addFirst(long gap) {
      requirePositive(gap);
      if (cadence.isSurelyBelow(firstBound, gap, 0, 0)) {
        first.addUnneeded(1);
      } else {
        first.add(cadence.normalisedGap(gap, 0, 0));
        first.endCustomer();
      }
    }

    private void addLater(long[] gaps, int count) {
      long sum = gaps[0];
      int unneeded = 0;
      for (int i = 1; i < count; i++) {
        long gap = gaps[i];
        requirePositive(gap);
        if (cadence.isSurelyBelow(laterBound, gap, sum, i)) {
          unneeded++;
        } else {
          later.add(cadence.normalisedGap(gap, sum, i));
        }
        sum += gap;
      }
      later.addUnneeded(unneeded);
      later.endCustomer();
    }

    private static void requirePositive(long gap) {
      if (gap <= 0) {
        throw new IllegalArgumentException("gap is not > 0: " + gap);
      }
    }
  }
}
