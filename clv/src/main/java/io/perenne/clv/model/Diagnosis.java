// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What any optimum can be told from its numbers alone. */
final class Diagnosis {

  private static final double FAR_OUT = 8;
  private static final double ILL_CONDITIONED = 1e6;

  private Diagnosis() {}

  /** Returns what can be told where no family has findings of its own. */
  static List<Finding> of(Fitter.Peak peak, List<String> names) {
    List<Finding> findings = new ArrayList<>();
    addOptimum(peak, names, findings);
    return findings;
  }

  /** Adds what is not already explained by a finding of the family. */
  static void addOptimum(Fitter.Peak peak, List<String> names, List<Finding> findings) {
    boolean explained =
        findings.stream()
            .anyMatch(
                f ->
                    switch (f.kind()) {
                      case NO_DROPOUT_SEEN, SAME_DROPOUT, SAME_RATE, UNIFORM_SPEND -> true;
                      default -> false;
                    });
    if (!explained) {
      for (int i = 0; i < names.size(); i++) {
        if (Math.abs(peak.theta()[i]) > FAR_OUT) {
          findings.add(
              new Finding(
                  Finding.Kind.BOUNDARY,
                  String.format(
                      Locale.ROOT,
                      "The likelihood pushes %s towards %s (now %.3g).",
                      names.get(i),
                      peak.theta()[i] < 0 ? "its lowest value" : "infinity",
                      peak.parameters()[i])));
          explained = true;
        }
      }
    }
    if (!explained && !(peak.conditionNumber() < ILL_CONDITIONED)) {
      findings.add(
          new Finding(
              Finding.Kind.RIDGE,
              "A combination of "
                  + String.join(", ", names)
                  + " is not determined by these data; predictions are stable along it."));
    }
  }

  /** Returns what to say of a search that stopped on its way to the end of a range. */
  static Finding stoppedEarly() {
    return new Finding(
        Finding.Kind.NOT_CONVERGED,
        "The search stopped on the way there, where further steps could not be told from"
            + " rounding.");
  }

  /** Returns what to say of a search that ended where it is not at rest, or not among numbers. */
  static Finding notConverged(Derivatives at) {
    return new Finding(
        Finding.Kind.NOT_CONVERGED,
        (at.isFinite()
                ? "The search stopped before it settled at an optimum,"
                : "The search left the range in which the likelihood is a number,")
            + " so there is no model. Another model, priors or a longer history may help.");
  }
}
