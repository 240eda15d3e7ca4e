// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import java.util.Arrays;

/**
 * The logarithm of a sum of terms with its derivatives: the gradient is the mean of the gradients
 * of the terms' logarithms weighted by their shares, the Hessian the mean of theirs plus the
 * covariance of the gradients (Louis, 1982).
 *
 * <p>Terms are added one by one with {@link #start}, {@link #gradient}, {@link #hessian}, {@link
 * #end}; moments are kept as deviations from the first term's gradient, so that nothing cancels.
 * Reused by one thread from customer to customer.
 */
public final class MixtureDerivatives {

  private final int dimension;
  private final double[] g;
  private final double[] h;
  private final double[] origin;
  private final double[] mean;
  private final double[] square;
  private final double[] bend;
  private boolean empty;
  private double top;
  private double total;
  private double log;

  public MixtureDerivatives(int dimension) {
    this.dimension = dimension;
    this.g = new double[dimension];
    this.h = new double[pairs(dimension)];
    this.origin = new double[dimension];
    this.mean = new double[dimension];
    this.square = new double[h.length];
    this.bend = new double[h.length];
  }

  private static int pairs(int dimension) {
    return dimension * (dimension + 1) / 2;
  }

  /** Returns how many sums value, gradient and Hessian take. */
  public static int terms(int dimension) {
    return 1 + dimension + pairs(dimension);
  }

  public void reset() {
    empty = true;
    total = 0;
    Arrays.fill(mean, 0);
    Arrays.fill(square, 0);
    Arrays.fill(bend, 0);
  }

  /** Begins a term with the given logarithm, whose derivatives are 0 until told. */
  public void start(double logarithm) {
    log = logarithm;
    Arrays.fill(g, 0);
    Arrays.fill(h, 0);
  }

  public void gradient(int i, double value) {
    g[i] = value;
  }

  /** Sets a second derivative, i &le; j. */
  public void hessian(int i, int j, double value) {
    h[index(i, j)] = value;
  }

  private int index(int i, int j) {
    return i * dimension - i * (i - 1) / 2 + j - i;
  }

  public void end() {
    if (empty) {
      empty = false;
      top = log;
      System.arraycopy(g, 0, origin, 0, dimension);
    } else if (log > top) {
      double shrink = Math.exp(top - log);
      total *= shrink;
      scale(mean, shrink);
      scale(square, shrink);
      scale(bend, shrink);
      top = log;
    }
    double share = Math.exp(log - top);
    total += share;
    int pair = 0;
    for (int i = 0; i < dimension; i++) {
      double di = g[i] - origin[i];
      mean[i] += share * di;
      for (int j = i; j < dimension; j++) {
        square[pair] += share * di * (g[j] - origin[j]);
        bend[pair] += share * h[pair];
        pair++;
      }
    }
  }

  private static void scale(double[] sums, double factor) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] *= factor;
    }
  }

  /** Adds weight times value, gradient and Hessian. */
  public void addTo(double[] sums, double weight) {
    sums[0] += weight * (top + Math.log(total));
    int pair = 0;
    for (int i = 0; i < dimension; i++) {
      double mi = mean[i] / total;
      sums[1 + i] += weight * (origin[i] + mi);
      for (int j = i; j < dimension; j++) {
        double covariance = square[pair] / total - mi * mean[j] / total;
        sums[1 + dimension + pair] += weight * (bend[pair] / total + covariance);
        pair++;
      }
    }
  }

  public static Derivatives unpacked(double[] sums, int dimension) {
    Derivatives zero = Derivatives.zero(dimension);
    int pair = 1 + dimension;
    for (int i = 0; i < dimension; i++) {
      zero.gradient()[i] = sums[1 + i];
      for (int j = i; j < dimension; j++) {
        zero.hessian()[i][j] = sums[pair];
        zero.hessian()[j][i] = sums[pair];
        pair++;
      }
    }
    return new Derivatives(sums[0], zero.gradient(), zero.hessian());
  }
}
