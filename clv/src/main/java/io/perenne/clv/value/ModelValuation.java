// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.PoissonPurchases;
import io.perenne.clv.model.SpendModel;
import io.perenne.clv.model.TransactionModel;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The value a fitted model expects: E[spend] P(alive) D, where D is the integral of e^(-delta u)
 * M(u) over the horizon and M(u) the expected purchase rate u days ahead given alive.
 *
 * <p>For models with Poisson purchases D depends on (x, T) alone and is read from a table.
 */
public final class ModelValuation implements ResidualValuation {

  private final TransactionModel model;
  private final SpendModel spend;
  private final Horizon horizon;
  private final @Nullable PoissonPurchases poisson;
  private final @Nullable PurchaseTable discounted;
  private final @Nullable PurchaseTable undiscounted;

  private ModelValuation(TransactionModel model, SpendModel spend, Horizon horizon) {
    this.model = model;
    this.spend = spend;
    this.horizon = horizon;
    this.poisson = model instanceof PoissonPurchases p ? p : null;
    this.discounted = table(horizon.dailyRate());
    this.undiscounted = horizon.dailyRate() == 0 ? discounted : table(undiscountedRate());
  }

  /** Returns the valuation by a model of purchases and one of spend. */
  public static ModelValuation of(TransactionModel model, SpendModel spend, Horizon horizon) {
    return new ModelValuation(model, spend, horizon);
  }

  private @Nullable PurchaseTable table(double rate) {
    return poisson == null ? null : new PurchaseTable(poisson, rate, horizon.days());
  }

  /** An undiscounted expectation over an infinite horizon may be infinite. */
  private double undiscountedRate() {
    return horizon.days() == Double.POSITIVE_INFINITY ? horizon.dailyRate() : 0;
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Horizon horizon() {
    return horizon;
  }

  @Override
  public OptionalDouble probabilityAlive(int frequency, double recency, double age) {
    return OptionalDouble.of(alive(frequency, recency, age));
  }

  private double alive(int frequency, double recency, double age) {
    return poisson == null
        ? model.probabilityAlive(PurchaseHistory.of(frequency, recency, age))
        : poisson.probabilityAlive(frequency, recency, age);
  }

  @Override
  public double expectedPurchases(int frequency, double recency, double age) {
    return purchases(undiscounted, undiscountedRate(), frequency, recency, age);
  }

  @Override
  public double discountedPurchases(int frequency, double recency, double age) {
    return purchases(discounted, horizon.dailyRate(), frequency, recency, age);
  }

  private double purchases(
      @Nullable PurchaseTable table, double rate, int frequency, double recency, double age) {
    if (table == null) {
      return model.discountedExpectedResidualTransactions(
          PurchaseHistory.of(frequency, recency, age), rate, horizon.days());
    }
    return alive(frequency, recency, age) * table.purchases(frequency, age);
  }

  /**
   * {@inheritDoc}
   *
   * <p>In a population whose spend has no finite mean the customer's own mean, or 0 without one.
   */
  @Override
  public double expectedTransactionValue(int count, double sum) {
    double value = spend.expectedTransactionValue(count, sum);
    if (value < Double.POSITIVE_INFINITY) {
      return value;
    }
    return count > 0 ? sum / count : 0;
  }
}
