// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import java.util.List;

/** The lower triangular root of a covariance matrix. */
public final class Cholesky {

  private Cholesky() {}

  /** Returns L with L L' = covariance; directions without variance get none. */
  public static double[][] of(List<List<Double>> covariance) {
    int n = covariance.size();
    double[][] root = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = covariance.get(i).get(j);
        for (int k = 0; k < j; k++) {
          rest -= root[i][k] * root[j][k];
        }
        if (i == j) {
          root[i][i] = Math.sqrt(Math.max(0, rest));
        } else {
          root[i][j] = root[j][j] > 0 ? rest / root[j][j] : 0;
        }
      }
    }
    return root;
  }
}
