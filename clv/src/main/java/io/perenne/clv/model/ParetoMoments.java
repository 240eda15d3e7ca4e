// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

/**
 * The log-likelihood of single Pareto/NBD customers with its derivatives, but for (r)_x alpha^r.
 *
 * <p>Reused from customer to customer by one thread.
 */
final class ParetoMoments implements ParetoKernel.Visitor {

  private final double r;
  private final double alpha;
  private final double s;
  private final double beta;
  private final double logBeta;
  private final boolean alphaFirst;

  /**
   * Of the customer at hand: ln(m + t_x), and T's functions, from which the moments are centred.
   */
  private double logStart;

  private double perStart;
  private double apart;
  private double logA;
  private double perA;
  private double logB;
  private double perB;

  /** Weighted sums over nodes of 1 and of first and second moments. */
  private double w;

  private double la;
  private double ia;
  private double lb;
  private double ib;
  private double laLa;
  private double laIa;
  private double laLb;
  private double laIb;
  private double iaIa;
  private double iaLb;
  private double iaIb;
  private double lbLb;
  private double lbIb;
  private double ibIb;

  ParetoMoments(double[] parameters) {
    this.r = parameters[0];
    this.alpha = parameters[1];
    this.s = parameters[2];
    this.beta = parameters[3];
    this.logBeta = Math.log(beta);
    this.alphaFirst = alpha <= beta;
  }

  @Override
  public void add(double v, double shrink, double logRatio, double weight) {
    double near = logStart + v;
    double far = near + logRatio;
    double logOfA = alphaFirst ? near : far;
    double logOfB = alphaFirst ? far : near;
    double dla = logOfA - logA;
    double dlb = logOfB - logB;
    double perNear = perStart * shrink;
    double perFar = perNear / (1 + apart * shrink);
    double dia = (alphaFirst ? perNear : perFar) - perA;
    double dib = (alphaFirst ? perFar : perNear) - perB;
    w += weight;
    la += weight * dla;
    ia += weight * dia;
    lb += weight * dlb;
    ib += weight * dib;
    laLa += weight * dla * dla;
    laIa += weight * dla * dia;
    laLb += weight * dla * dlb;
    laIb += weight * dla * dib;
    iaIa += weight * dia * dia;
    iaLb += weight * dia * dlb;
    iaIb += weight * dia * dib;
    lbLb += weight * dlb * dlb;
    lbIb += weight * dlb * dib;
    ibIb += weight * dib * dib;
  }

  private void reset(double recency, double age) {
    double start = Math.min(alpha, beta) + recency;
    logStart = Math.log(start);
    perStart = 1 / start;
    apart = Math.abs(beta - alpha) * perStart;
    logA = Math.log(alpha + age);
    perA = 1 / (alpha + age);
    logB = Math.log(beta + age);
    perB = 1 / (beta + age);
    w = la = ia = lb = ib = 0;
    laLa = laIa = laLb = laIb = iaIa = iaLb = iaIb = lbLb = lbIb = ibIb = 0;
  }

  /** Adds weight times (value, 4 first, 10 second derivatives) of one customer. */
  void addCustomer(int x, double recency, double age, double weight, double[] sums) {
    reset(recency, age);
    double logOdds = Double.NEGATIVE_INFINITY;
    if (age > recency) {
      double integral = new ParetoKernel(r, alpha, s, beta, x, recency, age).integrate(this);
      logOdds =
          ParetoKernel.logOddsAtStart(r, alpha, s, beta, x, recency, age) + Math.log(integral);
    }
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
