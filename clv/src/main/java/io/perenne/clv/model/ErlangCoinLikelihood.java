// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.numeric.Blocks;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.Gammas;
import io.perenne.clv.numeric.MixtureDerivatives;

/**
 * The log-likelihood of BG/CNBD-k and MBG/CNBD-k over cells, with gradient and Hessian by r, alpha,
 * a, b.
 *
 * <p>A customer is alive in one of k phases or stopped: gradient and Hessian by MixtureDerivatives'
 * identity over these k + 1.
 */
final class ErlangCoinLikelihood implements LogLikelihood {

  private final HistoryCells cells;
  private final int k;
  private final int coins;
  private final boolean parallel;
  private final RateCounts rates;
  private final CoinCounts tosses;
  private final double constant;

  ErlangCoinLikelihood(HistoryCells cells, int k, int coins, boolean parallel) {
    this.cells = cells;
    this.k = k;
    this.coins = coins;
    this.parallel = parallel;
    this.rates = new RateCounts(cells, k);
    this.tosses = new CoinCounts(cells, coins);
    double gaps = 0;
    for (int i = 0; i < cells.size(); i++) {
      gaps += cells.weight(i) * cells.logGapSum(i);
    }
    this.constant = (k - 1) * gaps - cells.transactions() * Gammas.logGamma(k);
  }

  @Override
  public Derivatives at(double[] p) {
    double[] sums =
        Blocks.sum(
            cells.size(),
            MixtureDerivatives.terms(4),
            parallel,
            (from, to, into) -> {
              MixtureDerivatives mixture = new MixtureDerivatives(4);
              for (int i = from; i < to; i++) {
                addCustomer(p, i, mixture);
                mixture.addTo(into, cells.weight(i));
              }
            });
    sums[0] += constant;
    Derivatives outcomes = MixtureDerivatives.unpacked(sums, 4);
    return outcomes.plus(rates.at(p[0], p[1]).embedded(4)).plus(tosses.at(p[2], p[3]));
  }

  private void addCustomer(double[] p, int i, MixtureDerivatives mixture) {
    int x = cells.frequency(i);
    double rho = p[0] + (double) k * x;
    double now = p[1] + cells.age(i);
    double last = p[1] + cells.recency(i);
    double logNow = Math.log(now);
    double q = (cells.age(i) - cells.recency(i)) / now;
    mixture.reset();
    double term = 1;
    double inverses = 0;
    double squares = 0;
    for (int j = 0; j < k; j++) {
      if (j > 0) {
        double rate = rho + j - 1;
        term *= rate / j * q;
        inverses += 1 / rate;
        squares += 1 / (rate * rate);
      }
      if (term > 0) {
        mixture.start(-rho * logNow + Math.log(term));
        mixture.gradient(0, inverses - logNow);
        mixture.gradient(1, -(rho + j) / now);
        mixture.hessian(0, 0, -squares);
        mixture.hessian(0, 1, -1 / now);
        mixture.hessian(1, 1, (rho + j) / (now * now));
        mixture.end();
      }
    }
    if (x + coins > 0) {
      double d = p[3] + (x + coins - 1);
      mixture.start(Math.log(p[2] / d) - rho * Math.log(last));
      mixture.gradient(0, -Math.log(last));
      mixture.gradient(1, -rho / last);
      mixture.gradient(2, 1 / p[2]);
      mixture.gradient(3, -1 / d);
      mixture.hessian(0, 1, -1 / last);
      mixture.hessian(1, 1, rho / (last * last));
      mixture.hessian(2, 2, -1 / (p[2] * p[2]));
      mixture.hessian(3, 3, 1 / (d * d));
      mixture.end();
    }
  }
}
