// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.history.SpendCells;

/**
 * Whether every customer pays the same each time, as for tickets of one price, subscriptions, or
 * where all amounts are 1: a point mass, of which no distribution of values can be fitted. Such
 * customers go on paying what they paid, as {@link AverageSpend} says.
 *
 * <p>The evidence is the mean over purchases of ln(S / n) - (sum of ln z) / n, the logarithm of the
 * arithmetic over the geometric mean: 0 for equal values, about half the squared relative spread.
 */
final class UniformSpend {

  /**
   * A relative spread of a thousandth; prices in whole cents differ by less from rounding alone.
   */
  private static final double LEAST = 0.5e-6;

  private UniformSpend() {}

  static boolean isUniform(SpendCells cells) {
    double sum = 0;
    double purchases = 0;
    for (int i = 0; i < cells.size(); i++) {
      int n = cells.count(i);
      if (n > 1) {
        purchases += cells.weight(i) * n;
        sum += cells.weight(i) * (n * Math.log(cells.sum(i) / n) - cells.sumLog(i));
      }
    }
    return purchases > 0 && sum < LEAST * purchases;
  }

  static Finding finding(SpendCells cells) {
    return Finding.of(
        Finding.Kind.UNIFORM_SPEND,
        cells.size() > 0 ? "finding.uniform-spend.constant" : "finding.uniform-spend.none");
  }
}
