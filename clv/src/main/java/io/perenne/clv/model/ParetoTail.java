// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.numeric.Logs;

/*
 * The integrand over the dropout time depends on x, not on t_x and T, which are its limits. So the
 * customers with one x share it: it is integrated once from each of the times among their t_x and T
 * to the next, and from each time to the last by backward sums, relative to the integrand at the time,
 *
 *   W(y_j) = I(y_j, y_(j+1)) + R(y_j, y_(j+1)) W(y_(j+1)),   R the ratio of the integrands,
 *
 * all positive, with nothing to overflow. A customer's integral is W(t_x) - R(t_x, T) W(T). Its error
 * is that of W, which is small beside 1 in units of the term of the living, as is all that counts.
 */
/** Integrals over the unseen dropout time, with moments, from each of some times to the last. */
final class ParetoTail {

  /** The integral and first and second moments of the four functions. */
  static final int MOMENTS = 15;

  private final double r;
  private final double alpha;
  private final double s;
  private final double beta;
  private final int x;
  private final double[] times;
  private final double[] sums;

  /**
   * Integrates.
   *
   * @param times rising
   */
  ParetoTail(double[] parameters, int x, double[] times) {
    this.r = parameters[0];
    this.alpha = parameters[1];
    this.s = parameters[2];
    this.beta = parameters[3];
    this.x = x;
    this.times = times;
    this.sums = new double[times.length * MOMENTS];
    Nodes nodes = new Nodes();
    for (int j = times.length - 2; j >= 0; j--) {
      nodes.integrate(times[j], times[j + 1], j * MOMENTS);
      addRest(j, ratio(times[j], times[j + 1]));
    }
  }

  private void addRest(int j, double ratio) {
    int here = j * MOMENTS;
    for (int i = here; i < here + MOMENTS; i++) {
      sums[i] += ratio * sums[i + MOMENTS];
    }
  }

  /** The integrand at one time relative to that at an earlier one, as a density of v. */
  private double ratio(double from, double to) {
    boolean alphaFirst = alpha <= beta;
    double byAlpha = Logs.log1p((to - from) / (alpha + from));
    double byBeta = Logs.log1p((to - from) / (beta + from));
    return ratio(alphaFirst, byAlpha, byBeta);
  }

  private double ratio(boolean alphaFirst, double byAlpha, double byBeta) {
    double powerOfAlpha = r + x - (alphaFirst ? 1 : 0);
    double powerOfBeta = s + (alphaFirst ? 1 : 0);
    return Math.exp(-powerOfAlpha * byAlpha - powerOfBeta * byBeta);
  }

  /**
   * Writes the integral from one time to another, relative to the integrand at the first, and its
   * moments about the functions at the last of all times.
   *
   * @param last index of the first time
   * @param now index of the second
   * @param byAlpha ln of the ratio of alpha + y
   * @param byBeta ln of the ratio of beta + y
   */
  void between(int last, int now, double byAlpha, double byBeta, double[] into) {
    double ratio = ratio(alpha <= beta, byAlpha, byBeta);
    for (int i = 0; i < MOMENTS; i++) {
      into[i] = sums[last * MOMENTS + i] - ratio * sums[now * MOMENTS + i];
    }
  }

  /** The time about whose functions moments are taken. */
  double origin() {
    return times[times.length - 1];
  }

  /** Adds up the nodes between two times. */
  private final class Nodes implements ParetoKernel.Visitor {
    private final boolean alphaFirst = alpha <= beta;
    private final double logA = Math.log(alpha + origin());
    private final double perA = 1 / (alpha + origin());
    private final double logB = Math.log(beta + origin());
    private final double perB = 1 / (beta + origin());
    private int at;
    private double logStart;
    private double perStart;
    private double apart;

    void integrate(double from, double to, int into) {
      double start = Math.min(alpha, beta) + from;
      at = into;
      logStart = Math.log(start);
      perStart = 1 / start;
      apart = Math.abs(beta - alpha) * perStart;
      new ParetoKernel(r, alpha, s, beta, x, from, to).integrate(this);
    }

    @Override
    public void add(double v, double shrink, double logRatio, double weight) {
      double near = logStart + v;
      double far = near + logRatio;
      double perNear = perStart * shrink;
      double perFar = perNear / (1 + apart * shrink);
      double dla = (alphaFirst ? near : far) - logA;
      double dlb = (alphaFirst ? far : near) - logB;
      double dia = (alphaFirst ? perNear : perFar) - perA;
      double dib = (alphaFirst ? perFar : perNear) - perB;
      double la = weight * dla;
      double ia = weight * dia;
      double lb = weight * dlb;
      double ib = weight * dib;
      double[] into = sums;
      into[at] += weight;
      into[at + 1] += la;
      into[at + 2] += ia;
      into[at + 3] += lb;
      into[at + 4] += ib;
      into[at + 5] += la * dla;
      into[at + 6] += la * dia;
      into[at + 7] += la * dlb;
      into[at + 8] += la * dib;
      into[at + 9] += ia * dia;
      into[at + 10] += ia * dlb;
      into[at + 11] += ia * dib;
      into[at + 12] += lb * dlb;
      into[at + 13] += lb * dib;
      into[at + 14] += ib * dib;
    }
  }
}
