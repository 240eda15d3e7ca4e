// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.numeric.GaussLegendre;
import io.perenne.clv.numeric.LogSum;

/**
 * Nodes for the integral over the unseen time y of dropout, t_x to T, of (alpha + y)^-rho S2(y)
 * f(y), for any number of stages per purchase and Gompertz lifetimes.
 *
 * <p>In v = ln((m + y) / (m + t_x)) with m = min(alpha, beta) the rule has panels on which the
 * logarithm of the integrand moves by a few units and is nearly straight; every term is positive.
 */
final class UnseenDropout {

  /** A panel of less than e^-42 of the integral is the last. */
  private static final double NEGLIGIBLE = -42;

  private final int stages;
  private final double rho;
  private final double alpha;
  private final double m;
  private final GompertzLaw law;

  UnseenDropout(int stages, double rho, double alpha, double beta, GompertzLaw law) {
    this.stages = stages;
    this.rho = rho;
    this.alpha = alpha;
    this.m = Math.min(alpha, beta);
    this.law = law;
  }

  /** Receives the nodes. */
  interface Visitor {
    /**
     * Adds dropout at y.
     *
     * @param logWeight the logarithm of its quadrature weight (per day)
     * @return the logarithm of its share of the integral, on any scale
     */
    double add(double y, double logWeight);
  }

  void visit(double recency, double age, Visitor visitor) {
    double start = m + recency;
    double end = Math.log1p((age - recency) / start);
    LogSum total = new LogSum();
    double v = 0;
    while (v < end) {
      double width = panel(recency, v, end - v);
      LogSum panel = new LogSum();
      for (int i = 0; i < GaussLegendre.POINTS; i++) {
        double grown = start * Math.exp(v + width * GaussLegendre.node(i));
        double y = Math.min(age, Math.max(recency, grown - m));
        double share = visitor.add(y, Math.log(width * GaussLegendre.weight(i) * grown));
        panel.add(share);
        total.add(share);
      }
      v += width;
      if (panel.log() <= total.log() + NEGLIGIBLE && slope(recency, v) < 0) {
        break;
      }
    }
  }

  /** Halves the panel until the logarithm of the integrand is calm on it. */
  private double panel(double recency, double v, double left) {
    double width = Math.min(1.5, left);
    double near = slope(recency, v);
    for (int halvings = 0; halvings < 40; halvings++) {
      double far = slope(recency, v + width);
      if (Math.max(Math.abs(near), Math.abs(far)) * width <= 7
          && Math.abs(far - near) * width <= 8) {
        return width;
      }
      width *= 0.5;
    }
    return width;
  }

  /** d ln(integrand) / dv. */
  private double slope(double recency, double v) {
    double grown = (m + recency) * Math.exp(v);
    double y = grown - m;
    double slope = law.logDensitySlope(y) - rho / (alpha + y);
    if (stages > 1) {
      slope += ErlangStages.slope(stages, rho, alpha + recency, Math.max(0, y - recency));
    }
    return 1 + grown * slope;
  }
}
