// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

/**
 * A function of a few variables by its value, gradient and Hessian at a point; arithmetic on jets
 * carries derivatives along exactly (automatic differentiation, forward, second order).
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
public record Jet(double value, double[] gradient, double[][] hessian) {

  /** Returns the i-th of some variables at a value. */
  public static Jet variable(double value, int i, int dimension) {
    double[] gradient = new double[dimension];
    gradient[i] = 1;
    return new Jet(value, gradient, new double[dimension][dimension]);
  }

  public Jet plus(Jet other) {
    return combined(value + other.value, 1, 1, 0, other);
  }

  public Jet times(Jet other) {
    return combined(value * other.value, other.value, value, 1, other);
  }

  /** Returns e to the power of this. */
  public Jet exp() {
    double e = Math.exp(value);
    return composed(e, e, e);
  }

  /** Returns the natural logarithm of this. */
  public Jet log() {
    return composed(Math.log(value), 1 / value, -1 / (value * value));
  }

  /** Returns this and a number. */
  public Jet plus(double number) {
    return composed(value + number, 1, 0);
  }

  /** Returns 1 divided by this. */
  public Jet inverse() {
    double inverse = 1 / value;
    return composed(inverse, -inverse * inverse, 2 * inverse * inverse * inverse);
  }

  public Jet negated() {
    return composed(-value, -1, 0);
  }

  /** f(this), by f and its first two derivatives at the value. */
  private Jet composed(double f, double slope, double bend) {
    int n = gradient.length;
    double[] g = new double[n];
    double[][] h = new double[n][n];
    for (int i = 0; i < n; i++) {
      g[i] = slope * gradient[i];
      for (int j = 0; j < n; j++) {
        h[i][j] = slope * hessian[i][j] + bend * gradient[i] * gradient[j];
      }
    }
    return new Jet(f, g, h);
  }

  /** f(this, other), by f, its two slopes and its mixed derivative; f bends in no other way. */
  private Jet combined(double f, double mine, double others, double mixed, Jet other) {
    int n = gradient.length;
    double[] g = new double[n];
    double[][] h = new double[n][n];
    for (int i = 0; i < n; i++) {
      g[i] = mine * gradient[i] + others * other.gradient[i];
      for (int j = 0; j < n; j++) {
        h[i][j] =
            mine * hessian[i][j]
                + others * other.hessian[i][j]
                + mixed * (gradient[i] * other.gradient[j] + gradient[j] * other.gradient[i]);
      }
    }
    return new Jet(f, g, h);
  }

  /**
   * Returns a function of some inner quantities as a function of the variables that move these.
   *
   * @param outer the function at the inner values, with derivatives by them
   * @param inner the inner quantities
   */
  public static Derivatives chain(Derivatives outer, Jet[] inner) {
    int n = inner[0].gradient.length;
    Derivatives sum = Derivatives.zero(n);
    for (int k = 0; k < inner.length; k++) {
      double slope = outer.gradient()[k];
      for (int i = 0; i < n; i++) {
        sum.gradient()[i] += slope * inner[k].gradient[i];
        for (int j = 0; j < n; j++) {
          sum.hessian()[i][j] += slope * inner[k].hessian[i][j];
        }
      }
      for (int l = 0; l < inner.length; l++) {
        addProduct(outer.hessian()[k][l], inner[k].gradient, inner[l].gradient, sum.hessian());
      }
    }
    return new Derivatives(outer.value(), sum.gradient(), sum.hessian());
  }

  private static void addProduct(double factor, double[] left, double[] right, double[][] sum) {
    for (int i = 0; i < left.length; i++) {
      for (int j = 0; j < right.length; j++) {
        sum[i][j] += factor * left[i] * right[j];
      }
    }
  }
}
