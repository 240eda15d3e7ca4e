// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.clv.fit.Covariate;
import io.perenne.clv.forecast.CountForecast;
import io.perenne.clv.forecast.CountForecaster;
import io.perenne.clv.history.CovariateSeries;
import io.perenne.clv.history.DatedBase;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.model.DatedCovariateModel;
import io.perenne.clv.model.PurchaseCounts;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Holds a fitted model against what its customers did afterwards. */
final class HoldoutCheck {
  /** Below this a probability counts as this, so that one surprise does not decide all. */
  private static final double LEAST_PROBABILITY = 1e-12;

  private final OperationalClock clock;
  private final ModelUnit unit;
  private final PurchaseLog log;
  private final int until;
  private final int days;
  private long actual;
  private double expected;
  private double absolute;
  private double squares;
  private double logScore;

  private HoldoutCheck(
      OperationalClock clock, ModelUnit unit, PurchaseLog log, int until, int days) {
    this.clock = clock;
    this.unit = unit;
    this.log = log;
    this.until = until;
    this.days = days;
  }

  /**
   * Compares the days after a calibration with the model.
   *
   * @param models the model for given covariates, its times in the unit
   * @param clock by which its times run
   * @param until the last day of the calibration
   * @param days how many days follow, at least 1
   */
  static Holdout of(
      Function<List<Double>, TransactionModel> models,
      OperationalClock clock,
      ModelUnit unit,
      PurchaseLog log,
      int until,
      int days) {
    double horizon = clock.between(until, until + days) / unit.days();
    Map<List<Double>, List<Integer>> alike = new LinkedHashMap<>();
    int customers = log.customersUntil(until);
    for (int c = 0; c < customers; c++) {
      alike.computeIfAbsent(log.covariates(c), values -> new ArrayList<>()).add(c);
    }
    HoldoutCheck check = new HoldoutCheck(clock, unit, log, until, days);
    alike.forEach((values, some) -> check.add(models.apply(values), horizon, some));
    return check.result(customers);
  }

  /** Compares the same with a model whose covariates change, read from those of each customer. */
  static Holdout of(
      DatedCovariateModel model,
      List<CovariateSeries> series,
      PurchaseLog log,
      int until,
      int days) {
    DatedBase base = DatedBase.of(names(model), series, log, until);
    int[] order = DatedBase.order(log, until);
    List<PurchaseCounts> counts =
        base.customers().parallelStream().map(one -> model.purchaseCounts(one, days)).toList();
    HoldoutCheck check =
        new HoldoutCheck(OperationalClock.calendar(), ModelUnit.DAY, log, until, days);
    for (int i = 0; i < order.length; i++) {
      int bought = log.endUntil(order[i], until + days) - log.endUntil(order[i], until);
      check.add(bought, counts.get(i).mean(), counts.get(i).probabilityOf(bought));
    }
    return check.result(order.length);
  }

  private static List<String> names(DatedCovariateModel model) {
    return model.covariates().stream().map(Covariate::name).toList();
  }

  private void add(TransactionModel model, double horizon, List<Integer> customers) {
    CountForecaster forecaster = CountForecaster.of(model, horizon);
    ModelValuation valuation =
        ModelValuation.of(model, new AverageSpend(0), new Horizon(horizon, 0));
    // without them customers of equal x, t_x and T share what was computed for one
    boolean gaps = TransactionModels.readsLogGaps(model.name());
    for (int c : customers) {
      int end = log.endUntil(c, until);
      int bought = log.endUntil(c, until + days) - end;
      PurchaseHistory known = log.history(c, until, clock);
      int x = known.frequency();
      double logGaps = gaps ? known.logGapSum() - x * Math.log(unit.days()) : 0;
      PurchaseHistory history =
          new PurchaseHistory(x, known.recency() / unit.days(), known.age() / unit.days(), logGaps);
      CountForecast count = forecaster.forecast(history);
      add(bought, valuation.expectedPurchases(history), count.probability(bought));
    }
  }

  private void add(int bought, double mean, double probability) {
    actual += bought;
    expected += mean;
    absolute += Math.abs(mean - bought);
    squares += (mean - bought) * (mean - bought);
    logScore -= Math.log(Math.max(LEAST_PROBABILITY, probability));
  }

  private Holdout result(int customers) {
    return new Holdout(
        days,
        customers,
        actual,
        expected,
        expected / actual - 1,
        absolute / customers,
        Math.sqrt(squares / customers),
        logScore / customers);
  }
}
