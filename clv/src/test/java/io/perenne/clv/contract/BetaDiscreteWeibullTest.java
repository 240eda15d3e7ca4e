// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.model.Recovered;
import io.perenne.clv.numeric.Draws;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** sBG (c = 1) and BdW: laws of survival, and the truth found again. */
class BetaDiscreteWeibullTest {

  private static final FitOptions PLAIN = FitOptions.withDefaults().withoutPriors();

  static Stream<BetaDiscreteWeibull> models() {
    return Stream.of(
        BetaDiscreteWeibull.shiftedBetaGeometric(.704077, 1.182043),
        BetaDiscreteWeibull.shiftedBetaGeometric(.668088, 3.806095),
        BetaDiscreteWeibull.of(.8, 3, .7),
        BetaDiscreteWeibull.of(1.4, 9, 1.6));
  }

  @ParameterizedTest
  @MethodSource("models")
  void survival_fallsFromOneAndIsTheProductOfRetentions(BetaDiscreteWeibull model) {
    assertThat(model.survival(0)).isEqualTo(1);
    double before = 1;
    for (int t = 1; t <= 40; t++) {
      double survival = model.survival(t);
      assertThat(survival).isGreaterThan(0).isLessThan(before);
      assertThat(model.retention(t)).isBetween(0.0, 1.0);
      assertThat(before * model.retention(t)).isCloseTo(survival, within(1e-12));
      before = survival;
    }
  }

  /** Who leaves easily leaves first: without aging those who stay renew ever more surely. */
  @ParameterizedTest
  @MethodSource("models")
  void retention_withoutAging_rises(BetaDiscreteWeibull model) {
    if (model.parameters().getOrDefault("c", 1.0) > 1) {
      return; // each customer's own decline may outweigh it
    }
    double before = 0;
    for (int t = 1; t <= 40; t++) {
      assertThat(model.retention(t)).isGreaterThan(before);
      before = model.retention(t);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void expectedLifetime_fallsWithTheRateAndIsTheSumOfSurvivals(BetaDiscreteWeibull model) {
    double before = Double.POSITIVE_INFINITY;
    for (double rate = .01; rate < 3; rate *= 2) {
      double payments = model.discountedExpectedLifetime(rate);
      assertThat(payments).isBetween(1.0, before);
      before = payments;
    }
    double sum = 0;
    for (int t = 0; t < 400; t++) {
      sum += model.survival(t) / Math.pow(1.1, t);
    }
    assertThat(model.discountedExpectedLifetime(.1)).isCloseTo(sum, within(1e-9));
  }

  static Stream<BetaDiscreteWeibull> truths() {
    return Stream.of(
        BetaDiscreteWeibull.shiftedBetaGeometric(.7, 1.2), BetaDiscreteWeibull.of(.9, 3.5, 1.4));
  }

  /** Twenty bases of two cohorts that are watched for eight and for five periods. */
  @ParameterizedTest
  @MethodSource("truths")
  void fit_twentyBases_isUnbiasedWithHonestErrors(BetaDiscreteWeibull truth) {
    boolean sbg = truth.parameters().getOrDefault("c", 1.0) == 1;
    Map<String, Double> parameters = new LinkedHashMap<>(truth.parameters());
    if (sbg) {
      parameters.remove("c");
    }
    Recovered recovered = new Recovered(parameters);
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(40 + seed);
      List<CohortSurvival> cohorts =
          List.of(cohort(truth, 6000, 8, random), cohort(truth, 4000, 5, random));
      ModelFit<BetaDiscreteWeibull> fit =
          sbg
              ? BetaDiscreteWeibull.fitShiftedBetaGeometric(cohorts, PLAIN)
              : BetaDiscreteWeibull.fit(cohorts, PLAIN);
      assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
      recovered.add(fit.model().orElseThrow().parameters(), fit.logCovariance());
    }
    recovered.assertUnbiasedWithHonestErrors();
  }

  /** Customers with their own theta, each of whom survives t renewals with (1 - theta)^(t^c). */
  private static CohortSurvival cohort(
      BetaDiscreteWeibull truth, int customers, int periods, SplittableRandom random) {
    Map<String, Double> p = truth.parameters();
    double alpha = p.getOrDefault("alpha", 0.0);
    double beta = p.getOrDefault("beta", 0.0);
    double c = p.getOrDefault("c", 0.0);
    Draws draws = new Draws(random);
    int[] left = new int[periods + 1];
    for (int i = 0; i < customers; i++) {
      double logStay = Math.log1p(-draws.beta(alpha, beta));
      double luck = -draws.exponential();
      for (int t = 0; t <= periods && Math.pow(t, c) * logStay >= luck; t++) {
        left[t]++;
      }
    }
    List<Integer> counts = new ArrayList<>();
    for (int n : left) {
      counts.add(n);
    }
    return new CohortSurvival(counts);
  }
}
