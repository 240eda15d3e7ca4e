// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.Holiday;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SeasonalIndex;
import io.perenne.clv.model.CovariateModel;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.season.SeasonFit;
import java.util.List;
import java.util.function.Function;

/**
 * The fitted models of all customers of a base, and the clock by which they buy.
 *
 * @param clock the calendar, or one that runs with the seasons
 * @param covariates whether models differ by covariates
 * @param average the model of the average customer
 * @param models the model for given covariates
 */
record Population(
    OperationalClock clock,
    boolean covariates,
    TransactionModel average,
    Function<List<Double>, TransactionModel> models) {

  /** Fits a variant to what was known at the end of a day. */
  static ModelFit<Population> fit(
      ModelVariant variant, PurchaseLog log, int until, List<Holiday> holidays, FitOptions fit) {
    if (!variant.season()) {
      return fit(variant, log, until, OperationalClock.calendar(), fit);
    }
    ModelFit<SeasonalIndex> season = SeasonFit.fit(variant.model(), log, until, holidays, fit);
    ModelFit<OperationalClock> clock =
        season.map(index -> OperationalClock.of(index, log.firstDay(), until));
    return clock.model().isPresent()
        ? fit(variant, log, until, clock.model().get(), fit)
        : clock.failure();
  }

  private static ModelFit<Population> fit(
      ModelVariant variant, PurchaseLog log, int until, OperationalClock clock, FitOptions fit) {
    if (variant.covariates()) {
      ModelFit<CovariateModel> found =
          TransactionModels.fit(
              variant.model(), TransactionModels.groups(variant.model(), log, until, clock), fit);
      return found.map(model -> new Population(clock, true, model.average(), model::of));
    }
    HistoryCells cells = TransactionModels.cells(variant.model(), log, until, clock);
    return TransactionModels.fit(variant.model(), cells, fit)
        .map(model -> new Population(clock, false, model, values -> model));
  }

  /** Returns what tells models apart: nothing if they do not differ by covariates. */
  List<Double> kind(List<Double> values) {
    return covariates ? values : List.of();
  }

  /** Returns the model of a kind of customers. */
  TransactionModel of(List<Double> kind) {
    return models.apply(kind);
  }

  /**
   * Returns a history in days, known at the end of a day, in the time of the clock, where the gaps
   * between purchases are not known.
   */
  PurchaseHistory history(PurchaseHistory days, int until) {
    if (clock.isCalendar()) {
      return days;
    }
    int first = until - (int) days.age();
    return PurchaseHistory.of(
        days.frequency(),
        clock.between(first, first + (int) days.recency()),
        clock.between(first, until));
  }
}
