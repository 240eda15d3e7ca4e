// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.model.Recovered;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BgBbTest {

  /** The donors of Fader, Hardie and Shang (2010). */
  @Nested
  class OfDonors extends OpportunityModelContract {
    @Override
    OpportunityModel model() {
      return BgBb.of(1.203522, .749716, .656718, 2.783442);
    }
  }

  /** The pole of the closed form of the expectation. */
  @Nested
  class AtGammaOne extends OpportunityModelContract {
    @Override
    OpportunityModel model() {
      return BgBb.of(.4, 3, 1, 2.5);
    }
  }

  @Nested
  class NearlyWithoutDropout extends OpportunityModelContract {
    @Override
    OpportunityModel model() {
      return BgBb.of(30, 40, 1e-6, 4);
    }
  }

  /** At gamma = 1 the sum is one of 1 / (delta + n + k), and nothing jumps beside it. */
  @Test
  void expectation_atGammaOne_isTheHarmonicSum() {
    var h = new OpportunityHistory(2, 4, 6);
    BgBb model = BgBb.of(1.2, .75, 1, 2.8);
    double sum = 0;
    for (int k = 1; k <= 20; k++) {
      sum += (2.8 + 6) / (2.8 + 6 + k);
    }
    double expected = model.probabilityAlive(h, 0) * (1.2 + 2) / (1.2 + .75 + 6) * sum;
    assertThat(model.conditionalExpectedTransactions(h, 20)).isCloseTo(expected, within(1e-13));
    for (double gamma : new double[] {1 - 1e-9, 1 + 1e-9}) {
      BgBb beside = BgBb.of(1.2, .75, gamma, 2.8);
      assertThat(beside.conditionalExpectedTransactions(h, 20)).isCloseTo(expected, within(1e-7));
      assertThat(beside.discountedExpectedResidualTransactions(h, .1))
          .isCloseTo(model.discountedExpectedResidualTransactions(h, .1), within(1e-7));
    }
  }

  /**
   * Twenty bases of 3,000 customers with four to ten opportunities each: estimates are off by less
   * than .7 of a standard error on average, and 95 % intervals hold the truth in 85 to 100 %.
   */
  @Test
  void fit_twentyBases_isUnbiasedWithHonestErrors() {
    BgBb truth = BgBb.of(1.2, .75, .66, 2.8);
    Recovered recovered = new Recovered(truth.parameters());
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(700 + seed);
      Map<OpportunityHistory, Double> customers = new LinkedHashMap<>();
      for (int i = 0; i < 3000; i++) {
        int opportunities = 4 + random.nextInt(7);
        int[] bought = {0, 0};
        truth.simulate(
            opportunities,
            random,
            number -> {
              bought[0]++;
              bought[1] = number;
            });
        customers.merge(
            new OpportunityHistory(bought[0], bought[1], opportunities), 1.0, Double::sum);
      }
      ModelFit<BgBb> fit = BgBb.fit(customers, FitOptions.withDefaults().withoutPriors());
      assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
      recovered.add(fit.model().orElseThrow().parameters(), fit.logCovariance());
    }
    recovered.assertUnbiasedWithHonestErrors();
  }
}
