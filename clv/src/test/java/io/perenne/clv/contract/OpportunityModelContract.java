// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.model.CustomerRates;
import io.perenne.clv.model.PurchaseCounts;
import io.perenne.clv.model.RateDistribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a model of opportunities promises, checked against itself. Histories are few, so laws of
 * expectation are sums over all of them, exact to rounding.
 */
abstract class OpportunityModelContract {

  static final int SEEN = 7;
  static final int AHEAD = 5;

  /** The model under test. */
  abstract OpportunityModel model();

  /** Every history of some opportunities. */
  private static List<OpportunityHistory> histories(int opportunities) {
    List<OpportunityHistory> histories = new ArrayList<>();
    for (int last = 0; last <= opportunities; last++) {
      for (int x = Math.min(1, last); x <= last; x++) {
        histories.add(new OpportunityHistory(x, last, opportunities));
      }
    }
    return histories;
  }

  /** Its probability times the number of orders in which its purchases can have come. */
  private double probability(OpportunityHistory h) {
    double orders = 1;
    for (int i = 1; i < h.frequency(); i++) {
      orders *= (h.recency() - i) / (double) i;
    }
    return orders * Math.exp(model().logLikelihood(h));
  }

  @Test
  void logLikelihood_ofAllHistories_isAllThereIs() {
    double[] byCount = new double[SEEN + 1];
    for (OpportunityHistory h : histories(SEEN)) {
      byCount[h.frequency()] += probability(h);
    }
    for (int x = 0; x <= SEEN; x++) {
      assertThat(byCount[x]).isCloseTo(model().probabilityOf(x, SEEN), within(1e-13));
    }
    assertThat(sum(byCount)).isCloseTo(1, within(1e-13));
  }

  @Test
  void probabilityOf_sumsToOneWithTheExpectationAsMean() {
    for (int n : new int[] {0, 1, 6, 200}) {
      double[] pmf =
          IntStream.rangeClosed(0, n).mapToDouble(x -> model().probabilityOf(x, n)).toArray();
      assertThat(sum(pmf)).isCloseTo(1, within(1e-11));
      double expected = model().expectedTransactions(n);
      assertThat(mean(pmf)).isCloseTo(expected, within(1e-10 * (1e-3 + expected)));
      assertThat(model().probabilityOf(n + 1, n)).isZero();
    }
  }

  @Test
  void probabilityOf_givenHistory_sumsToOneWithTheExpectationAsMean() {
    for (OpportunityHistory h : histories(SEEN)) {
      double[] pmf =
          IntStream.rangeClosed(0, AHEAD)
              .mapToDouble(x -> model().probabilityOf(x, h, AHEAD))
              .toArray();
      assertThat(sum(pmf)).as("%s", h).isCloseTo(1, within(1e-12));
      double expected = model().conditionalExpectedTransactions(h, AHEAD);
      assertThat(mean(pmf)).as("%s", h).isCloseTo(expected, within(1e-12));
      assertThat(model().probabilityOfNoPurchase(h, AHEAD)).isCloseTo(pmf[0], within(1e-13));
      PurchaseCounts counts = model().purchaseCounts(h, AHEAD);
      assertThat(counts.mean()).isCloseTo(expected, within(1e-11));
      for (int x = 0; x < counts.highest(); x++) {
        assertThat(counts.probabilityOf(x)).isCloseTo(pmf[x], within(1e-13));
      }
    }
  }

  /** The next opportunity decides between two histories, as likely as their likelihoods say. */
  @Test
  void oneOpportunityMore_isAsLikelyAsForetold() {
    for (OpportunityHistory h : histories(SEEN)) {
      double now = model().logLikelihood(h);
      assertThat(Math.exp(model().logLikelihood(h.withPurchase()) - now))
          .as("%s", h)
          .isCloseTo(model().probabilityOf(1, h, 1), within(1e-12));
      assertThat(Math.exp(model().logLikelihood(h.withoutPurchase()) - now))
          .isCloseTo(model().probabilityOfNoPurchase(h, 1), within(1e-12));
    }
  }

  @Test
  void probabilityAlive_fallsWithSilenceAndRisesWithRecency() {
    for (int x = 0; x < 4; x++) {
      double before = 1;
      OpportunityHistory h = new OpportunityHistory(x, x, x);
      assertThat(model().probabilityAlive(h, 0)).isCloseTo(1, within(1e-12));
      for (int silent = 0; silent < 60; silent++) {
        double alive = model().probabilityAlive(h, 0);
        assertThat(alive).isBetween(0.0, before + 1e-12);
        before = alive;
        h = h.withoutPurchase();
      }
    }
    double before = 0;
    for (int last = 3; last <= 40; last++) {
      double alive = model().probabilityAlive(new OpportunityHistory(3, last, 40), 0);
      assertThat(alive).isBetween(before, 1 + 1e-12);
      before = alive;
    }
  }

