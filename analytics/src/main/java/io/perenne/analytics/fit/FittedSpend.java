// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.SpendIndependence;
import io.perenne.clv.spend.SpendModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fitted model of spend.
 *
 * @param model its name
 * @param basis which purchases it was fitted to and is applied to
 * @param status how the fit ended
 * @param parameters in money, by name
 * @param logLikelihood of the values, priors left out
 * @param penalizedLogLikelihood the same with the priors: what was maximised
 * @param standardErrors by parameter
 * @param logCovariance covariance of the logarithms of the parameters, in their order; absent in
 *     layouts before 3
 * @param customers customers with a value
 * @param distinctCells distinct histories among them
 * @param iterations steps of the optimiser
 * @param meanValue the mean value of a purchase
 * @param diagnosis what the fit noticed, in sentences
 * @param independence whether who buys often spends otherwise, covariates left out; absent without
 *     Gamma-Gamma, and from files of before
 */
public record FittedSpend(
    String model,
    SpendBasis basis,
    FitStatus status,
    Map<String, Double> parameters,
    double logLikelihood,
    double penalizedLogLikelihood,
    Map<String, Double> standardErrors,
    @Nullable List<List<Double>> logCovariance,
    long customers,
    int distinctCells,
    int iterations,
    double meanValue,
    List<Sentence> diagnosis,
    @Nullable SpendIndependence independence) {

  /** Checks that there is a model with these parameters, or an average. */
  public FittedSpend {
    if (!parameters.isEmpty()) {
      GammaGamma.of(parameters);
    }
  }

  static FittedSpend of(
      ModelFit<?> fit, Optional<GammaGamma> gammaGamma, SpendCells cells, SpendBasis basis) {
    SpendModel model =
        gammaGamma.<SpendModel>map(m -> m).orElse(SpendModels.average(cells.meanValue()));
    return new FittedSpend(
        model.name(),
        basis,
        fit.status(),
        gammaGamma.map(GammaGamma::parameters).orElse(Map.of()),
        fit.logLikelihood(),
        fit.penalizedLogLikelihood(),
        fit.standardErrors(),
        fit.logCovariance(),
        Math.round(fit.customers()),
        fit.distinctCells(),
        fit.iterations(),
        cells.meanValue(),
        FittedModel.sentences(fit.findings()),
        gammaGamma.map(m -> SpendIndependence.of(m, cells)).orElse(null));
  }

  /** Returns this with other parameters. */
  FittedSpend with(Map<String, Double> others) {
    return new FittedSpend(
        model,
        basis,
        status,
        others,
        logLikelihood,
        penalizedLogLikelihood,
        standardErrors,
        logCovariance,
        customers,
        distinctCells,
        iterations,
        meanValue,
        diagnosis,
        independence);
  }
}
