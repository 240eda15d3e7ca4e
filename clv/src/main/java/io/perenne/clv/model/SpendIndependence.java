// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.SpendCells;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whether customers who buy more often also spend more, or less, at a time: Gamma-Gamma takes the
 * two to be independent. Spearman's correlation of the number of purchases and the expected value
 * of one, which is shrunk so that few purchases cannot scatter far. Where the two are independent
 * it is a few hundredths below 0, as expectations from few purchases are less skewed.
 *
 * @param customers customers with purchases
 * @param correlation the rank correlation, 0 if either side is constant
 * @param low lower end of its 95 % interval
 * @param high upper end
 */
public record SpendIndependence(double customers, double correlation, double low, double high) {

  /** A correlation beyond this is worth a model of its own for each frequency. */
  private static final double STRONG = 0.2;

  private static final double TWO_SIDED_95 = 1.959964;

  /**
   * Checks the customers that a model was fitted to.
   *
   * <p>The interval is Fisher's with the variance of Bonett and Wright (2000), (1 + rho^2 / 2) / (n
   * - 3) for atanh(rho); with fewer than four customers it is [-1, 1].
   */
  public static SpendIndependence of(SpendModel model, SpendCells cells) {
    int[] buyers = IntStream.range(0, cells.size()).filter(i -> cells.count(i) > 0).toArray();
    double n = Arrays.stream(buyers).mapToDouble(cells::weight).sum();
    double[] often = ranks(cells, buyers, cells::count);
    double[] much =
        ranks(cells, buyers, i -> model.expectedTransactionValue(cells.count(i), cells.sum(i)));
    double middle = 0.5 * n;
    double product = 0;
    double squares = 0;
    double otherSquares = 0;
    for (int i = 0; i < buyers.length; i++) {
      double w = cells.weight(buyers[i]);
      product += w * (often[i] - middle) * (much[i] - middle);
      squares += w * (often[i] - middle) * (often[i] - middle);
      otherSquares += w * (much[i] - middle) * (much[i] - middle);
    }
    double rho = squares > 0 && otherSquares > 0 ? product / Math.sqrt(squares * otherSquares) : 0;
    if (!(n > 3) || Math.abs(rho) >= 1) {
      return new SpendIndependence(n, rho, n > 3 ? rho : -1, n > 3 ? rho : 1);
    }
    double z = 0.5 * (Math.log1p(rho) - Math.log1p(-rho));
    double width = TWO_SIDED_95 * Math.sqrt((1 + 0.5 * rho * rho) / (n - 3));
    return new SpendIndependence(n, rho, Math.tanh(z - width), Math.tanh(z + width));
  }

  /** The middle of the customers who share a value, counted from 0, by cell. */
  private static double[] ranks(SpendCells cells, int[] buyers, IntToDoubleFunction value) {
    Integer[] order = new Integer[buyers.length];
    Arrays.setAll(order, i -> i);
    double[] values = Arrays.stream(buyers).mapToDouble(value).toArray();
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] ranks = new double[buyers.length];
    double below = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      double equal = 0;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        equal += cells.weight(buyers[order[to]]);
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = below + 0.5 * equal;
      }
      below += equal;
      from = to;
    }
    return ranks;
  }

  /** Returns whether one model for all frequencies is wrong by much: |rho| above 0.2. */
  public boolean dependent() {
    return Math.abs(correlation) > STRONG;
  }
}
