// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

/**
 * The BG/NBD model: customers buy at a Poisson rate of their own, lambda ~ Gamma(r, alpha), and
 * after each <em>repeat</em> purchase stop for ever with a probability of their own, p ~ Beta(a,
 * b).
 *
 * <p>A customer without repeat purchase has had no occasion to stop and is alive with probability
 * 1, however long ago the first purchase was; where that is absurd, as for one-time buyers, {@link
 * ModifiedBgNbd} is the better model.
 *
 * <p>Fader, Hardie and Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2).
 */
public final class BgNbd extends BetaGeometricModel {

  static final String NAME = "bg-nbd";

  private BgNbd(double r, double alpha, double a, double b) {
    super(r, alpha, a, b, 0);
  }

  /**
   * Returns the model with the given parameters, all finite and above 0.
   *
   * @param r shape of the purchase rates
   * @param alpha rate parameter of the purchase rates, in days
   * @param a first shape of the dropout probabilities
   * @param b second shape of the dropout probabilities
   */
  public static BgNbd of(double r, double alpha, double a, double b) {
    return new BgNbd(r, alpha, a, b);
  }

  @Override
  public String name() {
    return NAME;
  }
}
