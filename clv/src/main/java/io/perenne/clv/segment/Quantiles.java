// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

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
    double rank = (sorted.length - 1) * probability;
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}
