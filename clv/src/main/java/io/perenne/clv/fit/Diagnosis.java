// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit;

import io.perenne.clv.numeric.Derivatives;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
                  + " is not determined by these data; predictions are stable along it."
                  + determined(names, peak.parameters())));
    }
  }

  /** What is determined on a ridge of these parameters, with its value. */
  private static String determined(List<String> names, double[] p) {
    List<String> known = new ArrayList<>();
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
        known.add(String.format(Locale.ROOT, "p v / (q - 1) = %.4g", mean));
      }
    } else if (names.contains("beta")) {
      known.add(share("alpha", "beta", names, p));
    }
    return known.isEmpty() ? "" : " What is determined: " + String.join(", ", known) + ".";
  }

  private static double value(String name, List<String> names, double[] p) {
    return p[names.indexOf(name)];
  }

  private static String ratio(String over, String under, List<String> names, double[] p) {
    double ratio = value(over, names, p) / value(under, names, p);
    return String.format(Locale.ROOT, "%s / %s = %.4g", over, under, ratio);
  }

  private static String share(String part, String other, List<String> names, double[] p) {
    double a = value(part, names, p);
    double share = a / (a + value(other, names, p));
    return String.format(Locale.ROOT, "%1$s / (%1$s + %2$s) = %3$.4g", part, other, share);
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
