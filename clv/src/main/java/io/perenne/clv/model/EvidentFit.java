// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.DropoutEvidence;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.OperationalClock;
import java.util.Optional;

/**
 * One kind of model fitted to established and to new customers apart, each with the evidence on
 * dropout that applies to it, as strong as the length of the record leaves it.
 *
 * <p>A model that reads every gap is fitted to a coarse view, so that customers fall into few
 * cells: about a week of ages for customers a year old, and half a unit of log gap sums.
 *
 * @param establishedFit the fit to established customers; to all, where kinds do not part
 * @param arrivedFit the fit to those who came later; to all, where kinds do not part
 */
public record EvidentFit(
    ModelFit<TransactionModel> establishedFit, ModelFit<TransactionModel> arrivedFit) {

  private static final int AGES = 52;
  private static final double LOG_GAPS = 0.5;
  private static final int WORTH_COARSENING = 500;

  /**
   * Fits; absent if either kind cannot be fitted.
   *
   * @param name the name of the model
   * @param cells the histories in days; for a model that reads every gap, log gap sums apart and in
   *     the time to fit in
   * @param arrivals how customers part; absent to fit all together, as seen from their first
   *     purchase
   * @param clock the time to fit in
   * @param until the day the record ends
   * @param options how to fit; evidence among them replaces the usual one for new customers, and
   *     its yearly dropout and weight that for established ones; without priors there is none
   */
  public static Optional<EvidentFit> of(
      String name,
      HistoryCells cells,
      Optional<Arrivals> arrivals,
      OperationalClock clock,
      int until,
      FitOptions options) {
    double days = days(cells);
    DropoutEvidence known = options.evidence().orElseGet(DropoutEvidence::ofNewCustomers);
    FitOptions forNew = options.withEvidence(known.after(days));
    if (arrivals.isEmpty()) {
      ModelFit<TransactionModel> all = fit(name, Arrivals.cells(cells, clock, until), forNew);
      return all.model().isPresent() ? Optional.of(new EvidentFit(all, all)) : Optional.empty();
    }
    DropoutEvidence established =
        DropoutEvidence.ofEstablishedCustomers()
            .withYearlyDropout(known.yearlyDropout())
            .againstCustomers(known.customers());
    Arrivals kinds = arrivals.get();
    ModelFit<TransactionModel> old =
        fit(
            name,
            kinds.cells(cells, true, clock, until),
            options.withEvidence(established.after(days)));
    ModelFit<TransactionModel> young = fit(name, kinds.cells(cells, false, clock, until), forNew);
    return old.model().isPresent() && young.model().isPresent()
        ? Optional.of(new EvidentFit(old, young))
        : Optional.empty();
  }

  private static ModelFit<TransactionModel> fit(
      String name, HistoryCells cells, FitOptions options) {
    HistoryCells some =
        TransactionModels.readsLogGaps(name) && cells.size() > WORTH_COARSENING
            ? cells.coarse(cells.meanAge() / AGES, LOG_GAPS)
            : cells;
    return TransactionModels.fit(name, some, options);
  }

  private static double days(HistoryCells cells) {
    double oldest = 0;
    for (int i = 0; i < cells.size(); i++) {
      oldest = Math.max(oldest, cells.age(i));
    }
    return oldest + 1;
  }

  /** Returns the model of established customers. */
  public TransactionModel established() {
    return establishedFit.model().orElseThrow();
  }

  /** Returns the model of customers who came later. */
  public TransactionModel arrived() {
    return arrivedFit.model().orElseThrow();
  }
}
