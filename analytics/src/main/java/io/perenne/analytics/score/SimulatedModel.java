// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.FittedSpend;
import io.perenne.analytics.fit.ModelUnit;
import io.perenne.analytics.fit.SpendModels;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.spend.GammaGamma;
import java.util.Map;
import java.util.TreeSet;

/**
 * A model with the parameters that simulated customers have.
 *
 * @param purchases when they buy
 * @param unit the unit of time of its parameters
 * @param spend what they spend
 */
public record SimulatedModel(TransactionModel purchases, ModelUnit unit, GammaGamma spend) {

  /** Maximum likelihood for the CDNOW sample of 1997, in weeks, as the literature has it. */
  private static final Map<String, Map<String, Double>> CDNOW =
      Map.of(
          "nbd", Map.of("r", 0.385, "alpha", 12.072),
          "bg-nbd", Map.of("r", 0.243, "alpha", 4.414, "a", 0.793, "b", 2.426),
          "mbg-nbd", Map.of("r", 0.525, "alpha", 6.183, "a", 0.891, "b", 1.614),
          "pareto-nbd", Map.of("r", 0.553, "alpha", 10.578, "s", 0.606, "beta", 11.669));

  private static final GammaGamma CDNOW_SPEND = GammaGamma.of(6.25, 3.74, 15.44);

  /** Returns a model with published parameters, those of an American music shop. */
  public static SimulatedModel published(String name) {
    Map<String, Double> parameters = CDNOW.get(name);
    if (parameters == null) {
      throw new InputException(
          Problem.of(Texts.message("problem.simulated"))
              .withWhere("--model")
              .withValue(name)
              .withRemedy(
                  Texts.message(
                      "problem.simulated.remedy",
                      String.join(", ", new TreeSet<>(CDNOW.keySet())))));
    }
    return new SimulatedModel(TransactionModels.of(name, parameters), ModelUnit.WEEK, CDNOW_SPEND);
  }

  /** Returns a fitted model; where spend could not be fitted, with the published spend. */
  public static SimulatedModel of(FittedModel fitted) {
    FittedSpend spend = fitted.spend();
    GammaGamma gamma =
        spend == null ? CDNOW_SPEND : SpendModels.gammaGamma(spend).orElse(CDNOW_SPEND);
    return new SimulatedModel(fitted.transactionModel(), fitted.unit(), gamma);
  }
}
