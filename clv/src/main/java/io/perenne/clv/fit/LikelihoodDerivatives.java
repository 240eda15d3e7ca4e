// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit;

import java.util.List;

/**
 * The log-likelihood of a base with its analytic derivatives by the parameters of a model, in their
 * order.
 *
 * @param logLikelihood the value
 * @param gradient first derivatives
 * @param hessian second derivatives, symmetric
 */
public record LikelihoodDerivatives(
    double logLikelihood, List<Double> gradient, List<List<Double>> hessian) {

  /** Copies the derivatives. */
  public LikelihoodDerivatives {
    gradient = List.copyOf(gradient);
    hessian = hessian.stream().map(List::copyOf).toList();
  }
}
