// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

/**
 * The MBG/NBD model: customers buy at a Poisson rate of their own, lambda ~ Gamma(r, alpha), and
 * after <em>every</em> purchase, the first included, stop for ever with a probability of their own,
 * p ~ Beta(a, b).
 *
 * <p>It differs from {@link BgNbd} in the coin tossed at the first purchase, so that one-time
 * buyers may be gone. Batislam, Denizel and Filiztekin (2007), Empirical validation and comparison
 * of models for customer base analysis, International Journal of Research in Marketing 24(3).
 */
public final class ModifiedBgNbd extends BetaGeometricModel {

  static final String NAME = "mbg-nbd";

  private ModifiedBgNbd(double r, double alpha, double a, double b) {
    super(r, alpha, a, b, 1);
  }

  /**
   * Returns the model with the given parameters, all finite and above 0.
   *
   * @param r shape of the purchase rates
   * @param alpha rate parameter of the purchase rates, in days
   * @param a first shape of the dropout probabilities
   * @param b second shape of the dropout probabilities
   */
  public static ModifiedBgNbd of(double r, double alpha, double a, double b) {
    return new ModifiedBgNbd(r, alpha, a, b);
  }

  @Override
  public String name() {
    return NAME;
  }
}
