// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

/**
 * The BG/CNBD-k model: {@link BgNbd} for customers who buy regularly. The gaps of a customer are
 * Erlang-k, sums of k exponential stages at a rate of the customer's own, so they vary less the
 * higher k is; k = 1 is {@link BgNbd} itself.
 *
 * <p>Platzer and Reutterer (2016), Ticking away the moments: timing regularity helps to better
 * predict customer activity, Marketing Science 35(5); Reutterer, Platzer and Schr&ouml;der (2021),
 * International Journal of Research in Marketing 38(1). Conditional expectations are exact here:
 * given alive, the unseen stages since the last purchase are a mixture of k phases.
 */
public final class BgCnbd extends ErlangCoinModel {

  /** Followed by "-k" in the name of a model; alone it means the best k. */
  static final String NAME = "bg-cnbd";

  private BgCnbd(int k, double r, double alpha, double a, double b) {
    super(k, r, alpha, a, b, 0);
  }

  /**
   * Returns the model with the given parameters, all finite and above 0.
   *
   * @param k number of stages per purchase, at least 1
   * @param r shape of the stage rates
   * @param alpha rate parameter of the stage rates, in days
   * @param a first shape of the dropout probabilities
   * @param b second shape of the dropout probabilities
   */
  public static BgCnbd of(int k, double r, double alpha, double a, double b) {
    return new BgCnbd(k, r, alpha, a, b);
  }

  @Override
  public String name() {
    return NAME + "-" + k();
  }
}
