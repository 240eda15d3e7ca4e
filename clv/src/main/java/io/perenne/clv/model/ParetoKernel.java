// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.numeric.GaussLegendre;
import io.perenne.clv.numeric.Logs;

/*
 * Everything about a Pareto/NBD customer follows from one positive integral over the unseen time y of
 * dropout,
 *
 *   alive = (alpha + T)^-rho S(T),   dead = int_{t_x}^{T} (alpha + y)^-rho f(y) dy,
 *
 * with rho = r + x, S(y) = (beta / (beta + y))^s and f = -S'. With m = min(alpha, beta), M = max and
 * v = ln((m + y) / (m + t_x)) the integrand is, up to a factor, e^(-kappa v) (1 + c e^-v)^-E:
 * positive, analytic for |Im v| < pi, and largest at v = 0. Panels of the 16-point Gauss-Legendre rule
 * are chosen so short that its logarithm is nearly straight on each; the relative error is about
 * 1e-14 whatever the parameters, where the hypergeometric form of the literature overflows or cancels.
 */
/** The integral over the unseen dropout time of one Pareto/NBD customer, panel by panel. */
final class ParetoKernel {

  private static final double NEGLIGIBLE = Math.exp(-42);

  /** The share of a panel's width at which five nodes do: their error is about that of sixteen. */
  private static final double SHORT = 0.1;

  /** kappa = r + s + x. */
  private final double kappa;

  private final double power;
  private final double c;
  private final double log1pC;
  private final double end;

  ParetoKernel(double r, double alpha, double s, double beta, int x, double recency, double age) {
    double m = Math.min(alpha, beta);
    this.kappa = r + s + x;
    this.power = alpha <= beta ? s + 1 : r + x;
    this.c = Math.abs(beta - alpha) / (m + recency);
    this.log1pC = Logs.log1p(c);
    this.end = Logs.log1p((age - recency) / (m + recency));
  }

  /** Receives the nodes of the integral. */
  interface Visitor {
    /**
     * Adds a node.
     *
     * @param v where
     * @param shrink e^-v
     * @param logRatio ln(1 + c e^-v)
     * @param weight its share of the integral, relative to the integrand at v = 0
     */
    void add(double v, double shrink, double logRatio, double weight);
  }

  /** Returns the integral relative to the integrand at v = 0, telling every node. */
  double integrate(Visitor visitor) {
    if (end <= SHORT * panelWidth(0)) {
      return integrateShort(visitor);
    }
    double sum = 0;
    double start = 0;
    while (start < end) {
      double width = Math.min(panelWidth(start), end - start);
      double panel = 0;
      for (int i = 0; i < GaussLegendre.POINTS; i++) {
        double v = start + width * GaussLegendre.node(i);
        double shrink = Math.exp(-v);
        double logRatio = Logs.log1p(c * shrink);
        double weight =
            width * GaussLegendre.weight(i) * Math.exp(-kappa * v - power * (logRatio - log1pC));
        visitor.add(v, shrink, logRatio, weight);
        panel += weight;
      }
      sum += panel;
      start += width;
      if (panel < NEGLIGIBLE * sum) {
        break;
      }
    }
    return sum;
  }

  /** Where the logarithm is straight to the last digit five nodes are as good as sixteen. */
  private double integrateShort(Visitor visitor) {
    double sum = 0;
    for (int i = 0; i < GaussLegendre.FEW; i++) {
      double v = end * GaussLegendre.fewNode(i);
      double shrink = Math.exp(-v);
      double logRatio = Logs.log1p(c * shrink);
      double weight =
          end * GaussLegendre.fewWeight(i) * Math.exp(-kappa * v - power * (logRatio - log1pC));
      visitor.add(v, shrink, logRatio, weight);
      sum += weight;
    }
    return sum;
  }

  /** Short enough that slope and bend of the logarithm of the integrand stay moderate. */
  private double panelWidth(double v) {
    double odds = c * Math.exp(-v);
    double share = odds / (1 + odds);
    double slope = Math.abs(kappa - power * share);
    double bend = power * share * (1 - share);
    if (odds > 1 && odds < Math.E) {
      bend = power / 4; // the bend is largest where the odds are 1, just ahead
    }
    return Math.min(1.5, Math.min(7 / slope, 3.5 / Math.sqrt(bend)));
  }

  /** Returns ln(dead / alive), -infinity if no time has passed since the last purchase. */
  static double logOddsOfDropout(
      double r, double alpha, double s, double beta, int x, double recency, double age) {
    if (age == recency) {
      return Double.NEGATIVE_INFINITY;
    }
    ParetoKernel kernel = new ParetoKernel(r, alpha, s, beta, x, recency, age);
    double integral = kernel.integrate((v, shrink, logRatio, weight) -> {});
    return logOddsAtStart(r, alpha, s, beta, x, recency, age) + Math.log(integral);
  }

  /** ln of the factor that turns the relative integral into dead / alive. */
  static double logOddsAtStart(
      double r, double alpha, double s, double beta, int x, double recency, double age) {
    double silence = age - recency;
    return Math.log(s)
        + (r + x) * Math.log1p(silence / (alpha + recency))
        + s * Math.log1p(silence / (beta + recency))
        + Math.log((Math.min(alpha, beta) + recency) / (beta + recency));
  }
}
