// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.GammaDifferences;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Survival of BdW where beta + t^c is so large that logarithms of gamma functions cancel. */
class RetentionSurvivalTest {

  private static final FitOptions PLAIN = FitOptions.withDefaults().withoutPriors();

  /**
   * From mpmath 1.3 with 60 digits: exp(ln B(alpha, beta + t^c) - ln B(alpha, beta)). The second is
   * beyond the largest double power.
   */
  @Test
  void survival_whereGammaFunctionsCancel_equalsReference() {
    assertThat(Math.log(BetaDiscreteWeibull.of(4.63, 286.96, 16.77).survival(77)))
        .isCloseTo(-311.043304149141, within(1e-11));
    assertThat(Math.log(BetaDiscreteWeibull.of(0.01, 3, 200).survival(50)))
        .isCloseTo(-7.814798446438155, within(1e-12));
    assertThat(BetaDiscreteWeibull.of(0.5, 1e9, 0.01).survival(3))
        .isCloseTo(0.9999999994944766, within(1e-16));
  }

  @Test
  void survival_overTenDecades_isAProbabilityThatNeverRises() {
    for (double alpha : new double[] {1e-5, 0.3, 4.63, 900, 1e5}) {
      for (double beta : new double[] {1e-5, 0.3, 286.96, 1e5}) {
        for (double c : new double[] {0.01, 0.5, 1.5, 16.77, 400}) {
          var model = BetaDiscreteWeibull.of(alpha, beta, c);
          double before = 1;
          for (int t : new int[] {0, 1, 2, 3, 5, 12, 77, 1000, 10_000}) {
            double survival = model.survival(t);
            assertThat(survival).as("%s at %d", model, t).isBetween(0.0, before * (1 + 1e-14));
            assertThat(model.survival(t, 3)).as("%s after %d", model, t).isBetween(0.0, 1.0);
            before = survival;
          }
        }
      }
    }
  }

  static Stream<List<Integer>> cohortsOfExtremes() {
    return Stream.of(
        List.of(1000, 500, 499, 499, 499, 499),
        List.of(1000, 1000, 1000, 1000, 1000, 0),
        List.of(1000, 1000, 1000, 1000, 500, 499),
        List.of(1000, 999, 999, 999, 999, 999),
        List.of(1000, 10, 9, 8, 7, 6));
  }

  /** No model can be better than one with a probability of its own for each period. */
  @ParameterizedTest
  @MethodSource("cohortsOfExtremes")
  void fit_likelihoodIsNeverAboveTheSaturatedOne(List<Integer> customers) {
    double saturated = 0;
    for (int t = 1; t < customers.size(); t++) {
      saturated += logPower(customers.get(t - 1) - customers.get(t), customers.get(0));
    }
    saturated += logPower(customers.get(customers.size() - 1), customers.get(0));
    List<CohortSurvival> cohort = List.of(new CohortSurvival(customers));
    for (FitOptions options : List.of(PLAIN, FitOptions.withDefaults())) {
      var fit = BetaDiscreteWeibull.fit(cohort, options);
      if (fit.model().isEmpty()) {
        assertThat(fit.status()).isEqualTo(FitStatus.FAILED);
        assertThat(fit.findings()).isNotEmpty();
        continue;
      }
      assertThat(fit.logLikelihood()).isLessThanOrEqualTo(saturated + 1e-6);
      var sbg = BetaDiscreteWeibull.fitShiftedBetaGeometric(cohort, options);
      assertThat(fit.penalizedLogLikelihood()).isGreaterThan(sbg.penalizedLogLikelihood() - 3);
    }
  }

  private static double logPower(int count, int total) {
    return count == 0 ? 0 : count * Math.log((double) count / total);
  }

  /** Against central differences of the value, step 1e-5 relative. */
  @Test
  void derivatives_areThoseOfTheValue() {
    RetentionFit likelihood =
        new RetentionFit(List.of(CohortSurvival.of(1000, 700, 650, 640, 600, 300)), 3);
    for (double[] p :
        List.of(
            new double[] {0.7, 1.2, 0.8},
            new double[] {4.63, 286.96, 3},
            new double[] {90, 4, 2})) {
      Derivatives at = likelihood.at(p);
      for (int i = 0; i < 3; i++) {
        double step = 1e-5 * p[i];
        double[] up = p.clone();
        double[] down = p.clone();
        up[i] += step;
        down[i] -= step;
        Derivatives above = likelihood.at(up);
        Derivatives below = likelihood.at(down);
        assertThat(at.gradient()[i] * p[i])
            .isCloseTo(
                (above.value() - below.value()) / 2e-5, within(1e-6 * (1 + Math.abs(at.value()))));
        for (int j = 0; j < 3; j++) {
          double numeric = (above.gradient()[j] - below.gradient()[j]) / (2 * step);
          assertThat(at.hessian()[i][j])
              .isCloseTo(numeric, within(1e-5 * (1e-3 + Math.abs(numeric))));
        }
      }
    }
  }

  /** From mpmath: psi(y + a) - psi(y) and psi'(y + a) - psi'(y). */
  @Test
  void gammaDifferences_keepTheirDigits() {
    assertDifferences(0.01, 1e-8, 0.0001000161121352661, -0.01999999340402646);
    assertDifferences(12, 1e-6, 8.690186909816592e-8, -7.547204713952354e-9);
    assertDifferences(1e9, 3, 2.999999997e-9, -2.999999994e-18);
    assertDifferences(2.5, 1e6, 13.112355917317073, -0.49035675610223484);
  }

  private static void assertDifferences(double y, double a, double first, double second) {
    assertThat(GammaDifferences.digamma(y, a)).isCloseTo(first, withinPercentage(1e-12));
    assertThat(GammaDifferences.trigamma(y, a)).isCloseTo(second, withinPercentage(1e-12));
  }
}
