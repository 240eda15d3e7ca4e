// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.fit.search.LogLikelihood;

/**
 * Analytic derivatives against central differences: the gradient to 1e-6 of the value's, the
 * Hessian to 1e-5 of the gradient's, as differences allow.
 */
public final class Differences {
  private Differences() {}

  /** Checks the derivatives of a function at a point. */
  public static void check(LogLikelihood function, double... at) {
    Derivatives here = function.at(at);
    int n = at.length;
    for (int i = 0; i < n; i++) {
      double h = 1e-5 * Math.max(Math.abs(at[i]), 1e-6);
      Derivatives up = function.at(moved(at, i, h));
      Derivatives down = function.at(moved(at, i, -h));
      double scale = Math.abs(here.value()) / Math.abs(at[i]) * 1e-4 + Math.abs(here.gradient()[i]);
      assertThat((up.value() - down.value()) / (2 * h))
          .as("gradient %d", i)
          .isCloseTo(here.gradient()[i], org.assertj.core.api.Assertions.within(1e-6 * scale));
      for (int j = 0; j < n; j++) {
        double bend =
            Math.abs(here.hessian()[i][j])
                + 1e-3 * Math.abs(here.gradient()[j] / at[i])
                + 1e-6 * Math.abs(here.value() / at[i] / at[j]);
        assertThat((up.gradient()[j] - down.gradient()[j]) / (2 * h))
            .as("hessian %d %d", i, j)
            .isCloseTo(here.hessian()[i][j], org.assertj.core.api.Assertions.within(1e-5 * bend));
      }
    }
  }

  private static double[] moved(double[] at, int i, double h) {
    double[] moved = at.clone();
    moved[i] += h;
    return moved;
  }
}
