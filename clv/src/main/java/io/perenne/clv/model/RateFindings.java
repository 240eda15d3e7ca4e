// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.history.HistoryCells;
import java.util.List;

/** What fits with gamma-distributed purchase rates have in common to say. */
final class RateFindings {

  private static final double HOMOGENEOUS = 30;

  private static final double HOMOGENEOUS_DROPOUT = 50;

  /** Half of 2.71: a test at 5 percent of a parameter at the end of its range. */
  private static final double SIGNIFICANT = 1.35;

  private RateFindings() {}

  static void addSameRate(double r, double alpha, List<Finding> findings) {
    if (r > HOMOGENEOUS) {
      findings.add(Finding.of(Finding.Kind.SAME_RATE, "finding.same-rate", r / alpha));
    }
  }

  /** Adds a finding if lifetimes have one rate: s / beta, the mean, alone is determined. */
  static void addSameDropoutRate(double s, double beta, List<Finding> findings) {
    if (s > HOMOGENEOUS_DROPOUT) {
      findings.add(Finding.of(Finding.Kind.SAME_DROPOUT, "finding.same-dropout.rate", s / beta));
    }
  }

  /** Adds a finding if coins have one probability: a / (a + b), the mean, alone is determined. */
  static void addSameDropoutProbability(double a, double b, List<Finding> findings) {
    if (a + b > HOMOGENEOUS_DROPOUT) {
      findings.add(
          Finding.of(Finding.Kind.SAME_DROPOUT, "finding.same-dropout.probability", a / (a + b)));
    }
  }

  /**
   * Adds a finding if the data are explained as well without dropout.
   *
   * @param parameter the parameter that goes to 0
   * @return whether it was added
   */
  static boolean addNoDropout(
      Fitter.Peak peak, HistoryCells cells, String parameter, List<Finding> findings) {
    double gain = peak.plain() - NbdFamily.bestLogLikelihood(cells);
    if (!(gain < SIGNIFICANT)) {
      return false;
    }
    findings.add(
        Finding.of(Finding.Kind.NO_DROPOUT_SEEN, "finding.no-dropout-seen", parameter, gain));
    return true;
  }
}
