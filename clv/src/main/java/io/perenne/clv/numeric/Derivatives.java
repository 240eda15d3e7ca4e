// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

/**
 * A function's value at a point with its gradient and Hessian.
 *
 * @param value the value; not finite where the function is not defined
 * @param gradient first derivatives
 * @param hessian second derivatives, symmetric
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
public record Derivatives(double value, double[] gradient, double[][] hessian) {

  /** Returns zero with zero derivatives, to be added to. */
  public static Derivatives zero(int dimension) {
    return new Derivatives(0, new double[dimension], new double[dimension][dimension]);
  }

  public Derivatives plus(Derivatives other) {
    int n = gradient.length;
    Derivatives sum = zero(n);
    for (int i = 0; i < n; i++) {
      sum.gradient[i] = gradient[i] + other.gradient[i];
      for (int j = 0; j < n; j++) {
        sum.hessian[i][j] = hessian[i][j] + other.hessian[i][j];
      }
    }
    return new Derivatives(value + other.value, sum.gradient, sum.hessian);
  }

  /** Returns the derivatives by the same variables with the i-th divided by a factor. */
  public Derivatives scaled(int i, double factor) {
    Derivatives scaled = zero(gradient.length).plus(this);
    scaled.gradient[i] *= factor;
    for (int j = 0; j < gradient.length; j++) {
      scaled.hessian[i][j] *= factor;
      scaled.hessian[j][i] *= factor;
    }
    return scaled;
  }

  /** Returns whether the value and every derivative are finite. */
  public boolean isFinite() {
    double sum = value;
    for (int i = 0; i < gradient.length; i++) {
      sum += gradient[i];
      for (double h : hessian[i]) {
        sum += h;
      }
    }
    return Double.isFinite(sum);
  }
}
