// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.scoring;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.backtest.ModelSelector;
import io.perenne.clv.backtest.ModelSelector.Selection;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.model.FitOptions;
import io.perenne.clv.model.ModelFit;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.segment.Message;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fits a model of purchases, and one of spend if amounts are known, to files of transactions. */
public final class FitJob {

  private final FitRequest request;
  private final Map<String, String> software;

  private FitJob(FitRequest request, Map<String, String> software) {
    this.request = request;
    this.software = software;
  }

  /**
   * Fits.
   *
   * @param software what runs, for the provenance
   * @throws InputException if the files cannot be used or hold too little
   */
  public static FittedModel run(FitRequest request, Map<String, String> software) {
    if (!request.model().equals(FitRequest.AUTO)) {
      ModelNames.require("--model", List.of(request.model()));
    }
    Purchases purchases = Purchases.read(request.input(), request.lastDay());
    return new FitJob(request, software).fit(purchases);
  }

  private FittedModel fit(Purchases purchases) {
    LocalDate end = request.calibrationEnd().orElse(purchases.lastDay());
    if (end.isAfter(purchases.lastDay())) {
      throw new InputException(
          Problem.of("the calibration ends after the data")
              .withWhere("--calibration-end")
              .withValue(end.toString())
              .withRemedy("the data end on " + purchases.lastDay()));
    }
    int until = Math.toIntExact(end.toEpochDay());
    Selection selection = select(purchases, end);
    HistoryCells cells =
        TransactionModels.readsLogGaps(selection.model())
            ? purchases.log().historiesByLogGaps(until)
            : purchases.log().histories(until);
    ModelFit<TransactionModel> fit =
        TransactionModels.fit(selection.model(), inUnit(cells), options());
    requireModel(fit);
    return FittedModel.of(
        fit,
        cells.transactions(),
        selection.reason().en(),
        request.unit(),
        spend(purchases, until),
        holdout(fit, purchases, until),
        data(purchases, end),
        software);
  }

  private Selection select(Purchases purchases, LocalDate end) {
    return request.model().equals(FitRequest.AUTO)
        ? ModelSelector.select(purchases.log(), end, options())
        : new Selection(request.model(), false, new Message("", ""));
  }

  private @Nullable Holdout holdout(
      ModelFit<TransactionModel> fit, Purchases purchases, int until) {
    int days = Math.toIntExact(purchases.lastDay().toEpochDay() - until);
    return days == 0
        ? null
        : HoldoutCheck.of(fit.model().orElseThrow(), request.unit(), purchases.log(), until, days);
  }

  private HistoryCells inUnit(HistoryCells cells) {
    return request.unit() == ModelUnit.DAY ? cells : cells.scaledBy(1.0 / request.unit().days());
  }

  private FitOptions options() {
    FitOptions options = FitOptions.withDefaults();
    return request.priors() ? options : options.withoutPriors();
  }

  private static void requireModel(ModelFit<TransactionModel> fit) {
    if (fit.model().isEmpty()) {
      throw new InputException(
          Problem.of("no model can be fitted")
              .withValue(fit.diagnosis())
              .withRemedy("give a longer history or more customers"));
    }
  }

  private @Nullable FittedSpend spend(Purchases purchases, int until) {
    if (!purchases.log().priced()) {
      return null;
    }
    SpendBasis basis = request.input().keepFree() ? SpendBasis.REPEAT : SpendBasis.PAID;
    return SpendModels.fit(purchases.log(), until, basis, options());
  }

  private FittedData data(Purchases purchases, LocalDate end) {
    return new FittedData(
        end,
        LocalDate.ofEpochDay(purchases.log().firstDay()),
        request.input().keepFree(),
        purchases.counts().rows(),
        purchases.counts().unreadable(),
        purchases.files());
  }
}
