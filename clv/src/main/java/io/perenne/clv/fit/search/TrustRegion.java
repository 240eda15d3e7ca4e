// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit.search;

import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.Eigen;
import java.util.function.Function;

/**
 * Newton's method for a maximum, kept within a region where its quadratic model has proved
 * trustworthy; for a handful of dimensions.
 *
 * <p>The subproblem is solved exactly in the eigenvectors of the Hessian (Nocedal and Wright,
 * Numerical Optimization, section 4.3), so indefinite Hessians need no special care.
 */
final class TrustRegion {

  private static final int MAX_ITERATIONS = 200;

  private static final double SMALL_STEP = 0.01;

  /** A gain of this, relative to the value, is within what exact cells may yet add to coarse. */
  private static final double FLAT = 1e-6;

  private final Function<double[], Derivatives> function;

  /** A step that promises less than this, absolutely and relative to the value, is the last. */
  private final double absoluteGain;

  private final double relativeGain;

  TrustRegion(Function<double[], Derivatives> function, double absoluteGain, double relativeGain) {
    this.function = function;
    this.absoluteGain = absoluteGain;
    this.relativeGain = relativeGain;
  }

  /**
   * Where the search ended.
   *
   * @param theta the point
   * @param at the function there
   * @param iterations accepted steps
   * @param evaluations evaluations of the function
   * @param converged whether no step promises a gain that could be told from rounding
   */
  @SuppressWarnings("ArrayRecordComponent") // package-private, never compared
  record Optimum(
      double[] theta, Derivatives at, int iterations, int evaluations, boolean converged) {}

  Optimum maximize(double[] start) {
    double[] theta = start;
    Derivatives at = function.apply(theta);
    double radius = 1;
    int evaluations = 1;
    int iterations = 0;
    while (at.isFinite() && evaluations < MAX_ITERATIONS) {
      Eigen curvature = Eigen.of(negated(at.hessian()));
      double[] slope = curvature.project(at.gradient());
      double[] move = move(curvature.values(), slope, radius);
      double promised = gain(curvature.values(), slope, move);
      double[] candidate = added(theta, curvature.combine(move));
      Derivatives there = function.apply(candidate);
      evaluations++;
      double noise = Math.max(absoluteGain, relativeGain * Math.abs(at.value()));
      double gained = there.value() - at.value();
      boolean last = promised <= noise;
      if (there.isFinite() && (gained > 0.05 * promised || (last && gained > -noise))) {
        theta = candidate;
        at = there;
        iterations++;
      }
      if (last) {
        return new Optimum(theta, at, iterations, evaluations, isFlat(at));
      }
      double ratio = there.isFinite() ? gained / promised : 0;
      double length = norm(move);
      radius = ratio < 0.25 ? 0.25 * length : ratio > 0.75 ? Math.max(radius, 2 * length) : radius;
      if (radius < 1e-12) {
        break;
      }
    }
    return new Optimum(theta, at, iterations, evaluations, isFlat(at));
  }

  /**
   * Returns whether even a step of a fixed small length promises next to nothing: a region that had
   * to shrink to nothing promises little anywhere.
   */
  private static boolean isFlat(Derivatives at) {
    if (!at.isFinite()) {
      return false;
    }
    Eigen curvature = Eigen.of(negated(at.hessian()));
    double[] slope = curvature.project(at.gradient());
    double promised = gain(curvature.values(), slope, move(curvature.values(), slope, SMALL_STEP));
    return promised <= FLAT * Math.max(1, Math.abs(at.value()));
  }

  /** The best step of at most the given length, in eigen-coordinates. */
  private static double[] move(double[] curvature, double[] slope, double radius) {
    double lowest = Double.POSITIVE_INFINITY;
    double steepest = 0;
    for (int k = 0; k < slope.length; k++) {
      lowest = Math.min(lowest, curvature[k]);
      steepest = Math.max(steepest, Math.abs(slope[k]));
    }
    if (lowest > 0 && norm(shifted(curvature, slope, 0)) <= radius) {
      return shifted(curvature, slope, 0);
    }
    // the shift at which the step has the length of the radius lies between these
    double low = Math.max(0, -lowest);
    double high = low + Math.sqrt(slope.length) * steepest / radius + 1e-300;
    for (int i = 0; i < 100 && high - low > 1e-12 * high; i++) {
      double middle = 0.5 * (low + high);
      if (norm(shifted(curvature, slope, middle)) > radius) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return shifted(curvature, slope, high);
  }

  private static double[] shifted(double[] curvature, double[] slope, double shift) {
    double[] move = new double[slope.length];
    for (int k = 0; k < slope.length; k++) {
      move[k] = slope[k] == 0 ? 0 : slope[k] / (curvature[k] + shift);
    }
    return move;
  }

  private static double gain(double[] curvature, double[] slope, double[] move) {
    double gain = 0;
    for (int k = 0; k < move.length; k++) {
      gain += move[k] * (slope[k] - 0.5 * curvature[k] * move[k]);
    }
    return gain;
  }

  private static double[][] negated(double[][] matrix) {
    double[][] negated = new double[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        negated[i][j] = -matrix[i][j];
      }
    }
    return negated;
  }

  private static double[] added(double[] left, double[] right) {
    double[] sum = left.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += right[i];
    }
    return sum;
  }

  private static double norm(double[] vector) {
    double sum = 0;
    for (double v : vector) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }
}
