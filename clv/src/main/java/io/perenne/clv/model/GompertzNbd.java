// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.numeric.Arguments;
import java.util.List;
import java.util.Map;

/**
 * The GGompertz/NBD model: customers buy at a Poisson rate of their own, lambda ~ Gamma(r, alpha),
 * and stop at an unseen time whose hazard grows with age, Gompertz with gamma-distributed level:
 * S(t) = (1 + g(t) / beta)^-s, g(t) = (e^(b t) - 1) / b.
 *
 * <p>Bemmaor and Glady (2012), Modeling purchasing behavior with sudden "death", Management Science
 * 58(5). Their beta is beta b here: so b = 0 is {@link ParetoNbd} with the same s and beta, and the
 * ridge of their form is gone. The conditional expectation is the integral of survival, not the
 * formula printed in 2012, which is wrong.
 */
public final class GompertzNbd extends LifetimeModel implements PoissonPurchases {

  static final String NAME = "gompertz-nbd";
  static final List<String> NAMES = List.of("r", "alpha", "s", "beta", "b");

  private final double[] parameters;

  private GompertzNbd(double r, double alpha, double s, double beta, double b) {
    super(1, r, alpha, beta, new GompertzLaw(s, beta, b));
    this.parameters = new double[] {r, alpha, s, beta, b};
  }

  /**
   * Returns the model with the given parameters, all finite and above 0 but for b.
   *
   * @param r shape of the purchase rates
   * @param alpha rate parameter of the purchase rates, in days
   * @param s shape of the dropout hazards
   * @param beta rate parameter of the dropout hazards at age 0, in days
   * @param b growth of the hazard per day, at least 0
   */
  public static GompertzNbd of(double r, double alpha, double s, double beta, double b) {
    return new GompertzNbd(
        Arguments.positive("r", r),
        Arguments.positive("alpha", alpha),
        Arguments.positive("s", s),
        Arguments.positive("beta", beta),
        Arguments.nonNegative("b", b));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> parameters() {
    return NamedParameters.of(NAMES, parameters);
  }

  @Override
  public double discountedTransactionsIfAlive(
      int frequency, double age, double dailyRate, double horizon) {
    return super.discountedTransactionsInPhase(0, frequency, age, dailyRate, horizon);
  }
}
