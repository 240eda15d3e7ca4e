// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Covariate;
import io.perenne.clv.fit.search.CovariateEffects;
import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.numeric.Jet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A transaction model whose parameters differ between customers by what else is known of them:
 *
 * <p>alpha_i = alpha exp(-g'z), and beta_i = beta exp(-h'z) where lifetimes have a rate; where a
 * coin decides who stops, logit(m_i) = logit(m) + h'z for the mean probability m = a / (a + b), at
 * a common a + b. z is the distance of a customer's covariates from the mean.
 *
 * <p>For the covariates of a customer {@link #of} gives an ordinary model, which answers every
 * question. Fader and Hardie (2007), Incorporating time-invariant covariates into the Pareto/NBD
 * and BG/NBD models; there the coefficients of a and b are free, here one moves their mean.
 *
 * @param name the model, as {@link TransactionModel#name()}
 * @param parameters those of the average customer, by name
 * @param covariates the covariates, in the order in which values are given
 */
public record CovariateModel(
    String name, Map<String, Double> parameters, List<Covariate> covariates) {

  /** Checks that there is a model of this name with these parameters. */
  public CovariateModel {
    parameters = TransactionModels.of(name, parameters).parameters();
    covariates = List.copyOf(covariates);
  }

  /** Returns the model of the average customer. */
  public TransactionModel average() {
    return TransactionModels.of(name, parameters);
  }

  /**
   * Returns the model of customers with given covariates.
   *
   * @param values one for each covariate, finite
   */
  public TransactionModel of(List<Double> values) {
    if (values.size() != covariates.size()) {
      throw new IllegalArgumentException(
          covariates.size() + " covariates are needed, not " + values.size());
    }
    double purchases = 0;
    double dropout = 0;
    for (int i = 0; i < values.size(); i++) {
      Covariate covariate = covariates.get(i);
      double distance = values.get(i) - covariate.mean();
      purchases += covariate.purchases() * distance;
      dropout += covariate.dropout() * distance;
    }
    if (!Double.isFinite(purchases + dropout)) {
      throw new IllegalArgumentException("covariates are not finite: " + values);
    }
    List<String> names = List.copyOf(parameters.keySet());
    CovariateEffects effects = CovariateEffects.onPurchases(names);
    double[] base = parameters.values().stream().mapToDouble(Double::doubleValue).toArray();
    double[] predictors =
        effects.list().size() == 1 ? new double[] {purchases} : new double[] {purchases, dropout};
    double[] moved =
        Arrays.stream(effects.moved(base, predictors)).mapToDouble(Jet::value).toArray();
    return TransactionModels.of(name, NamedParameters.of(names, moved));
  }
}
