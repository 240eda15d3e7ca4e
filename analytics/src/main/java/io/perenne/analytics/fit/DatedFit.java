// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.covariates.SeriesTable;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.DatedBase;
import io.perenne.clv.model.DatedCovariateModel;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fit with covariates that change in the course of time.
 *
 * @param fit the fit, in days
 * @param without the fit to the same histories without covariates
 * @param reason why this kind of model; empty if it was asked for
 */
record DatedFit(
    ModelFit<DatedCovariateModel> fit, ModelFit<TransactionModel> without, Sentence reason) {

  /** Refuses what cannot be fitted with covariates that change. */
  static void require(FitRequest request) {
    if (request.season().isPresent()) {
      throw refused("season", "--seasonality", "");
    }
    if (!request.model().equals(FitRequest.AUTO)
        && !DatedCovariateModel.NAMES.contains(request.model())) {
      throw refused("model", "--model", request.model());
    }
  }

  private static InputException refused(String what, String where, String value) {
    return new InputException(
        Problem.of(Texts.message("problem.covariates.dated." + what))
            .withWhere(where)
            .withValue(value)
            .withRemedy(Texts.message("problem.covariates.dated." + what + ".remedy")));
  }

  /** Fits the model asked for or, of all there are, the one with the highest likelihood. */
  static DatedFit of(
      FitRequest request,
      Purchases purchases,
      SeriesTable covariates,
      int until,
      FitOptions options) {
    DatedBase base =
        DatedBase.of(covariates.design().covariates(), covariates.series(), purchases.log(), until);
    if (!request.model().equals(FitRequest.AUTO)) {
      return of(request.model(), base, options);
    }
    List<DatedFit> fits =
        DatedCovariateModel.NAMES.stream().map(name -> of(name, base, options)).toList();
    DatedFit best = fits.get(0);
    for (DatedFit other : fits) {
      if (other.isBetterThan(best)) {
        best = other;
      }
    }
    return new DatedFit(best.fit, best.without, reason(fits));
  }

  private boolean isBetterThan(DatedFit other) {
    return fit.model().isPresent()
        && (other.fit.model().isEmpty()
            || fit.penalizedLogLikelihood() > other.fit.penalizedLogLikelihood());
  }

  private static Sentence reason(List<DatedFit> fits) {
    return fits.stream()
        .flatMap(
            one ->
                one.fit.model().stream()
                    .map(
                        model ->
                            Texts.message("fit.dated.one", model.name(), one.fit.logLikelihood())))
        .reduce((before, next) -> Texts.message("fit.dated.and", before, next))
        .map(likelihoods -> Sentence.of(Texts.message("fit.dated", likelihoods)))
        .orElseGet(Sentence::none);
  }

  private static DatedFit of(String name, DatedBase base, FitOptions options) {
    ModelFit<TransactionModel> without = TransactionModels.fit(name, base.histories(), options);
    return new DatedFit(TransactionModels.fit(without, base, options), without, Sentence.none());
  }

  /** Returns a fit with its times in another unit, as if everything had been measured in it. */
  static <M> ModelFit<M> in(ModelUnit unit, ModelFit<M> fit, double purchases) {
    if (unit == ModelUnit.DAY) {
      return fit;
    }
    Map<String, Double> errors = new LinkedHashMap<>();
    fit.standardErrors().forEach((name, error) -> errors.put(name, in(unit, name, error)));
    double shift = purchases * Math.log(unit.days());
    return new ModelFit<>(
        fit.model(),
        fit.status(),
        fit.logLikelihood() + shift,
        fit.penalizedLogLikelihood() + shift,
        errors,
        fit.logCovariance(),
        fit.iterations(),
        fit.evaluations(),
        fit.customers(),
        fit.distinctCells(),
        fit.priors(),
        fit.findings());
  }

  /** Returns a parameter in another unit: of these models alpha and beta are times. */
  static double in(ModelUnit unit, String name, double days) {
    return name.equals("alpha") || name.equals("beta") ? days / unit.days() : days;
  }
}
