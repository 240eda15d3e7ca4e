// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import io.perenne.clv.fit.search.NamedParameters;
import java.util.List;
import java.util.Map;

/**
 * Gamma-Gamma with covariates on its scale: v_i = v exp(eta'w), w the distance of a customer's
 * covariates from the mean, so that every expected value is e^(eta'w) times the average customer's
 * before anything is known of purchases.
 *
 * @param parameters p, q, v of the average customer
 * @param covariates the covariates, in the order in which values are given
 */
public record CovariateSpend(Map<String, Double> parameters, List<SpendCovariate> covariates) {

  /** Checks the parameters. */
  public CovariateSpend {
    parameters = GammaGamma.of(parameters).parameters();
    covariates = List.copyOf(covariates);
  }

  /** Returns the model of the average customer. */
  public GammaGamma average() {
    return GammaGamma.of(parameters);
  }

  /**
   * Returns the model of customers with given covariates.
   *
   * @param values one for each covariate, finite
   */
  public GammaGamma of(List<Double> values) {
    if (values.size() != covariates.size()) {
      throw new IllegalArgumentException(
          covariates.size() + " covariates are needed, not " + values.size());
    }
    double predictor = 0;
    for (int i = 0; i < values.size(); i++) {
      SpendCovariate covariate = covariates.get(i);
      predictor += covariate.spend() * (values.get(i) - covariate.mean());
    }
    double[] p = NamedParameters.inOrder(GammaGamma.NAME, GammaGamma.NAMES, parameters);
    return GammaGamma.of(p[0], p[1], p[2] * Math.exp(predictor));
  }
}
