// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import java.util.function.DoubleUnaryOperator;

/**
 * The 16-point Gauss-Legendre rule, exact for polynomials of degree 31.
 *
 * <p>Nodes and weights are the roots of the Legendre polynomial computed with 40 digits (mpmath)
 * and rounded.
 */
public final class GaussLegendre {

  /** Number of points of the rule. */
  public static final int POINTS = 16;

  private static final double[] HALF_NODES = {
    0.09501250983763744,
    0.2816035507792589,
    0.45801677765722737,
    0.6178762444026438,
    0.755404408355003,
    0.8656312023878318,
    0.9445750230732326,
    0.9894009349916499
  };

  private static final double[] HALF_WEIGHTS = {
    0.1894506104550685,
    0.18260341504492358,
    0.16915651939500254,
    0.14959598881657674,
    0.12462897125553388,
    0.09515851168249279,
    0.062253523938647894,
    0.027152459411754096
  };

  /** Number of points of the short rule. */
  public static final int FEW = 5;

  /** The roots of the Legendre polynomial of degree 5 and their weights in closed form. */
  private static final double INNER = Math.sqrt(5 - 2 * Math.sqrt(10 / 7.0)) / 3;

  private static final double OUTER = Math.sqrt(5 + 2 * Math.sqrt(10 / 7.0)) / 3;
  private static final double INNER_WEIGHT = (322 + 13 * Math.sqrt(70)) / 900;
  private static final double OUTER_WEIGHT = (322 - 13 * Math.sqrt(70)) / 900;
  private static final double[] FEW_NODES = {-OUTER, -INNER, 0, INNER, OUTER};
  private static final double[] FEW_WEIGHTS = {
    OUTER_WEIGHT, INNER_WEIGHT, 128 / 225.0, INNER_WEIGHT, OUTER_WEIGHT
  };

  private GaussLegendre() {}

  /** Returns a node of the short rule, exact for polynomials of degree 9, on [0, 1]. */
  public static double fewNode(int index) {
    return 0.5 * (1 + FEW_NODES[index]);
  }

  /** Returns a weight of the short rule on [0, 1]; they sum to 1. */
  public static double fewWeight(int index) {
    return 0.5 * FEW_WEIGHTS[index];
  }

  /** Returns a node of the rule on [0, 1]. */
  public static double node(int index) {
    int half = POINTS / 2;
    double x = index < half ? -HALF_NODES[half - 1 - index] : HALF_NODES[index - half];
    return 0.5 * (1 + x);
  }

  /** Returns a weight of the rule on [0, 1]; they sum to 1. */
  public static double weight(int index) {
    int half = POINTS / 2;
    return 0.5 * (index < half ? HALF_WEIGHTS[half - 1 - index] : HALF_WEIGHTS[index - half]);
  }

  /** Returns the integral of f over [from, to] by equal panels of the rule, at least one. */
  public static double integrate(DoubleUnaryOperator f, double from, double to, int atLeast) {
    int panels = Math.max(1, atLeast);
    double width = (to - from) / panels;
    double sum = 0;
    for (int panel = 0; panel < panels; panel++) {
      double start = from + panel * width;
      for (int i = 0; i < POINTS; i++) {
        sum += weight(i) * f.applyAsDouble(start + width * node(i));
      }
    }
    return sum * width;
  }

  /** Receives the nodes of a rule. */
  public interface Node {
    /** Takes a node with its weight. */
    void at(double x, double weight);
  }

  /** Hands out the nodes and weights of {@link #integrate}. */
  public static void nodes(double from, double to, int atLeast, Node node) {
    int panels = Math.max(1, atLeast);
    double width = (to - from) / panels;
    for (int panel = 0; panel < panels; panel++) {
      double start = from + panel * width;
      for (int i = 0; i < POINTS; i++) {
        node.at(start + width * node(i), width * weight(i));
      }
    }
  }
}
