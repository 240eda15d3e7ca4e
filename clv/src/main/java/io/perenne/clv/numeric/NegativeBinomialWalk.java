// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

/**
 * The negative binomial probabilities P(N = n) and P(N &ge; n) for n = 0, 1, 2, ... by recurrence:
 * a few operations per step instead of a special function.
 *
 * <p>Used by one thread, once. The tails are accurate to 1e-16 absolutely.
 */
public final class NegativeBinomialWalk {

  /** Below this P(N = 0) would lose digits or underflow. */
  private static final double LOWEST_LOG = -690;

  private final double shape;
  private final double move;
  private final double logStay;
  private int n;
  private int first;
  private double probability;
  private double atLeast;

  public NegativeBinomialWalk(double shape, double scale, double t) {
    this.shape = shape;
    this.move = t / (scale + t);
    this.logStay = -Math.log1p(t / scale);
    double logNone = shape * logStay;
    this.atLeast = 1;
    if (logNone > LOWEST_LOG) {
      probability = Math.exp(logNone);
    } else {
      first = firstNoticeable(t / scale);
      probability = first == 0 ? Math.exp(log(first)) : 0;
    }
  }

  private double log(int m) {
    return Gammas.logRising(shape, m)
        - Gammas.logRising(1, m)
        + shape * logStay
        + m * Math.log(move);
  }

  /**
   * The probabilities rise up to the mode, so the first that does not underflow can be bisected.
   */
  private int firstNoticeable(double perShape) {
    int low = 0;
    int high = (int) Math.min(1e9, Math.max(0, (shape - 1) * perShape));
    while (high - low > 1) {
      int middle = low + (high - low) / 2;
      if (log(middle) > LOWEST_LOG) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** Returns P(N = n) at the current n. */
  public double probability() {
    return probability;
  }

  /** Returns P(N &ge; n) at the current n. */
  public double atLeast() {
    return atLeast;
  }

  /** Moves on to n + 1. */
  public void next() {
    if (n == 0 && first == 0) {
      atLeast = -Math.expm1(shape * logStay);
    } else {
      atLeast = Math.max(0, atLeast - probability);
    }
    n++;
    if (n == first) {
      probability = Math.exp(log(n));
    } else if (n > first) {
      probability *= (shape + (n - 1)) / n * move;
    }
    // beyond the mode the tail is below a geometric series: rounding cannot keep it up
    double ratio = shape < 1 ? move : (shape + n) / (n + 1.0) * move;
    if (n > first && ratio < 1) {
      atLeast = Math.min(atLeast, probability / (1 - ratio));
    }
  }

  /** Moves on to a later n. */
  public void advanceTo(int later) {
    while (n < later) {
      next();
    }
  }
}
