// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.HistoryCells;

/**
 * The log-likelihood of BG/NBD and MBG/NBD over cells, with gradient and Hessian by r, alpha, a, b.
 *
 * <p>What depends on x alone is summed once per distinct x. What remains of a customer is ln(alive
 * + dead): its gradient is the mean of the gradients of the two logarithms weighted by P(alive),
 * its Hessian the mean of theirs plus the covariance of the gradients (Louis' identity).
 */
final class BetaGeometricLikelihood implements LogLikelihood {

  private static final int TERMS = 15;

  private final HistoryCells cells;
  private final int coins;
  private final boolean parallel;
  private final double[] customersByFrequency;

  BetaGeometricLikelihood(HistoryCells cells, int coins, boolean parallel) {
    this.cells = cells;
    this.coins = coins;
    this.parallel = parallel;
    this.customersByFrequency = new double[cells.maxFrequency() + 1];
    for (int i = 0; i < cells.size(); i++) {
      customersByFrequency[cells.frequency(i)] += cells.weight(i);
    }
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
    addCounts(r, alpha, a, b, sums);
    return unpacked(sums);
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

  /** ln[(r)_x alpha^r (b)_n / (a + b)_n], n = x + coins, by running sums over x. */
  private void addCounts(double r, double alpha, double a, double b, double[] sums) {
    double logR = Math.log(alpha) * r;
    double perR = Math.log(alpha);
    double perR2 = 0;
    double logCoins = 0;
    double perB = 0;
    double perB2 = 0;
    double perAb = 0;
    double perAb2 = 0;
    int tossed = 0;
    for (int x = 0; x < customersByFrequency.length; x++) {
      if (x > 0) {
        double rate = r + x - 1;
        logR += Math.log(rate);
        perR += 1 / rate;
        perR2 += 1 / (rate * rate);
      }
      for (; tossed < x + coins; tossed++) {
        double survivals = b + tossed;
        double tosses = a + b + tossed;
        logCoins += Math.log(survivals / tosses);
        perB += 1 / survivals;
        perB2 += 1 / (survivals * survivals);
        perAb += 1 / tosses;
        perAb2 += 1 / (tosses * tosses);
      }
      double w = customersByFrequency[x];
      if (w > 0) {
        sums[0] += w * (logR + logCoins);
        sums[1] += w * perR;
        sums[2] += w * r / alpha;
        sums[3] -= w * perAb;
        sums[4] += w * (perB - perAb);
        sums[5] -= w * perR2;
        sums[6] += w / alpha;
        sums[9] -= w * r / (alpha * alpha);
        sums[12] += w * perAb2;
        sums[13] += w * perAb2;
        sums[14] += w * (perAb2 - perB2);
      }
    }
  }

  private static Derivatives unpacked(double[] s) {
    double[][] hessian = {
      {s[5], s[6], s[7], s[8]},
      {s[6], s[9], s[10], s[11]},
      {s[7], s[10], s[12], s[13]},
      {s[8], s[11], s[13], s[14]}
    };
    return new Derivatives(s[0], new double[] {s[1], s[2], s[3], s[4]}, hessian);
  }
}
