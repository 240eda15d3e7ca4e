// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.scoring;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.model.FitOptions;
import io.perenne.clv.model.ModelFit;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
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
    requireKnown(request.model());
    Purchases purchases = Purchases.read(request.input(), request.lastDay());
    return new FitJob(request, software).fit(purchases);
  }

  private static void requireKnown(String model) {
    List<String> names = TransactionModels.names();
    String family = model.replaceFirst("-[1-9][0-9]?$", "");
    if (!model.equals(FitRequest.AUTO) && !names.contains(model) && !names.contains(family)) {
      throw new InputException(
          Problem.of("there is no such model")
              .withWhere("--model")
              .withValue(model)
              .withRemedy("choose auto, " + String.join(", ", names)));
    }
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
    HistoryCells cells = purchases.log().histories(until);
    ModelFit<TransactionModel> fit =
        TransactionModels.fit(request.model(), inUnit(cells), options());
    requireModel(fit);
    return FittedModel.of(
        fit,
        cells.transactions(),
        "",
        request.unit(),
        spend(purchases, until),
        null,
        data(purchases, end),
        software);
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
