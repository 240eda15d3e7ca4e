// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.FittedOutlook;
import io.perenne.clv.forecast.NextPurchase;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A scorer for each combination of covariates; the first ones are kept, as each holds tables that
 * fill with use. Safe for use by many threads.
 */
final class Scorers {

  /** Of so many kinds of customers each is likely to come again. */
  private static final int MOST_KEPT = 32;

  private final FittedModel fitted;
  private final Scorer average;

  /** By kind of model; none where there is one model alone. */
  private final List<Scorer> established;

  private final List<Scorer> arrived;
  private final Map<List<Double>, Scorer> kept = new ConcurrentHashMap<>();

  Scorers(FittedModel fitted, double horizonDays, double interval) {
    this.fitted = fitted;
    this.average = Scorer.of(fitted, horizonDays, interval);
    FittedOutlook outlook = fitted.outlook();
    List<FittedOutlook.Kind> kinds = outlook == null ? List.of() : outlook.kinds();
    this.established =
        kinds.stream()
            .map(kind -> Scorer.of(fitted.of(kind, true), horizonDays, interval))
            .toList();
    this.arrived =
        kinds.stream()
            .map(kind -> Scorer.of(fitted.of(kind, false), horizonDays, interval))
            .toList();
  }

  /**
   * Returns the score of a customer, times in days by the clock of the model: the mean over the
   * kinds of model, where there are several.
   *
   * @param covariates those of the customer; empty where the model knows none
   * @param firstDay the epoch day of the first purchase
   * @param kept which part of money to come is kept after refunds
   */
  Scorer.Score score(
      List<Double> covariates,
      int firstDay,
      PurchaseHistory days,
      SpendHistory money,
      double kept) {
    FittedOutlook outlook = fitted.outlook();
    if (outlook == null) {
      return of(covariates).score(days, money).kept(kept);
    }
    boolean old = outlook.isEstablished(LocalDate.ofEpochDay(firstDay));
    return Scorer.Score.mean(
            (old ? established : arrived)
                .stream().map(scorer -> scorer.score(days, money)).toList(),
            outlook.weights())
        .kept(kept);
  }

  /**
   * Returns the next purchase of a customer, times in the unit of the model.
   *
   * @param covariates those of the customer; empty where the model knows none
   * @param firstDay the epoch day of the first purchase
   */
  NextPurchase next(List<Double> covariates, int firstDay, PurchaseHistory days) {
    FittedOutlook outlook = fitted.outlook();
    if (outlook == null) {
      return NextPurchase.of(of(covariates).model(), inUnits(days));
    }
    boolean old = outlook.isEstablished(LocalDate.ofEpochDay(firstDay));
    return NextPurchase.of(
        (old ? established : arrived).stream().map(Scorer::model).toList(),
        outlook.weights(),
        inUnits(days));
  }

  /** Returns the scorer of customers with given covariates. */
  Scorer of(List<Double> covariates) {
    if (covariates.isEmpty()) {
      return average;
    }
    Scorer scorer = kept.get(covariates);
    if (scorer == null) {
      scorer = average.with(fitted.of(covariates));
      if (kept.size() < MOST_KEPT) {
        kept.put(covariates, scorer);
      }
    }
    return scorer;
  }

  /** Returns a history in days by the clock of the model in the unit of its parameters. */
  PurchaseHistory inUnits(PurchaseHistory days) {
    return average.inUnits(days);
  }

  /** Returns the places of customers with equal covariates. */
  static <T> Map<List<Double>, List<Integer>> alike(
      List<T> customers, Function<T, List<Double>> covariates) {
    Map<List<Double>, List<Integer>> alike = new LinkedHashMap<>();
    for (int i = 0; i < customers.size(); i++) {
      alike.computeIfAbsent(covariates.apply(customers.get(i)), values -> new ArrayList<>()).add(i);
    }
    return alike;
  }
}
