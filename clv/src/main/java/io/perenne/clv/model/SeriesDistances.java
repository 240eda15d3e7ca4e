// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.CovariateSeries;

/**
 * The covariates of a series that a model reads, as distances from their means, by period.
 *
 * @param series the series
 * @param z the distances, first by period
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, never compared
record SeriesDistances(CovariateSeries series, double[][] z) {

  /**
   * Returns the distances.
   *
   * @param read which covariates of the series are read
   * @param means of each of those
   */
  static SeriesDistances of(CovariateSeries series, int[] read, double[] means) {
    double[][] z = new double[series.periods()][read.length];
    for (int p = 0; p < z.length; p++) {
      for (int k = 0; k < read.length; k++) {
        z[p][k] = series.value(p, read[k]) - means[k];
      }
    }
    return new SeriesDistances(series, z);
  }

  /** Returns g'z in a period. */
  double predictor(int period, double[] coefficients) {
    double sum = 0;
    for (int k = 0; k < coefficients.length; k++) {
      sum += coefficients[k] * z[period][k];
    }
    return sum;
  }
}
