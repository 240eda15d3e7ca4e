// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How far two quantities rise and fall together, by their ranks alone. */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * Returns Spearman's rank correlation: Pearson's correlation of the ranks, equal values sharing
   * the mean of theirs (Spearman 1904, "The Proof and Measurement of Association between Two
   * Things"). NaN for fewer than two pairs, or if either side is constant.
   */
  public static double spearman(double[] x, double[] y) {
    double[] rankX = ranks(x);
    double[] rankY = ranks(y);
    double middle = (x.length + 1) / 2.0;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = rankX[i] - middle;
      double dy = rankY[i] - middle;
      xy += dx * dy;
      xx += dx * dx;
      yy += dy * dy;
    }
    return xx == 0 || yy == 0 ? Double.NaN : xy / Math.sqrt(xx * yy);
  }

  /** Returns the rank of each value, counted from 1, ties averaged. */
  private static double[] ranks(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Arrays.stream(values)
        .map(
            value -> {
              long below = IntStream.range(0, sorted.length).filter(i -> sorted[i] < value).count();
              long equal =
                  IntStream.range(0, sorted.length).filter(i -> sorted[i] == value).count();
              return below + (equal + 1) / 2.0;
            })
        .toArray();
  }
}
