// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.accuracy;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.outlook.BaseStates;
import io.perenne.clv.outlook.CommonShock;
import io.perenne.clv.outlook.Experience;
import io.perenne.clv.outlook.MoneyForecaster;
import io.perenne.clv.outlook.Outlook;
import io.perenne.clv.outlook.OutlookChoice;
import io.perenne.clv.outlook.OutlookOptions;
import io.perenne.clv.segment.ConfiguredThresholds;
import io.perenne.clv.segment.ThresholdRules;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.RefundShare;
import io.perenne.clv.spend.SpendModel;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import io.perenne.clv.value.ResidualValuation;
import java.time.LocalDate;
import java.util.Optional;

/** What is expected of the customers of a base within its horizon, undiscounted. */
final class MoneyForecast {

  private static final double LEVEL = 0.9;

  private static final int INTERVAL_MONTHS = 24;

  private final double[] purchases;
  private final double[] money;
  private final Optional<Outlook> outlook;
  private final CommonShock.Range range;
  private final boolean stateFactors;

  private MoneyForecast(
      double[] purchases,
      double[] money,
      Optional<Outlook> outlook,
      CommonShock.Range range,
      boolean stateFactors) {
    this.purchases = purchases;
    this.money = money;
    this.outlook = outlook;
    this.range = range;
    this.stateFactors = stateFactors;
  }

  /** Returns what MBG/NBD and Gamma-Gamma alone expect, gross of refunds. */
  static MoneyForecast plain(KnownBase base) {
    FitOptions fit = FitOptions.withDefaults();
    int until = base.window().until();
    SpendModel spend = spend(base.log(), until, fit);
    ResidualValuation valuation =
        ModelValuation.of(
            TransactionModels.fit("mbg-nbd", base.log().histories(until), fit)
                .model()
                .orElseThrow(),
            spend,
            new Horizon(base.window().horizon(), 0));
    double[] purchases = purchases(base, valuation);
    double[] money = new double[purchases.length];
    for (int c = 0; c < money.length; c++) {
      money[c] = purchases[c] * value(valuation, base.log(), c, until);
    }
    return new MoneyForecast(
        purchases, money, Optional.empty(), new CommonShock.Range(0, 0), false);
  }

  /** Returns what a run expects by default, with everything that is known. */
  static MoneyForecast of(KnownBase base, OutlookOptions options) {
    PurchaseLog log = base.log();
    int until = base.window().until();
    double horizon = base.window().horizon();
    Outlook usual = Outlook.of(log, until, options).orElseThrow();
    OutlookOptions chosen = OutlookChoice.of(log, usual, options).options();
    MoneyForecaster forecaster = MoneyForecaster.of(chosen, SpendBasis.PAID);
    MoneyForecaster.Forecast now = forecaster.forecast(log, until, horizon).orElseThrow();
    Experience experience = Experience.of(log, until, forecaster, day -> states(log, day));
    double[] money = now.money().clone();
    experience
        .factors()
        .map(factors -> factors.applied(states(log, until), now.money()))
        .ifPresent(
            applied -> {
              int[] states = states(log, until);
              for (int c = 0; c < money.length; c++) {
                money[c] *= applied.factor(states[c], now.money()[c]);
              }
            });
    RefundShare refunds = refunds(base);
    double chance = 0;
    for (int c = 0; c < money.length; c++) {
      money[c] *= refunds.kept(base.paid(c), base.refunded(c));
      chance += now.purchases()[c] > 0 ? 2 * money[c] * money[c] / now.purchases()[c] : 0;
    }
    CommonShock shock = CommonShock.learned(experience.pasts());
    if (Outlook.assumesDropout(base.window().days())) {
      shock =
          shock.withAssumedDropout(
              total(base, Outlook.withDropout(options, 0.05)),
              total(base, Outlook.withDropout(options, 0.4)),
              horizon);
    }
    return new MoneyForecast(
        now.purchases(),
        money,
        chosen.equals(options) ? Optional.of(usual) : Outlook.of(log, until, chosen),
        shock.range(Scores.sum(money), chance, horizon, LEVEL),
        experience.factors().isPresent());
  }

  private static double total(KnownBase base, OutlookOptions options) {
    return MoneyForecaster.of(options, SpendBasis.PAID)
        .forecast(base.log(), base.window().until(), base.window().horizon())
        .orElseThrow()
        .total();
  }

  private static int[] states(PurchaseLog log, int day) {
    return BaseStates.of(
        log,
        ObservationPeriod.ofMonths(LocalDate.ofEpochDay(day), INTERVAL_MONTHS),
        ThresholdRules.of(ConfiguredThresholds.none()));
  }

  private static SpendModel spend(PurchaseLog log, int until, FitOptions fit) {
    SpendCells cells = log.spend(until, SpendBasis.PAID);
    return GammaGamma.fitTransactions(cells, fit)
        .model()
        .<SpendModel>map(model -> model)
        .orElseGet(() -> new AverageSpend(cells.meanValue()));
  }

  private static RefundShare refunds(KnownBase base) {
    double paid = 0;
    double refunded = 0;
    for (int c = 0; c < base.customers(); c++) {
      paid += base.paid(c);
      refunded += Math.min(base.paid(c), base.refunded(c));
    }
    return RefundShare.of(paid, refunded, base.log().purchases());
  }

  private static double[] purchases(KnownBase base, ResidualValuation valuation) {
    double[] purchases = new double[base.customers()];
    for (int c = 0; c < purchases.length; c++) {
      purchases[c] =
          valuation.expectedPurchases(
              base.log().history(c, base.window().until(), OperationalClock.calendar()));
    }
    return purchases;
  }

  private static double value(ResidualValuation valuation, PurchaseLog log, int c, int until) {
    SpendHistory spend = log.spend(c, until, SpendBasis.PAID);
    return valuation.expectedTransactionValue(spend.count(), spend.sum());
  }

  /** Returns the segments that go with expectations. */
  static Segmentation segmentation(KnownBase base, double[] money) {
    double[] lifetime = money.clone();
    for (int c = 0; c < lifetime.length; c++) {
      lifetime[c] += Math.max(0, base.history(c));
    }
    return new Segmentation(base.log(), base.window().until(), lifetime);
  }

  double[] purchases() {
    return purchases.clone();
  }

  double[] money() {
    return money.clone();
  }

  Optional<Outlook> outlook() {
    return outlook;
  }

  CommonShock.Range range() {
    return range;
  }

  boolean usesStateFactors() {
    return stateFactors;
  }
}
