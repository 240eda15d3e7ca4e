// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.numeric.SmoothRise;
import io.perenne.clv.spend.GammaGamma;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The distributions of the revenue of y = 1, 2, ... purchases of a customer with a given number n
 * of values, on a grid of z = ln(u / (v + S)).
 *
 * <p>In z the distribution of every y is smooth on the scale of its standard deviation, which is at
 * least that of ln Gamma(p n + q), whatever the customer spent; the grid is a third of it. Rows are
 * filled when first read, and entries depend on the model, n, y and z alone. Safe for use by many
 * threads: two that fill one row at once write the same numbers.
 */
final class SpendGrid {

  private static final double STEPS_PER_DEVIATION = 3;
  private static final int ROWS = 1024;

  /** Rows grow by this many purchases at a time. */
  private static final int GROWTH = 32;

  private final GammaGamma spend;
  private final SpendHistory history;
  private final double scale;
  private final double step;
  private final double start;
  private final double shape;
  private final double rest;
  private final GridBudget budget;
  private final AtomicReferenceArray<@Nullable Row> rows = new AtomicReferenceArray<>(ROWS);

  /** P(R &le; u) and u times the density of R, of y + 1 purchases. */
  @SuppressWarnings("ArrayRecordComponent") // package-private, never compared
  private record Row(double[] atMost, double[] density) {}

  SpendGrid(GammaGamma spend, int count, GridBudget budget) {
    double v = spend.parameters().getOrDefault("v", Double.NaN);
    this.spend = spend;
    this.history = SpendHistory.of(count, count == 0 ? 0 : v);
    this.scale = v + history.sum();
    this.shape = spend.parameters().getOrDefault("p", Double.NaN);
    this.rest = shape * count + spend.parameters().getOrDefault("q", Double.NaN);
    this.step = 1 / (STEPS_PER_DEVIATION * Math.sqrt(rest));
    // most of the grid above one purchase of the mean value, where the many are
    this.start = Math.log(shape / rest) - 0.3 * ROWS * step;
    this.budget = budget;
  }

  /**
   * Returns the u / (v + S) at which P(0 &lt; R &le; u) of one who is alive has a given value; NaN
   * where the grid does not reach.
   *
   * @param bought above 0, below the probability of any purchase
   */
  double quantile(CountsIfAlive purchases, double bought) {
    int most = purchases.mostNoticeable();
    int low = 0;
    int high = ROWS - 1;
    if (!(atMost(purchases, most, low) < bought && atMost(purchases, most, high) >= bought)) {
      return Double.NaN;
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (atMost(purchases, most, middle) < bought) {
        low = middle;
      } else {
        high = middle;
      }
    }
    SmoothRise rise = SmoothRise.between(at(purchases, most, low), at(purchases, most, high));
    return Math.exp(start + step * (low + rise.crossing(bought)));
  }

  /** P(0 &lt; R &le; u) at a row. */
  private double atMost(CountsIfAlive purchases, int most, int row) {
    return purchases.sum(row(row, most).atMost());
  }

  /** The same with three derivatives by the row. */
  private double[] at(CountsIfAlive purchases, int most, int index) {
    Row row = row(index, most);
    double odds = Math.exp(start + index * step);
    double w = odds / (1 + odds);
    double[] sums = {purchases.sum(row.atMost()), 0, 0, 0};
    for (int y = 1; y <= most; y++) {
      double g = purchases.probability(y) * row.density()[y - 1];
      // the logarithm of the density of z has the slope m and bends by -b
      double m = shape * y * (1 - w) - rest * w;
      double b = (shape * y + rest) * w * (1 - w);
      sums[1] += g;
      sums[2] += g * m;
      sums[3] += g * (m * m - b);
    }
    sums[1] *= step;
    sums[2] *= step * step;
    sums[3] *= step * step * step;
    return sums;
  }

  private Row row(int index, int most) {
    Row row = rows.get(index);
    if (row == null || row.atMost().length < most) {
      Row longer = row(index, row, (most + GROWTH - 1) / GROWTH * GROWTH);
      if (budget.take(2L * longer.atMost().length - (row == null ? 0 : 2L * row.atMost().length))) {
        rows.set(index, longer);
      }
      return longer;
    }
    return row;
  }

  private Row row(int index, @Nullable Row known, int length) {
    double u = scale * Math.exp(start + index * step);
    double[] atMost = new double[length];
    double[] density = new double[length];
    int done = known == null ? 0 : known.atMost().length;
    if (known != null) {
      System.arraycopy(known.atMost(), 0, atMost, 0, done);
      System.arraycopy(known.density(), 0, density, 0, done);
    }
    for (int i = done; i < length; i++) {
      atMost[i] = spend.probabilityOfAtMost(u, i + 1, history);
      density[i] = u * spend.densityOf(u, i + 1, history);
    }
    return new Row(atMost, density);
  }
}
