// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.numeric.Logs;

/**
 * The log-likelihood of single Pareto/NBD customers of one x with its derivatives, but for (r)_x
 * alpha^r.
 *
 * <p>Reused from customer to customer by one thread.
 */
final class ParetoMoments {

  private final double r;
  private final double alpha;
  private final double s;
  private final double beta;
  private final double logBeta;
  private final double logS;
  private final int x;
  private final ParetoTail tail;
  private final double originLogA;
  private final double originPerA;
  private final double originLogB;
  private final double originPerB;
  private final double[] m = new double[ParetoTail.MOMENTS];

  ParetoMoments(double[] parameters, int x, ParetoTail tail) {
    this.r = parameters[0];
    this.alpha = parameters[1];
    this.s = parameters[2];
    this.beta = parameters[3];
    this.logBeta = Math.log(beta);
    this.logS = Math.log(s);
    this.x = x;
    this.tail = tail;
    this.originLogA = Math.log(alpha + tail.origin());
    this.originPerA = 1 / (alpha + tail.origin());
    this.originLogB = Math.log(beta + tail.origin());
    this.originPerB = 1 / (beta + tail.origin());
  }

  /**
   * Adds weight times (value, 4 first, 10 second derivatives) of one customer.
   *
   * @param last index of t_x among the times of the tail
   * @param now index of T
   */
  void addCustomer(int last, int now, double recency, double age, double weight, double[] sums) {
    double logA = Math.log(alpha + age);
    double perA = 1 / (alpha + age);
    double logB = Math.log(beta + age);
    double perB = 1 / (beta + age);
    double byAlpha = Logs.log1p((age - recency) / (alpha + recency));
    double byBeta = Logs.log1p((age - recency) / (beta + recency));
    tail.between(last, now, byAlpha, byBeta, m);
    double w = m[0];
    double logOdds = Double.NEGATIVE_INFINITY;
    if (age > recency && w > 0) {
      double nearest = (Math.min(alpha, beta) + recency) / (beta + recency);
      logOdds = logS + (r + x) * byAlpha + s * byBeta + Math.log(nearest * w);
    }
    // from moments about the functions at the last time of all to moments about those at T
    double shiftLa = originLogA - logA;
    double shiftIa = originPerA - perA;
    double shiftLb = originLogB - logB;
    double shiftIb = originPerB - perB;
    double la = m[1] + shiftLa * w;
    double ia = m[2] + shiftIa * w;
    double lb = m[3] + shiftLb * w;
    double ib = m[4] + shiftIb * w;
    double laLa = m[5] + shiftLa * (m[1] + la);
    double laIa = m[6] + shiftLa * m[2] + shiftIa * la;
    double laLb = m[7] + shiftLa * m[3] + shiftLb * la;
    double laIb = m[8] + shiftLa * m[4] + shiftIb * la;
    double iaIa = m[9] + shiftIa * (m[2] + ia);
    double iaLb = m[10] + shiftIa * m[3] + shiftLb * ia;
    double iaIb = m[11] + shiftIa * m[4] + shiftIb * ia;
    double lbLb = m[12] + shiftLb * (m[3] + lb);
    double lbIb = m[13] + shiftLb * m[4] + shiftIb * lb;
    double ibIb = m[14] + shiftIb * (m[4] + ib);
    double dead = Logs.logistic(logOdds);
    double rho = r + x;
    double scale = w > 0 ? dead / w : 0;
    double dInverseS = dead / s;

    // means over alive and dead of the four functions, as deviations from their values at T
    double mla = scale * la;
    double mia = scale * ia;
    double mlb = scale * lb;
    double mib = scale * ib;
    // the dead have 1/s more by s, and -(perB + ib) more by beta
    double extraB = dead * perB + mib;
    double gr = -(logA + mla);
    double gAlpha = -rho * (perA + mia);
    double gs = logBeta - (logB + mlb) + dInverseS;
    double gBeta = s / beta - s * (perB + mib) - extraB;

    sums[0] += weight * (-rho * logA - s * (logB - logBeta) + Logs.softplus(logOdds));
    sums[1] += weight * gr;
    sums[2] += weight * gAlpha;
    sums[3] += weight * gs;
    sums[4] += weight * gBeta;

    // deviations of the gradients from those of the living: only the dead deviate
    //   r: -la   alpha: -rho ia   s: 1/s - lb   beta: -s ib - (perB + ib)
    double eRR = scale * laLa;
    double eRA = scale * rho * laIa;
    double eRS = scale * laLb - mla / s;
    double eRB = scale * (s + 1) * laIb + mla * perB;
    double eAA = scale * rho * rho * iaIa;
    double eAS = rho * (scale * iaLb - mia / s);
    double eAB = rho * (scale * (s + 1) * iaIb + mia * perB);
    double eSS = scale * lbLb - 2 * mlb / s + dInverseS / s;
    double eSB = scale * (s + 1) * lbIb + mlb * perB - ((s + 1) * mib + dead * perB) / s;
    double eBB = scale * (s + 1) * (s + 1) * ibIb + 2 * (s + 1) * perB * mib + dead * perB * perB;
    double mR = -mla;
    double mA = -rho * mia;
    double mS = dInverseS - mlb;
    double mB = -(s + 1) * mib - dead * perB;

    // means of the second derivatives, with E[1/(. + y)^2] from the moments
    double ia2 = perA * perA + 2 * perA * mia + scale * iaIa;
    double ib2 = perB * perB + 2 * perB * mib + scale * ibIb;
    double ib2Dead = dead * perB * perB + 2 * perB * mib + scale * ibIb;
    sums[5] += weight * (eRR - mR * mR);
    sums[6] += weight * (eRA - mR * mA - (perA + mia));
    sums[7] += weight * (eRS - mR * mS);
    sums[8] += weight * (eRB - mR * mB);
    sums[9] += weight * (eAA - mA * mA + rho * ia2);
    sums[10] += weight * (eAS - mA * mS);
    sums[11] += weight * (eAB - mA * mB);
    sums[12] += weight * (eSS - mS * mS - dInverseS / s);
    sums[13] += weight * (eSB - mS * mB + 1 / beta - (perB + mib));
    sums[14] += weight * (eBB - mB * mB - s / (beta * beta) + s * ib2 + ib2Dead);
  }
}
