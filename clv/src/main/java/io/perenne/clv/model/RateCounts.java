// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.numeric.Derivatives;

/**
 * What the number of purchases alone contributes to a likelihood with lambda ~ Gamma(r, alpha): ln
 * (r)_n + r ln alpha with n = k x stages, summed once per distinct x by running sums, so that no
 * difference of gamma functions is ever taken.
 */
final class RateCounts {

  private final double[] customersByFrequency;
  private final int stages;

  /** Counts the customers of cells; every purchase ends the given number of stages. */
  RateCounts(HistoryCells cells, int stages) {
    this.stages = stages;
    this.customersByFrequency = new double[cells.maxFrequency() + 1];
    for (int i = 0; i < cells.size(); i++) {
      customersByFrequency[cells.frequency(i)] += cells.weight(i);
    }
  }

  /** Value and derivatives by r and alpha. */
  record Sums(
      double value,
      double perR,
      double perAlpha,
      double perR2,
      double perRAlpha,
      double perAlpha2) {

    /** Returns these as derivatives by (r, alpha, ...) in more dimensions. */
    Derivatives embedded(int dimension) {
      Derivatives sum = Derivatives.zero(dimension);
      sum.gradient()[0] = perR;
      sum.gradient()[1] = perAlpha;
      sum.hessian()[0][0] = perR2;
      sum.hessian()[0][1] = perRAlpha;
      sum.hessian()[1][0] = perRAlpha;
      sum.hessian()[1][1] = perAlpha2;
      return new Derivatives(value, sum.gradient(), sum.hessian());
    }
  }

  Sums at(double r, double alpha) {
    double logs = 0;
    double inverses = 0;
    double squares = 0;
    double value = 0;
    double perR = 0;
    double perR2 = 0;
    double customers = 0;
    int done = 0;
    for (int x = 0; x < customersByFrequency.length; x++) {
      for (; done < stages * x; done++) {
        logs += Math.log(r + done);
        inverses += 1 / (r + done);
        squares += 1 / ((r + done) * (r + done));
      }
      double w = customersByFrequency[x];
      value += w * logs;
      perR += w * inverses;
      perR2 -= w * squares;
      customers += w;
    }
    double logAlpha = Math.log(alpha);
    return new Sums(
        value + customers * r * logAlpha,
        perR + customers * logAlpha,
        customers * r / alpha,
        perR2,
        customers / alpha,
        -customers * r / (alpha * alpha));
  }
}
