// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.Fitter;
import io.perenne.clv.history.HistoryCells;
import java.util.List;
import java.util.Locale;

/** What fits with gamma-distributed purchase rates have in common to say. */
final class RateFindings {

  private static final double HOMOGENEOUS = 30;

  private static final double HOMOGENEOUS_DROPOUT = 50;

  /** Half of 2.71: a test at 5 percent of a parameter at the end of its range. */
  private static final double SIGNIFICANT = 1.35;

  private RateFindings() {}

  static void addSameRate(double r, double alpha, List<Finding> findings) {
    if (r > HOMOGENEOUS) {
      findings.add(
          new Finding(
              Finding.Kind.SAME_RATE,
              String.format(
                  Locale.ROOT,
                  "All customers seem to share one purchase rate, %.3g per day; only r / alpha is"
                      + " determined.",
                  r / alpha)));
    }
  }

  /** Adds a finding if lifetimes have one rate: s / beta, the mean, alone is determined. */
  static void addSameDropoutRate(double s, double beta, List<Finding> findings) {
    if (s > HOMOGENEOUS_DROPOUT) {
      findings.add(
          new Finding(
              Finding.Kind.SAME_DROPOUT,
              String.format(
                  Locale.ROOT,
                  "All customers seem to share one dropout rate, %.3g per day; only s / beta is"
                      + " determined.",
                  s / beta)));
    }
  }

  /** Adds a finding if coins have one probability: a / (a + b), the mean, alone is determined. */
  static void addSameDropoutProbability(double a, double b, List<Finding> findings) {
    if (a + b > HOMOGENEOUS_DROPOUT) {
      findings.add(
          new Finding(
              Finding.Kind.SAME_DROPOUT,
              String.format(
                  Locale.ROOT,
                  "All customers seem to share one dropout probability per purchase, %.3g; only"
                      + " the mean a / (a + b) is determined, not a and b.",
                  a / (a + b))));
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
        new Finding(
            Finding.Kind.NO_DROPOUT_SEEN,
            String.format(
                Locale.ROOT,
                "No dropout seen: %s goes to 0, a model in which nobody ever stops explains these"
                    + " histories as well (dropout changes the log-likelihood by %+.2f). Silence"
                    + " is read as a low purchase rate; a longer history may show dropout.",
                parameter,
                gain)));
    return true;
  }
}
