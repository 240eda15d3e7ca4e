// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.quantile;

import java.util.function.LongToDoubleFunction;

/** Sample quantiles by linear interpolation of the order statistics. */
public final class Quantiles {
  private Quantiles() {}

  /**
   * Returns a quantile of definition 7 of Hyndman and Fan (1996), "Sample Quantiles in Statistical
   * Packages", The American Statistician 50(4): with \(h = (n - 1) p\), the value at rank \(h\),
   * counted from 0 and interpolated. R, NumPy and {@code quantile_cont} in SQL use the same.
   *
   * @param sorted the sample in ascending order, not empty
   * @param probability \(p\), in [0, 1]
   */
  public static double type7(double[] sorted, double probability) {
    if (sorted.length == 0) {
      throw new IllegalArgumentException("sample is empty");
    }
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability is not in [0, 1]: " + probability);
    }
    return type7(sorted.length, probability, rank -> sorted[(int) rank]);
  }

  /** Returns the same of a sample of which only the numbers at the two ranks needed are asked. */
  static double type7(long size, double probability, LongToDoubleFunction orderStatistic) {
    double rank = (size - 1) * probability;
    long below = (long) rank;
    double low = orderStatistic.applyAsDouble(below);
    double high = orderStatistic.applyAsDouble(Math.min(below + 1, size - 1));
    return low + (rank - below) * (high - low);
  }
}
