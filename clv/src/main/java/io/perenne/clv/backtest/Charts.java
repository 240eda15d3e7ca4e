// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import java.util.List;
import java.util.Optional;

/**
 * The pictures of one model at the latest cut, as numbers.
 *
 * @param tracking repeat purchases week by week
 * @param frequencies how many customers had each number of repeat purchases before the cut; the
 *     last entry holds that many or more
 * @param conditional what customers of each frequency bought after the cut; the last entry holds
 *     those of that frequency or more
 * @param alive the probability of being a customer, by frequency and recency
 * @param expected the purchases expected within the horizon, by frequency and recency
 * @param spend how the mean purchase value spreads over customers; absent if values are not known
 * @param gains how much of the purchases the best customers made
 */
public record Charts(
    Tracking tracking,
    List<FrequencyCount> frequencies,
    List<FrequencyMean> conditional,
    Matrix alive,
    Matrix expected,
    Optional<SpendSpread> spend,
    List<Gain> gains) {

  /** Copies the lists. */
  public Charts {
    frequencies = List.copyOf(frequencies);
    conditional = List.copyOf(conditional);
    gains = List.copyOf(gains);
  }

  /**
   * Customers with some number of repeat purchases.
   *
   * @param frequency the number
   * @param actual customers with it
   * @param expected customers the model gives it
   */
  public record FrequencyCount(int frequency, double actual, double expected) {}

  /**
   * What customers of some frequency did.
   *
   * @param frequency repeat purchases before the cut
   * @param customers how many customers
   * @param actual their mean purchases within the horizon
   * @param expected their mean expectation
   */
  public record FrequencyMean(int frequency, int customers, double actual, double expected) {}

  /**
   * Numbers of an imagined customer acquired a given time ago.
   *
   * @param age T, days since the first purchase
   * @param recencies t_x, days from the first to the last purchase, rising
   * @param rows by frequency from 0, then by recency; the row of 0 repeat purchases has one number,
   *     as recency then is 0
   */
  public record Matrix(int age, List<Integer> recencies, List<List<Double>> rows) {
    /** Copies the lists. */
    public Matrix {
      recencies = List.copyOf(recencies);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /**
   * Customers by their mean purchase value.
   *
   * @param edges the values between bins; the last bin has no end
   * @param actual customers in each bin
   * @param expected customers the model puts there
   */
  public record SpendSpread(List<Double> edges, List<Double> actual, List<Double> expected) {
    /** Copies the lists. */
    public SpendSpread {
      edges = List.copyOf(edges);
      actual = List.copyOf(actual);
      expected = List.copyOf(expected);
    }
  }

  /**
   * A point of the gain chart.
   *
   * @param share of the customers, from the front of an order
   * @param byModel the share of all purchases they made, in the order of the model
   * @param byRunRate in the order of their past rate
   * @param best in the order of what they did
   */
  public record Gain(double share, double byModel, double byRunRate, double best) {}
}
