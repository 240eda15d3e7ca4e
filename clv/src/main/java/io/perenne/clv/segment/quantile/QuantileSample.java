// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.quantile;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The numbers of some of the customers, and how far their quantiles may be from those of everybody.
 *
 * <p>Numbers of one customer are alike, so it is customers that were drawn: if \(b_i\) of the
 * \(m_i\) numbers of customer \(i\) are not above the sample quantile of \(p\), its rank has a
 * standard error of
 *
 * <p>\[ \sqrt{\sum_i (b_i - p\,m_i)^2} \]
 *
 * <p>which is not taken for less than the \(\sqrt{p(1-p)\sum m_i}\) of numbers that are not alike.
 */
final class QuantileSample implements QuantilePass {
  /** So many standard errors a quantile may be away: more than chance will make it. */
  private static final double STANDARD_ERRORS = 8;

  /** So many ranks it may be away besides, as few numbers tell little of an error. */
  private static final int RANKS = 8;

  private final AtomicLong room;
  private final List<Part> parts = new CopyOnWriteArrayList<>();
  private double[] sorted = {};

  /** Starts a sample of at most so many numbers. */
  QuantileSample(long held) {
    room = new AtomicLong(held);
  }

  @Override
  public NumberTaker open() {
    Part part = new Part(new NumberList(room));
    parts.add(part);
    return part;
  }

  /** Ends the sample; returns whether it could be held. */
  boolean end() {
    if (room.get() < 0) {
      parts.clear();
      return false;
    }
    sorted = NumberList.sorted(parts.stream().map(part -> part.numbers).toList());
    return true;
  }

  /** Returns the sample in ascending order. */
  double[] sorted() {
    return sorted;
  }

  /** Returns how many ranks a quantile of everybody may be away from that of the sample. */
  double width(double probability) {
    double quantile = sorted.length == 0 ? 0 : sorted[(int) (probability * (sorted.length - 1))];
    double squares = probability * (1 - probability) * sorted.length;
    squares =
        Math.max(squares, parts.stream().mapToDouble(p -> p.squares(quantile, probability)).sum());
    return STANDARD_ERRORS * Math.sqrt(squares) + RANKS;
  }

  /** The customers that one thread has seen. */
  private static final class Part implements NumberTaker {
    private final NumberList numbers;

    /** Where the numbers of each customer end. */
    private int[] ends = new int[64];

    private int customers;

    private Part(NumberList numbers) {
      this.numbers = numbers;
    }

    @Override
    public void add(double number) {
      numbers.add(number);
    }

    @Override
    public void endCustomer() {
      int start = customers == 0 ? 0 : ends[customers - 1];
      if (numbers.size() == start) {
        return;
      }
      if (customers == ends.length) {
        ends = Arrays.copyOf(ends, 2 * customers);
      }
      ends[customers] = numbers.size();
      customers++;
    }

    private double squares(double quantile, double probability) {
      double sum = 0;
      int next = 0;
      for (int customer = 0; customer < customers; customer++) {
        double deviation = probability * (next - ends[customer]);
        for (; next < ends[customer]; next++) {
          deviation += numbers.get(next) <= quantile ? 1 : 0;
        }
        sum += deviation * deviation;
      }
      return sum;
    }
  }
}
