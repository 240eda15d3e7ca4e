// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import io.perenne.clv.history.SpendCells;
import io.perenne.clv.words.Message;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whether customers who buy more often also spend more, or less, at a time: Gamma-Gamma takes the
 * two to be independent. Spearman's correlation of the number of purchases and the expected value
 * of one, which is shrunk so that few purchases cannot scatter far. Where the two are independent
 * it is a few hundredths below 0, as expectations from few purchases are less skewed.
 *
 * @param customers customers looked at, of those with purchases
 * @param correlation the rank correlation, 0 if either side is constant
 * @param low lower end of its 95 % interval
 * @param high upper end
 */
public record SpendIndependence(double customers, double correlation, double low, double high) {

  /** A correlation beyond this is worth a model of its own for each frequency. */
  private static final double STRONG = 0.2;

  /** So many tell the correlation to a few thousandths. */
  private static final int MOST_CELLS = 200_000;

  private static final double TWO_SIDED_95 = 1.959964;

  /**
   * Checks the customers that a model was fitted to: of more than 200,000 cells every second, third
   * and so on, in their order, so that frequencies and values keep their shares.
   *
   * <p>The interval is Fisher's with the variance of Bonett and Wright (2000), (1 + rho^2 / 2) / (n
   * - 3) for atanh(rho); with fewer than four customers it is [-1, 1].
   */
  public static SpendIndependence of(SpendModel model, SpendCells cells) {
    int step = 1 + cells.size() / (MOST_CELLS + 1);
    int[] buyers =
        IntStream.iterate(0, i -> i < cells.size(), i -> i + step)
            .filter(i -> cells.count(i) > 0)
            .toArray();
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

  /**
   * The middle of the customers who share a value, counted from 0, by cell. Values that are one as
   * floats share it: they are sorted together with their cells, in one long each.
   */
  private static double[] ranks(SpendCells cells, int[] buyers, IntToDoubleFunction value) {
    long[] order = new long[buyers.length];
    for (int i = 0; i < order.length; i++) {
      // the bits of floats that are not negative are in the order of the floats
      long bits = Float.floatToIntBits((float) value.applyAsDouble(buyers[i]));
      order[i] = (bits << Integer.SIZE) | i;
    }
    Arrays.sort(order);
    double[] ranks = new double[buyers.length];
    double below = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      double equal = 0;
      while (to < order.length && order[to] >> Integer.SIZE == order[from] >> Integer.SIZE) {
        equal += cells.weight(buyers[(int) order[to]]);
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[(int) order[i]] = below + 0.5 * equal;
      }
      below += equal;
      from = to;
    }
    return ranks;
  }

  /** Returns the result as a sentence with the numbers. */
  public Message message() {
    return Message.of("spend-independence." + verdict(), correlation, low, high);
  }

  private String verdict() {
    if (dependent()) {
      return correlation > 0 ? "more" : "less";
    }
    return Math.abs(correlation) > STRONG ? "unclear" : "independent";
  }

  /**
   * Returns whether one model for all frequencies is wrong by much: |rho| above 0.2, and by more
   * than chance would, 0 being outside the interval. A hundred customers can show that.
   */
  public boolean dependent() {
    return Math.abs(correlation) > STRONG && low * high > 0;
  }
}
