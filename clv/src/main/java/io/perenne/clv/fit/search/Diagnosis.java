// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit.search;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;

/** What any optimum can be told from its numbers alone. */
public final class Diagnosis {

  private static final double FAR_OUT = 8;
  private static final double ILL_CONDITIONED = 1e6;

  private Diagnosis() {}

  /** Returns what can be told where no family has findings of its own. */
  public static List<Finding> of(Fitter.Peak peak, List<String> names) {
    List<Finding> findings = new ArrayList<>();
    addOptimum(peak, names, findings);
    return findings;
  }

  /** Adds what is not already explained by a finding of the family. */
  public static void addOptimum(Fitter.Peak peak, List<String> names, List<Finding> findings) {
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
              Finding.of(
                  Finding.Kind.BOUNDARY,
                  peak.theta()[i] < 0 ? "finding.boundary.lowest" : "finding.boundary.infinity",
                  names.get(i),
                  peak.parameters()[i]));
          explained = true;
        }
      }
    }
    if (!explained && !(peak.conditionNumber() < ILL_CONDITIONED)) {
      findings.add(ridge(names, determined(names, peak.parameters())));
    }
  }

  private static Finding ridge(List<String> names, List<Message> determined) {
    return determined.isEmpty()
        ? Finding.of(Finding.Kind.RIDGE, "finding.ridge", names)
        : Finding.of(Finding.Kind.RIDGE, "finding.ridge.determined", names, determined);
  }

  /** Returns what is determined on a ridge of these parameters, with its value. */
  private static List<Message> determined(List<String> names, double[] p) {
    List<Message> known = new ArrayList<>();
    if (names.contains("gamma")) {
      known.add(share("alpha", "beta", names, p));
      known.add(share("gamma", "delta", names, p));
    } else if (names.contains("r")) {
      known.add(ratio("r", "alpha", names, p));
      if (names.contains("a")) {
        known.add(share("a", "b", names, p));
      } else if (names.contains("s")) {
        known.add(ratio("s", "beta", names, p));
      }
    } else if (names.contains("v")) {
      double q = value("q", names, p);
      if (q > 1) {
        double mean = value("p", names, p) * value("v", names, p) / (q - 1);
        known.add(equation("p v / (q - 1)", mean));
      }
    } else if (names.contains("beta")) {
      known.add(share("alpha", "beta", names, p));
    }
    return known;
  }

  private static double value(String name, List<String> names, double[] p) {
    return p[names.indexOf(name)];
  }

  private static Message ratio(String over, String under, List<String> names, double[] p) {
    double ratio = value(over, names, p) / value(under, names, p);
    return equation(over + " / " + under, ratio);
  }

  private static Message share(String part, String other, List<String> names, double[] p) {
    double a = value(part, names, p);
    double share = a / (a + value(other, names, p));
    return equation(part + " / (" + part + " + " + other + ")", share);
  }

  private static Message equation(String formula, double value) {
    return Message.of("finding.equation", formula, value);
  }

  /** Returns what to say of a search that stopped on its way to the end of a range. */
  static Finding stoppedEarly() {
    return Finding.of(Finding.Kind.NOT_CONVERGED, "finding.stopped-early");
  }

  /** Returns what to say of a search that ended where it is not at rest, or not among numbers. */
  static Finding notConverged(Derivatives at) {
    return Finding.of(
        Finding.Kind.NOT_CONVERGED, at.isFinite() ? "finding.not-converged" : "finding.not-finite");
  }
}
