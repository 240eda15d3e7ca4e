// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.numeric.Arguments;
import java.util.Map;

/**
 * The Pareto/CNBD-k model: {@link ParetoNbd} for customers who buy regularly. Gaps are Erlang-k
 * with mean 1 / lambda, lambda ~ Gamma(r, alpha); lifetimes are those of Pareto/NBD.
 *
 * <p>Its parameters compare over k; k = 1 is Pareto/NBD. With gaps of one k for all it is the
 * building block of a mixture that stands for Pareto/GGG (Platzer and Reutterer 2016) without
 * simulation.
 */
public final class ParetoCnbd extends LifetimeModel {

  /** Followed by "-k" in the name of a model; alone it means the best k. */
  static final String NAME = "pareto-cnbd";

  private final double[] parameters;

  private ParetoCnbd(int k, double r, double alpha, double s, double beta) {
    super(k, r, alpha / k, beta, GompertzLaw.pareto(s, beta));
    this.parameters = new double[] {r, alpha, s, beta};
  }

  /**
   * Returns the model with the given parameters, all finite and above 0.
   *
   * @param k number of stages per purchase, at least 1
   * @param r shape of the purchase rates
   * @param alpha rate parameter of the purchase rates, in days
   * @param s shape of the dropout rates
   * @param beta rate parameter of the dropout rates, in days
   */
  public static ParetoCnbd of(int k, double r, double alpha, double s, double beta) {
    if (k < 1) {
      throw new IllegalArgumentException("k < 1: " + k);
    }
    return new ParetoCnbd(
        k,
        Arguments.positive("r", r),
        Arguments.positive("alpha", alpha),
        Arguments.positive("s", s),
        Arguments.positive("beta", beta));
  }

  /** Returns k, the regularity. */
  public int k() {
    return stages();
  }

  @Override
  public String name() {
    return NAME + "-" + k();
  }

  @Override
  public Map<String, Double> parameters() {
    return NamedParameters.of(ParetoNbd.NAMES, parameters);
  }
}
