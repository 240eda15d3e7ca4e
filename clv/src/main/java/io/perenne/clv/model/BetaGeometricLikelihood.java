// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.numeric.Blocks;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.MixtureDerivatives;

/**
 * The log-likelihood of BG/NBD and MBG/NBD over cells, with gradient and Hessian by r, alpha, a, b.
 *
 * <p>What depends on x alone is summed once per distinct x. What remains of a customer is ln(alive
 * + dead): its gradient is the mean of the gradients of the two logarithms weighted by P(alive),
 * its Hessian the mean of theirs plus the covariance of the gradients (MixtureDerivatives'
 * identity).
 */
final class BetaGeometricLikelihood implements LogLikelihood {

  private static final int TERMS = 15;

  private final HistoryCells cells;
  private final int coins;
  private final boolean parallel;
  private final RateCounts rates;
  private final CoinCounts tosses;

  BetaGeometricLikelihood(HistoryCells cells, int coins, boolean parallel) {
    this.cells = cells;
    this.coins = coins;
    this.parallel = parallel;
    this.rates = new RateCounts(cells, 1);
    this.tosses = new CoinCounts(cells, coins);
  }

  @Override
  public Derivatives at(double[] parameters) {
    double r = parameters[0];
    double alpha = parameters[1];
    double a = parameters[2];
    double b = parameters[3];
    double[] sums =
        Blocks.sum(
            cells.size(),
            TERMS,
            parallel,
            (from, to, into) -> addOutcomes(r, alpha, a, b, from, to, into));
    return MixtureDerivatives.unpacked(sums, 4)
        .plus(rates.at(r, alpha).embedded(4))
        .plus(tosses.at(a, b));
  }

  /** ln[(alpha + T)^-rho + (a / d) (alpha + t_x)^-rho] of every cell. */
  private void addOutcomes(
      double r, double alpha, double a, double b, int from, int to, double[] sums) {
    double value = 0;
    double gr = 0;
    double gAlpha = 0;
    double ga = 0;
    double gb = 0;
    double hrr = 0;
    double hrAlpha = 0;
    double hra = 0;
    double hrb = 0;
    double hAlphaAlpha = 0;
    double hAlphaA = 0;
    double hAlphaB = 0;
    double haa = 0;
    double hab = 0;
    double hbb = 0;
    int x = -1;
    double rho = 0;
    double logRatio = 0;
    double inverseA = 1 / a;
    double inverseD = 0;
    for (int i = from; i < to; i++) {
      double w = cells.weight(i);
      if (cells.frequency(i) != x) {
        x = cells.frequency(i);
        rho = r + x;
        boolean tossed = x + coins > 0;
        inverseD = tossed ? 1 / (b + (x - 1 + coins)) : 0;
        logRatio = tossed ? Math.log(a * inverseD) : Double.NEGATIVE_INFINITY;
      }
      double untilNow = alpha + cells.age(i);
      double untilLast = alpha + cells.recency(i);
      double logNow = Math.log(untilNow);
      double logLast = Math.log(untilLast);
      double dr = logNow - logLast;
      double odds = Math.exp(-Math.abs(logRatio + rho * dr));
      boolean likelyAlive = logRatio + rho * dr <= 0;
      double dead = (likelyAlive ? odds : 1) / (1 + odds);
      double alive = (likelyAlive ? 1 : odds) / (1 + odds);
      double spread = w * alive * dead;
      double perNow = 1 / untilNow;
      double perLast = 1 / untilLast;
      double perMean = alive * perNow + dead * perLast;
      double dAlpha = rho * (perNow - perLast);
      value += w * ((likelyAlive ? -rho * logNow : logRatio - rho * logLast) + Math.log1p(odds));
      gr -= w * (alive * logNow + dead * logLast);
      gAlpha -= w * rho * perMean;
      ga += w * dead * inverseA;
      gb -= w * dead * inverseD;
      hrr += spread * dr * dr;
      hrAlpha += spread * dr * dAlpha - w * perMean;
      hra += spread * dr * inverseA;
      hrb -= spread * dr * inverseD;
      hAlphaAlpha +=
          w * rho * (alive * perNow * perNow + dead * perLast * perLast) + spread * dAlpha * dAlpha;
      hAlphaA += spread * dAlpha * inverseA;
      hAlphaB -= spread * dAlpha * inverseD;
      haa += (spread - w * dead) * inverseA * inverseA;
      hab -= spread * inverseA * inverseD;
      hbb += (spread + w * dead) * inverseD * inverseD;
    }
    double[] packed = {
      value,
      gr,
      gAlpha,
      ga,
      gb,
      hrr,
      hrAlpha,
      hra,
      hrb,
      hAlphaAlpha,
      hAlphaA,
      hAlphaB,
      haa,
      hab,
      hbb
    };
    for (int i = 0; i < TERMS; i++) {
      sums[i] += packed[i];
    }
  }
}
