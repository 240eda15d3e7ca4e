// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.PhasedPurchases;
import io.perenne.clv.model.SpendModel;
import io.perenne.clv.model.TransactionModel;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The value a fitted model expects: E[spend] P(alive) D, where D is the integral of e^(-delta u)
 * M(u) over the horizon and M(u) the expected purchase rate u days ahead given alive.
 *
 * <p>For models with phases D is a mean over them of functions of (x, T) alone, read from tables.
 */
public final class ModelValuation implements ResidualValuation {

  private final TransactionModel model;
  private final SpendModel spend;
  private final Horizon horizon;
  private final @Nullable PhasedPurchases phased;
  private final PurchaseTable[] discounted;
  private final PurchaseTable[] undiscounted;

  private ModelValuation(TransactionModel model, SpendModel spend, Horizon horizon) {
    this.model = model;
    this.spend = spend;
    this.horizon = horizon;
    this.phased = model instanceof PhasedPurchases p ? p : null;
    this.discounted = tables(horizon.dailyRate());
    this.undiscounted = horizon.dailyRate() == 0 ? discounted : tables(undiscountedRate());
  }

  /** Returns the valuation by a model of purchases and one of spend. */
  public static ModelValuation of(TransactionModel model, SpendModel spend, Horizon horizon) {
    return new ModelValuation(model, spend, horizon);
  }

  private PurchaseTable[] tables(double rate) {
    return phased == null
        ? new PurchaseTable[0]
        : IntStream.range(0, phased.phases())
            .mapToObj(phase -> new PurchaseTable(phased, phase, rate, horizon.days()))
            .toArray(PurchaseTable[]::new);
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
    return phased == null
        ? model.probabilityAlive(PurchaseHistory.of(frequency, recency, age))
        : phased.probabilityAlive(frequency, recency, age);
  }

  @Override
  public double expectedPurchases(int frequency, double recency, double age) {
    return purchases(undiscounted, undiscountedRate(), frequency, recency, age);
  }

  @Override
  public double discountedPurchases(int frequency, double recency, double age) {
    return purchases(discounted, horizon.dailyRate(), frequency, recency, age);
  }

  /**
   * What is expected of a customer.
   *
   * @param alive P(alive)
   * @param purchases expected undiscounted purchases within the horizon
   */
  public record Outlook(double alive, double purchases) {}

  /** Returns P(alive) and the expected purchases for less than the price of asking for each. */
  public Outlook outlook(int frequency, double recency, double age) {
    double alive = alive(frequency, recency, age);
    double purchases =
        phased == null
            ? expectedPurchases(frequency, recency, age)
            : alive * ifAlive(phased, undiscounted, frequency, recency, age);
    return new Outlook(alive, purchases);
  }

  private double purchases(
      PurchaseTable[] tables, double rate, int frequency, double recency, double age) {
    return phased == null
        ? model.discountedExpectedResidualTransactions(
            PurchaseHistory.of(frequency, recency, age), rate, horizon.days())
        : phased.probabilityAlive(frequency, recency, age)
            * ifAlive(phased, tables, frequency, recency, age);
  }

  private static double ifAlive(
      PhasedPurchases model, PurchaseTable[] tables, int frequency, double recency, double age) {
    double ifAlive = 0;
    for (int phase = 0; phase < tables.length; phase++) {
      double weight = model.probabilityOfPhase(phase, frequency, recency, age);
      if (weight > 0) {
        ifAlive += weight * tables[phase].purchases(frequency, age);
      }
    }
    return ifAlive;
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
