// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.accuracy;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.outlook.CommonShock;
import io.perenne.clv.outlook.Outlook;
import io.perenne.clv.outlook.OutlookOptions;
import io.perenne.clv.outlook.StateFactors;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.PriceLevel;
import io.perenne.clv.spend.RefundShare;
import io.perenne.clv.spend.SpendModel;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import io.perenne.clv.value.ResidualValuation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is expected of the customers of a base within its horizon, undiscounted. */
final class MoneyForecast {

  private static final double LEVEL = 0.9;

  /** How long before the end of a window it is cut to learn from it, in days. */
  private static final int[] CUTS_BACK = {61, 122, 183};

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

  /** Returns what is expected with everything that is known. */
  static MoneyForecast of(KnownBase base, OutlookOptions options) {
    Basic now = basic(base, options);
    List<StateFactors.Cut> cuts = new ArrayList<>();
    List<CommonShock.Past> pasts = new ArrayList<>();
    for (int back : CUTS_BACK) {
      Window window = base.window().cutBack(back);
      if (2 * window.days() >= back) {
        KnownBase past = new KnownBase(window);
        Basic then = basic(past, options);
        cuts.add(new StateFactors.Cut(states(past, then.money()), then.money(), past.cash()));
        pasts.add(new CommonShock.Past(Scores.sum(then.money()), Scores.sum(past.cash()), back));
      }
    }
    Optional<StateFactors> factors = StateFactors.learn(cuts);
    double[] money = now.money().clone();
    if (factors.isPresent()) {
      int[] states = states(base, money);
      StateFactors.Applied applied = factors.get().applied(states, money);
      for (int c = 0; c < money.length; c++) {
        money[c] *= applied.factor(states[c], now.money()[c]);
      }
    }
    double horizon = base.window().horizon();
    CommonShock shock = CommonShock.learned(pasts);
    if (Outlook.assumesDropout(base.window().days())) {
      shock =
          shock.withAssumedDropout(
              Scores.sum(basic(base, Outlook.withDropout(options, 0.05)).money()),
              Scores.sum(basic(base, Outlook.withDropout(options, 0.4)).money()),
              horizon);
    }
    return new MoneyForecast(
        now.purchases(),
        money,
        Optional.of(now.outlook()),
        shock.range(Scores.sum(money), now.chance(), horizon, LEVEL),
        factors.isPresent());
  }

  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Basic(Outlook outlook, double[] purchases, double[] money, double chance) {}

  private static Basic basic(KnownBase base, OutlookOptions options) {
    int until = base.window().until();
    Outlook outlook = Outlook.of(base.log(), until, options).orElseThrow();
    PriceLevel level = PriceLevel.of(base.log(), until).orElseGet(PriceLevel::constant);
    PurchaseLog today = base.log().repriced(level::today);
    SpendModel spend = spend(today, until, options.fit());
    ResidualValuation valuation = outlook.valuation(spend, new Horizon(base.window().horizon(), 0));
    RefundShare refunds = refunds(base);
    double[] purchases = purchases(base, valuation);
    double[] money = new double[purchases.length];
    double chance = 0;
    for (int c = 0; c < money.length; c++) {
      double value = value(valuation, today, c, until);
      money[c] = purchases[c] * value * refunds.kept(base.paid(c), base.refunded(c));
      chance += 2 * purchases[c] * value * value;
    }
    return new Basic(outlook, purchases, money, chance);
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

  private static int[] states(KnownBase base, double[] money) {
    return segmentation(base, money).states();
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
