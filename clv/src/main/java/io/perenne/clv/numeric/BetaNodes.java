// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Quadrature for expectations over p ~ Beta(a, b): the trapezoid rule in s = logit(p), which
 * converges exponentially for integrands that are smooth on the whole line.
 *
 * <p>Nodes whose weight is below e^-40 of the peak are left out. Where p is so close to 0 or 1 that
 * no integrand can change any more, the geometric rest of the rule is lumped into one node, so a
 * shape parameter near 0 costs no more nodes. Errors 1e-13 or better.
 */
public final class BetaNodes {

  private static final double NEGLIGIBLE = -40;

  /** Beyond this logit (p about 1e-33) an integrand is constant. */
  private static final double FLAT = 75;

  private final double[] p;
  private final double[] weight;

  private BetaNodes(double[] p, double[] weight) {
    this.p = p;
    this.weight = weight;
  }

  /**
   * Returns nodes for Beta(a, b).
   *
   * @param sharpness the largest power to which a factor like 1 + p t / A is raised in the
   *     integrand; above 20 the step is halved
   */
  public static BetaNodes of(double a, double b, double sharpness) {
    double step =
        Math.min(
            sharpness > 20 ? 0.25 : 0.4, 0.3 * Math.sqrt(Gammas.trigamma(a) + Gammas.trigamma(b)));
    double peak = Math.max(-FLAT, Math.min(FLAT, Math.log(a / b)));
    int below = reach(a, b, peak, -step);
    int above = reach(a, b, peak, step);
    double[] p = new double[below + above + 1];
    double[] weight = new double[p.length];
    double logBeta = Gammas.logBeta(a, b);
    for (int i = 0; i < p.length; i++) {
      double s = peak + (i - below) * step;
      p[i] = 1 / (1 + Math.exp(-s));
      weight[i] = step * Math.exp(logDensity(a, b, s) - logBeta);
    }
    lump(weight, 0, peak - below * step <= -FLAT, a * step);
    lump(weight, p.length - 1, peak + above * step >= FLAT, b * step);
    return new BetaNodes(p, normalized(weight));
  }

  /** Counts the steps from the peak until the weight is negligible or the integrand flat. */
  private static int reach(double a, double b, double peak, double step) {
    double top = logDensity(a, b, peak);
    int steps = 0;
    double s = peak;
    while (Math.abs(s) < FLAT && logDensity(a, b, s) - top > NEGLIGIBLE) {
      steps++;
      s = peak + steps * step;
    }
    return steps;
  }

  private static void lump(double[] weight, int end, boolean flat, double decay) {
    if (flat) {
      weight[end] /= -Math.expm1(-decay);
    }
  }

  /** The rule integrates the density itself to 1e-13; dividing by that removes what is left. */
  private static double[] normalized(double[] weight) {
    double total = Arrays.stream(weight).sum();
    return Arrays.stream(weight).map(w -> w / total).toArray();
  }

  /** a ln p + b ln(1 - p) at s = logit(p). */
  private static double logDensity(double a, double b, double s) {
    double softplus = Math.log1p(Math.exp(-Math.abs(s))) + Math.max(0, s);
    return a * (s - softplus) - b * softplus;
  }

  int size() {
    return p.length;
  }

  double p(int node) {
    return p[node];
  }

  double weight(int node) {
    return weight[node];
  }

  /** Returns E[f(p)]. */
  public double expectation(DoubleUnaryOperator f) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += weight[i] * f.applyAsDouble(p[i]);
    }
    return sum;
  }
}
