// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

/**
 * The stages of a regular customer, of which every k-th ends in a purchase: the probabilities of
 * how many, 0 to k - 1, have passed unseen since the last purchase.
 *
 * <p>They are proportional to c_j = (rho)_j / j! q^j with q = (T - t_x) / (A + T), A the rate
 * parameter, and given j the rate is Gamma(rho + j, A + T).
 */
final class ErlangStages {

  private ErlangStages() {}

  /** Returns the sum of c_j over the first stages. */
  static double sum(int stages, double rho, double q) {
    double term = 1;
    double sum = 1;
    for (int j = 1; j < stages; j++) {
      term *= (rho + (j - 1)) / j * q;
      sum += term;
    }
    return sum;
  }

  /** Returns c_j over the sum. */
  static double probability(int phase, int stages, double rho, double q) {
    double term = 1;
    for (int j = 1; j <= phase; j++) {
      term *= (rho + (j - 1)) / j * q;
    }
    return term / sum(stages, rho, q);
  }

  /** Returns d ln(sum) / du at q = u / (scale + u). */
  static double slope(int stages, double rho, double scale, double u) {
    double perU = scale / ((scale + u) * (scale + u));
    double q = u / (scale + u);
    double term = 1; // c_(j-1)
    double sum = 1;
    double perQ = 0;
    for (int j = 1; j < stages; j++) {
      double factor = (rho + (j - 1)) / j;
      perQ += j * factor * term;
      term *= factor * q;
      sum += term;
    }
    return perQ / sum * perU;
  }
}