  @Test
  void probabilityAlive_fallsWithTheOpportunitiesAhead() {
    for (OpportunityHistory h : histories(SEEN)) {
      double before = 1;
      for (int ahead = 0; ahead < 50; ahead++) {
        double alive = model().probabilityAlive(h, ahead);
        assertThat(alive).isBetween(0.0, before + 1e-12);
        before = alive;
      }
    }
  }

  /** Summed over histories, what is expected after them is what a new customer does then. */
  @Test
  void expectations_overAllHistories_areThoseOfANewCustomer() {
    double purchases = 0;
    double alive = 0;
    for (OpportunityHistory h : histories(SEEN)) {
      purchases += probability(h) * model().conditionalExpectedTransactions(h, AHEAD);
      alive += probability(h) * model().probabilityAlive(h, 0);
    }
    double expected =
        model().expectedTransactions(SEEN + AHEAD) - model().expectedTransactions(SEEN);
    assertThat(purchases).isCloseTo(expected, within(1e-12));
    OpportunityHistory none = new OpportunityHistory(0, 0, 0);
    assertThat(alive).isCloseTo(model().probabilityAlive(none, SEEN), within(1e-12));
    assertThat(model().conditionalExpectedTransactions(none, SEEN))
        .isCloseTo(model().expectedTransactions(SEEN), within(1e-12));
  }

  @Test
  void discounted_fallsWithTheRateAndEndsAtTheInfiniteHorizon() {
    for (OpportunityHistory h : histories(SEEN)) {
      double before = model().conditionalExpectedTransactions(h, 30);
      for (double rate = 1e-3; rate < 2; rate *= 3) {
        double value = model().discountedExpectedResidualTransactions(h, rate, 30);
        assertThat(value).isBetween(0.0, before);
        before = value;
      }
      double forEver = model().discountedExpectedResidualTransactions(h, .1);
      assertThat(model().discountedExpectedResidualTransactions(h, .1, 400))
          .as("%s", h)
          .isCloseTo(forEver, within(1e-10 * forEver + 1e-300));
    }
  }

  /** By Bayes' rule E[p | history] is the prior mean times L(alpha + 1) / L(alpha). */
  @Test
  void rates_haveTheMomentsOfBayesRule() {
    for (OpportunityHistory h : histories(SEEN)) {
      CustomerRates rates = model().rates(h);
      assertMoments(rates.purchases(), "alpha", "beta", h);
      assertMoments(rates.dropout().orElseThrow(), "gamma", "delta", h);
    }
  }

  private void assertMoments(
      RateDistribution actual, String first, String second, OpportunityHistory h) {
    double a = model().parameters().getOrDefault(first, 0.0);
    double b = model().parameters().getOrDefault(second, 0.0);
    double here = model().logLikelihood(h);
    double mean = a / (a + b) * Math.exp(raised(first, 1).logLikelihood(h) - here);
    double square =
        a / (a + b) * (a + 1) / (a + b + 1) * Math.exp(raised(first, 2).logLikelihood(h) - here);
    assertThat(actual.mean()).as("%s of %s", first, h).isCloseTo(mean, within(1e-11));
    assertThat(actual.variance()).isCloseTo(square - mean * mean, within(1e-11));
  }

  private BgBb raised(String name, double by) {
    Map<String, Double> parameters = new LinkedHashMap<>(model().parameters());
    parameters.computeIfPresent(name, (key, value) -> value + by);
    return BgBb.of(parameters);
  }

  @Test
  void simulated_doWhatIsForetold() {
    int customers = 40_000;
    int[] bought = new int[SEEN + 1];
    int alive = 0;
    SplittableRandom random = new SplittableRandom(31);
    for (int i = 0; i < customers; i++) {
      int[] x = {0};
      alive += model().simulate(SEEN, random, number -> x[0]++) == SEEN ? 1 : 0;
      bought[x[0]]++;
    }
    for (int x = 0; x <= SEEN; x++) {
      double p = model().probabilityOf(x, SEEN);
      assertThat(bought[x] / (double) customers)
          .isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / customers) + 1e-12));
    }
    double p = model().probabilityAlive(new OpportunityHistory(0, 0, 0), SEEN);
    assertThat(alive / (double) customers)
        .isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / customers) + 1e-12));
  }

  @Test
  void badArguments_areNamed() {
    var h = new OpportunityHistory(1, 2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model().probabilityOf(-1, h, 3))
        .withMessage("x < 0: -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model().conditionalExpectedTransactions(h, -2))
        .withMessage("opportunities < 0: -2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model().discountedExpectedResidualTransactions(h, Double.NaN, 3))
        .withMessage("rate is not finite and >= 0: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model().discountedExpectedResidualTransactions(h, 0))
        .withMessage("rate is not finite and > 0: 0.0");
  }

  private static double sum(double[] pmf) {
    double sum = 0;
    for (double p : pmf) {
      sum += p;
    }
    return sum;
  }

  private static double mean(double[] pmf) {
    double mean = 0;
    for (int n = 0; n < pmf.length; n++) {
      mean += n * pmf[n];
    }
    return mean;
  }
}
