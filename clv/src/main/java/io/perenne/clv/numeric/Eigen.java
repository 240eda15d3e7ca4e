// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

/**
 * The eigenvalues and eigenvectors of a small symmetric matrix, by cyclic Jacobi rotations.
 *
 * @param values eigenvalues, in no particular order
 * @param vectors eigenvectors as columns: vectors[row][k] belongs to values[k]
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
public record Eigen(double[] values, double[][] vectors) {

  public static Eigen of(double[][] symmetric) {
    int n = symmetric.length;
    double[][] m = new double[n][];
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      m[i] = symmetric[i].clone();
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < 60; sweep++) {
      boolean rotated = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotated |= rotate(m, v, p, q);
        }
      }
      if (!rotated) {
        break;
      }
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = m[i][i];
    }
    return new Eigen(values, v);
  }

  private static boolean rotate(double[][] m, double[][] v, int p, int q) {
    double off = m[p][q];
    if (Math.abs(off) <= 1e-17 * Math.sqrt(Math.abs(m[p][p] * m[q][q])) || off == 0) {
      return false;
    }
    double theta = (m[q][q] - m[p][p]) / (2 * off);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double c = 1 / Math.hypot(t, 1);
    double s = t * c;
    for (int k = 0; k < m.length; k++) {
      double mkp = m[k][p];
      double mkq = m[k][q];
      m[k][p] = c * mkp - s * mkq;
      m[k][q] = s * mkp + c * mkq;
      double vkp = v[k][p];
      double vkq = v[k][q];
      v[k][p] = c * vkp - s * vkq;
      v[k][q] = s * vkp + c * vkq;
    }
    for (int k = 0; k < m.length; k++) {
      double mpk = m[p][k];
      double mqk = m[q][k];
      m[p][k] = c * mpk - s * mqk;
      m[q][k] = s * mpk + c * mqk;
    }
    return true;
  }

  public double smallest() {
    double min = values[0];
    for (double value : values) {
      min = Math.min(min, value);
    }
    return min;
  }

  public double largest() {
    double max = values[0];
    for (double value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  /** Returns the projection of a vector on each eigenvector. */
  public double[] project(double[] vector) {
    double[] projected = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      for (int i = 0; i < values.length; i++) {
        projected[k] += vectors[i][k] * vector[i];
      }
    }
    return projected;
  }

  /** Returns the vector with the given coefficients on the eigenvectors. */
  public double[] combine(double[] coefficients) {
    double[] vector = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      for (int k = 0; k < values.length; k++) {
        vector[i] += vectors[i][k] * coefficients[k];
      }
    }
    return vector;
  }

  /** Returns the inverse, with eigenvalues below a floor raised to it. */
  public double[][] inverse(double floor) {
    int n = values.length;
    double[][] inverse = new double[n][n];
    for (int k = 0; k < n; k++) {
      double scale = 1 / Math.max(values[k], floor);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          inverse[i][j] += scale * vectors[i][k] * vectors[j][k];
        }
      }
    }
    return inverse;
  }
}
