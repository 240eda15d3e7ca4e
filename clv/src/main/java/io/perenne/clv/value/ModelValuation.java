// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.MixedPurchases;
import io.perenne.clv.model.PhasedPurchases;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.spend.SpendModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The value a fitted model expects: E[spend] P(alive) D, where D is the integral of e^(-delta u)
 * M(u) over the horizon and M(u) the expected purchase rate u days ahead given alive.
 *
 * <p>For models with phases D is a mean over them of functions of (x, T) alone, read from tables;
 * for models of several kinds of customers, one over their kinds as well.
 */
public final class ModelValuation implements ResidualValuation {

  private static final double[] ONE_KIND = {1};

  private final TransactionModel model;
  private final SpendModel spend;
  private final Horizon horizon;
  private final @Nullable MixedPurchases mixed;

  /** One, or where the model is mixed several; none where a model has no phases. */
  private final List<PhasedPurchases> kinds;

  /** By kind and phase. */
  private final PurchaseTable[][] discounted;

  private final PurchaseTable[][] undiscounted;

  private ModelValuation(TransactionModel model, SpendModel spend, Horizon horizon) {
    this.model = model;
    this.spend = spend;
    this.horizon = horizon;
    this.mixed = model instanceof MixedPurchases m ? m : null;
    this.kinds =
        model instanceof MixedPurchases m
            ? m.kinds()
            : model instanceof PhasedPurchases p ? List.of(p) : List.of();
    this.discounted = tables(horizon.dailyRate());
    this.undiscounted = horizon.dailyRate() == 0 ? discounted : tables(undiscountedRate());
  }

  /** Returns the valuation by a model of purchases and one of spend. */
  public static ModelValuation of(TransactionModel model, SpendModel spend, Horizon horizon) {
    return new ModelValuation(model, spend, horizon);
  }

  private PurchaseTable[][] tables(double rate) {
    return kinds.stream()
        .map(
            kind ->
                IntStream.range(0, kind.phases())
                    .mapToObj(phase -> new PurchaseTable(kind, phase, rate, horizon.days()))
                    .toArray(PurchaseTable[]::new))
        .toArray(PurchaseTable[][]::new);
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
  public Optional<OperationalClock> gapTime() {
    return mixed == null ? Optional.empty() : Optional.of(OperationalClock.calendar());
  }

  @Override
  public OptionalDouble probabilityAlive(int frequency, double recency, double age) {
    return OptionalDouble.of(
        kinds.isEmpty()
            ? model.probabilityAlive(PurchaseHistory.of(frequency, recency, age))
            : alive(shares(frequency, recency, age), frequency, recency, age));
  }

  @Override
  public OptionalDouble probabilityAlive(PurchaseHistory history) {
    return OptionalDouble.of(model.probabilityAlive(history));
  }

  /** The probabilities of the kinds, the log gaps not being known. */
  private double[] shares(int frequency, double recency, double age) {
    return mixed == null ? ONE_KIND : mixed.probabilitiesOfKinds(frequency, recency, age);
  }

  private double[] shares(PurchaseHistory history) {
    return mixed == null ? ONE_KIND : mixed.probabilitiesOfKinds(history);
  }

  private double alive(double[] shares, int frequency, double recency, double age) {
    double sum = 0;
    for (int kind = 0; kind < shares.length; kind++) {
      if (shares[kind] > 0) {
        sum += shares[kind] * kinds.get(kind).probabilityAlive(frequency, recency, age);
      }
    }
    return sum;
  }

  @Override
  public double expectedPurchases(int frequency, double recency, double age) {
    return purchases(undiscounted, undiscountedRate(), frequency, recency, age);
  }

  @Override
  public double expectedPurchases(PurchaseHistory history) {
    return outlook(undiscounted, undiscountedRate(), history).purchases();
  }

  @Override
  public double discountedPurchases(int frequency, double recency, double age) {
    return purchases(discounted, horizon.dailyRate(), frequency, recency, age);
  }

  @Override
  public double discountedPurchases(PurchaseHistory history) {
    return outlook(discounted, horizon.dailyRate(), history).purchases();
  }

  private double purchases(
      PurchaseTable[][] tables, double rate, int frequency, double recency, double age) {
    return kinds.isEmpty()
        ? model.discountedExpectedResidualTransactions(
            PurchaseHistory.of(frequency, recency, age), rate, horizon.days())
        : outlook(tables, shares(frequency, recency, age), frequency, recency, age).purchases();
  }

  /**
   * What is expected of a customer.
   *
   * @param alive P(alive)
   * @param purchases expected undiscounted purchases within the horizon
   */
  public record Outlook(double alive, double purchases) {}

  /** Returns P(alive) and the expected purchases for less than the price of asking for each. */
  public Outlook outlook(PurchaseHistory history) {
    return outlook(undiscounted, undiscountedRate(), history);
  }

  private Outlook outlook(PurchaseTable[][] tables, double rate, PurchaseHistory history) {
    return kinds.isEmpty()
        ? new Outlook(
            model.probabilityAlive(history),
            model.discountedExpectedResidualTransactions(history, rate, horizon.days()))
        : outlook(tables, shares(history), history.frequency(), history.recency(), history.age());
  }

  private Outlook outlook(
      PurchaseTable[][] tables, double[] shares, int frequency, double recency, double age) {
    double alive = 0;
    double purchases = 0;
    for (int kind = 0; kind < shares.length; kind++) {
      if (shares[kind] > 0) {
        PhasedPurchases model = kinds.get(kind);
        double living = shares[kind] * model.probabilityAlive(frequency, recency, age);
        alive += living;
        purchases += living * ifAlive(model, tables[kind], frequency, recency, age);
      }
    }
    return new Outlook(alive, purchases);
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
    return spend.finiteTransactionValue(count, sum);
  }
}
