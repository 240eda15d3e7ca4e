// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.season;

import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.numeric.Derivatives;

/**
 * The log-likelihood of daily counts n_d ~ Poisson(m_d exp(c + b'f_d)), up to a constant, by the
 * level c and the coefficients b.
 */
final class SeasonLikelihood implements LogLikelihood {

  private final double[] counts;
  private final double[] means;
  private final double[][] terms;

  /**
   * @param counts n by day
   * @param means m by day, what is expected on an average day in its place
   * @param terms f by day
   */
  SeasonLikelihood(double[] counts, double[] means, double[][] terms) {
    this.counts = counts;
    this.means = means;
    this.terms = terms;
  }

  @Override
  public Derivatives at(double[] parameters) {
    Derivatives sum = Derivatives.zero(parameters.length);
    double value = 0;
    double[] f = new double[parameters.length];
    f[0] = 1;
    for (int d = 0; d < counts.length; d++) {
      System.arraycopy(terms[d], 0, f, 1, terms[d].length);
      double log = 0;
      for (int i = 0; i < f.length; i++) {
        log += parameters[i] * f[i];
      }
      double mean = means[d] * Math.exp(log);
      value += counts[d] * log - mean;
      for (int i = 0; i < f.length; i++) {
        sum.gradient()[i] += (counts[d] - mean) * f[i];
        for (int j = 0; j < f.length; j++) {
          sum.hessian()[i][j] -= mean * f[i] * f[j];
        }
      }
    }
    return new Derivatives(value, sum.gradient(), sum.hessian());
  }
}
