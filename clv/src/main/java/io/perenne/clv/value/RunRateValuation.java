// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.spend.SpendModel;
import java.util.OptionalDouble;

/**
 * The simple rule for data too few for a model: the customer goes on buying at the rate so far.
 *
 * <p>The rate is (x + 1) / (T + 1 / m) with the mean rate m of all customers: one purchase at that
 * rate is added to what was seen, so a customer of yesterday is not taken for a daily one. Nobody
 * ever stops; a silent customer's rate falls with T only.
 */
public final class RunRateValuation implements ResidualValuation {

  private final double meanRate;
  private final SpendModel spend;
  private final Horizon horizon;

  private RunRateValuation(double meanRate, SpendModel spend, Horizon horizon) {
    this.meanRate = meanRate;
    this.spend = spend;
    this.horizon = horizon;
  }

  /** Returns the run rate around the mean rate of the given customers. */
  public static RunRateValuation of(HistoryCells cells, SpendModel spend, Horizon horizon) {
    double days = cells.meanAge() * cells.customers();
    double meanRate = days > 0 ? cells.transactions() / days : 0;
    return new RunRateValuation(meanRate, spend, horizon);
  }

  /**
   * Returns the run rate around a mean rate.
   *
   * @param meanRate purchases of a customer per day, at least 0
   */
  public static RunRateValuation of(double meanRate, SpendModel spend, Horizon horizon) {
    return new RunRateValuation(Arguments.nonNegative("meanRate", meanRate), spend, horizon);
  }

  @Override
  public String name() {
    return "run-rate";
  }

  @Override
  public Horizon horizon() {
    return horizon;
  }

  @Override
  public OptionalDouble probabilityAlive(int frequency, double recency, double age) {
    return OptionalDouble.empty();
  }

  @Override
  public double expectedPurchases(int frequency, double recency, double age) {
    double days = horizon.days() == Double.POSITIVE_INFINITY ? horizon.annuity() : horizon.days();
    return rate(frequency, age) * days;
  }

  @Override
  public double discountedPurchases(int frequency, double recency, double age) {
    return rate(frequency, age) * horizon.annuity();
  }

  private double rate(int frequency, double age) {
    return meanRate == 0 ? 0 : (frequency + 1) / (age + 1 / meanRate);
  }

  @Override
  public double expectedTransactionValue(int count, double sum) {
    return spend.finiteTransactionValue(count, sum);
  }
}
