// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.quantile;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A bracket around each quantile, placed by a sample. A pass over all numbers counts those below
 * each bracket and keeps those inside.
 */
final class QuantileBrackets implements QuantilePass {
  private final double[] probabilities;
  private final double[] low;
  private final double[] high;
  private final AtomicLong room;
  private final List<Part> parts = new CopyOnWriteArrayList<>();

  /** Places brackets that keep at most so many numbers. */
  QuantileBrackets(QuantileSample sample, double[] probabilities, long held) {
    this.probabilities = probabilities;
    low = new double[probabilities.length];
    high = new double[probabilities.length];
    room = new AtomicLong(held);
    double[] sorted = sample.sorted();
    for (int i = 0; i < probabilities.length; i++) {
      double rank = probabilities[i] * (sorted.length - 1);
      double width = sample.width(probabilities[i]);
      int least = (int) Math.floor(rank - width);
      int most = (int) Math.ceil(rank + width);
      low[i] = least < 0 ? 0 : sorted[least];
      high[i] = most < sorted.length ? sorted[most] : Double.POSITIVE_INFINITY;
    }
  }

  @Override
  public NumberTaker open() {
    Part part = new Part();
    parts.add(part);
    return part;
  }

  /** Returns how many numbers there were. */
  long size() {
    return parts.stream().mapToLong(part -> part.size).sum();
  }

  /** Returns a quantile of all numbers; empty if it lies outside or not all inside were kept. */
  OptionalDouble quantile(int i) {
    if (room.get() < 0) {
      return OptionalDouble.empty();
    }
    long size = size();
    long below = parts.stream().mapToLong(part -> part.below[i]).sum();
    double[] inside = NumberList.sorted(parts.stream().map(part -> part.inside[i]).toList());
    long rank = (long) (probabilities[i] * (size - 1));
    long next = Math.min(rank + 1, size - 1);
    if (rank < below || next >= below + inside.length) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        Quantiles.type7(size, probabilities[i], any -> inside[(int) (any - below)]));
  }

  /** The numbers of one thread. */
  private final class Part implements NumberTaker {
    private final double lowest = Arrays.stream(low).min().orElseThrow();
    private final long[] below = new long[low.length];
    private final NumberList[] inside =
        Stream.generate(() -> new NumberList(room)).limit(low.length).toArray(NumberList[]::new);
    private long size;

    @Override
    public double unneededBelow() {
      return lowest;
    }

    @Override
    public void addUnneeded(long count) {
      size += count;
      for (int i = 0; i < below.length; i++) {
        below[i] += count;
      }
    }

    @Override
    public void add(double number) {
      size++;
      for (int i = 0; i < below.length; i++) {
        if (number < low[i]) {
          below[i]++;
        } else if (number <= high[i]) {
          inside[i].add(number);
        }
      }
    }
  }
}
