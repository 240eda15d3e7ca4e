// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

/**
 * The number of purchases within t at a rate lambda ~ Gamma(shape, scale): the negative binomial
 * distribution.
 */
public final class NegativeBinomial {

  private final double shape;
  private final double logStay;
  private final double logMove;
  private final double stay;
  private final double move;

  public NegativeBinomial(double shape, double scale, double t) {
    this.shape = shape;
    this.stay = scale / (scale + t);
    this.move = t / (scale + t);
    this.logStay = -Math.log1p(t / scale);
    this.logMove = Math.log(move);
  }

  /** Returns P(N = n). */
  public double probabilityOf(int n) {
    if (n == 0) {
      return Math.exp(shape * logStay);
    }
    if (move == 0) {
      return 0;
    }
    double logBinomial = Gammas.logRising(shape, n) - Gammas.logRising(1, n);
    return Math.exp(logBinomial + shape * logStay + n * logMove);
  }

  /**
   * Returns P(from &le; N &lt; to), for a few neighbours the first of which leads to the others.
   */
  public double probabilityBetween(int from, int to) {
    double term = probabilityOf(from);
    double sum = term;
    for (int n = from + 1; n < to; n++) {
      term *= move * (shape + (n - 1)) / n;
      sum += term;
    }
    return sum;
  }

  /** Returns P(N &ge; n), to full relative precision in the tail. */
  public double probabilityOfAtLeast(int n) {
    return n <= 0 ? 1 : IncompleteBeta.regularized(move, stay, n, shape);
  }
}
