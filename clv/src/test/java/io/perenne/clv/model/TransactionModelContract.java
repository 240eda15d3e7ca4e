// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.perenne.clv.fit.LikelihoodDerivatives;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.numeric.GaussLegendre;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every transaction model promises, checked against itself: the likelihood, the distributions
 * and the expectations must be of one piece. A model adds a subclass and its parameters.
 */
abstract class TransactionModelContract {

  static final List<PurchaseHistory> HISTORIES =
      List.of(
          PurchaseHistory.justAcquired(),
          PurchaseHistory.of(0, 0, 40),
          PurchaseHistory.of(0, 0, 700),
          new PurchaseHistory(1, 12, 300, Math.log(12)),
          new PurchaseHistory(2, 213, 272, 9),
          new PurchaseHistory(5, 330, 350, 20),
          new PurchaseHistory(5, 60, 350, 11),
          new PurchaseHistory(26, 216, 217, 52),
          new PurchaseHistory(40, 300, 300, 75));

  /** The model under test, times in days of a usual shop. */
  abstract TransactionModel model();

  /** The same model in another unit of time. */
  abstract TransactionModel scaledBy(double c);

  /** Whether a customer may stop between purchases, or before the first repeat purchase. */
  boolean silenceMayMeanGone() {
    return true;
  }

  /** Whether the next purchase may come at any moment, as at constant rates. */
  boolean dueNow() {
    return true;
  }

  /** Whether a parameter is one of shares, which are divided by their sum when a model is made. */
  boolean isShare(String parameter) {
    return false;
  }

  @Test
  void parameters_makeTheSameModel() {
    assertThat(TransactionModels.of(model().name(), model().parameters()))
        .hasToString(model().toString());
  }

  @Test
  void probabilityOf_sumsToOneWithTheExpectationAsMean() {
    double t = 120;
    double[] pmf = IntStream.range(0, 600).mapToDouble(n -> model().probabilityOf(n, t)).toArray();
    assertThat(sum(pmf)).isCloseTo(1, within(1e-11));
    double expected = model().expectedTransactions(t);
    assertThat(mean(pmf)).isCloseTo(expected, within(1e-9 * expected));
  }

  @Test
  void probabilityOf_givenHistory_sumsToOneWithTheExpectationAsMean() {
    double t = 120;
    for (PurchaseHistory history : HISTORIES) {
      double[] pmf =
          IntStream.range(0, 600).mapToDouble(n -> model().probabilityOf(n, history, t)).toArray();
      assertThat(java.util.Arrays.stream(pmf).allMatch(p -> p >= 0 && p <= 1)).isTrue();
      assertThat(sum(pmf)).as("%s", history).isCloseTo(1, within(1e-11));
      double expected = model().conditionalExpectedTransactions(history, t);
      assertThat(mean(pmf)).as("%s", history).isCloseTo(expected, within(1e-9 * (1e-3 + expected)));
      assertThat(model().probabilityOfNoPurchase(history, t)).isCloseTo(pmf[0], within(1e-13));
    }
  }

  @Test
  void purchaseCounts_areTheProbabilities() {
    for (PurchaseHistory history : HISTORIES) {
      for (double t : new double[] {0, 7, 120, 2000}) {
        PurchaseCounts counts = model().purchaseCounts(history, t);
        for (int n = 0; n <= Math.min(60, counts.highest() - 1); n++) {
          assertThat(counts.probabilityOf(n))
              .as("%s t=%s n=%d", history, t, n)
              .isCloseTo(model().probabilityOf(n, history, t), within(1e-11));
        }
        double expected = model().conditionalExpectedTransactions(history, t);
        assertThat(counts.mean()).isCloseTo(expected, within(1e-6 * (1e-3 + expected)));
      }
    }
  }

  @Test
  void probabilityOf_noTime_isCertainlyNone() {
    assertThat(model().probabilityOf(0, 0)).isCloseTo(1, within(1e-15));
    assertThat(model().probabilityOf(3, 0)).isZero();
    assertThat(model().expectedTransactions(0)).isZero();
    for (PurchaseHistory history : HISTORIES) {
      assertThat(model().probabilityOf(0, history, 0)).isCloseTo(1, within(1e-15));
      assertThat(model().probabilityOf(1, history, 0)).isZero();
      assertThat(model().conditionalExpectedTransactions(history, 0)).isZero();
    }
  }

  /** The likelihood of silence is the probability of no purchase. */
  @Test
  void logLikelihood_ofNoPurchase_isItsProbability() {
    for (double age : new double[] {0, 1, 40, 365, 3000}) {
      double likelihood = Math.exp(model().logLikelihood(PurchaseHistory.of(0, 0, age)));
      assertThat(likelihood).isCloseTo(model().probabilityOf(0, age), within(1e-12));
    }
  }

  /** The likelihood of one purchase, integrated over when, is the probability of one. */
  @Test
  void logLikelihood_ofOnePurchase_integratesToItsProbability() {
    double age = 200;
    double likelihood =
        GaussLegendre.integrate(
            t -> Math.exp(model().logLikelihood(new PurchaseHistory(1, t, age, Math.log(t)))),
            0,
            age,
            60);
    assertThat(likelihood).isCloseTo(model().probabilityOf(1, age), within(1e-9));
  }

  /** The same of two: over the last purchase, and over the first before it. */
  @Test
  void logLikelihood_ofTwoPurchases_integratesToItsProbability() {
    double age = 200;
    double likelihood =
        GaussLegendre.integrate(
            t ->
                GaussLegendre.integrate(
                    first ->
                        Math.exp(
                            model()
                                .logLikelihood(
                                    new PurchaseHistory(
                                        2, t, age, Math.log(first) + Math.log(t - first)))),
                    0,
                    t,
                    3),
            0,
            age,
            30);
    assertThat(likelihood).isCloseTo(model().probabilityOf(2, age), within(1e-9));
  }

  @Test
  void probabilityAlive_risesWithRecency() {
    double before = 0;
    for (double recency = 5; recency <= 365; recency += 5) {
      double alive = model().probabilityAlive(new PurchaseHistory(4, recency, 365, 10));
      assertThat(alive).isBetween(before, 1.0);
      before = alive;
    }
  }

  @Test
  void probabilityAlive_fallsWithSilence() {
    for (int x : silenceMayMeanGone() ? new int[] {0, 1, 7} : new int[] {1, 7}) {
      double before = 1;
      for (double silence = 0; silence < 2000; silence += 20) {
        double recency = x == 0 ? 0 : 100;
        double alive =
            model().probabilityAlive(new PurchaseHistory(x, recency, recency + silence, 10));
        assertThat(alive).isBetween(0.0, before);
        before = alive;
      }
    }
  }

  @Test
  void probabilityAliveIn_startsAtAliveAndFalls() {
    for (PurchaseHistory history : HISTORIES) {
      double before = model().probabilityAlive(history);
      assertThat(model().probabilityAliveIn(history, 0)).isCloseTo(before, within(1e-12));
      for (double u = 1; u < 4000; u *= 2) {
        double later = model().probabilityAliveIn(history, u);
        assertThat(later).isBetween(0.0, before + 1e-12);
        before = later;
      }
    }
  }

  /** A short while brings P(alive) times the purchase rate. */
  @Test
  void conditionalExpectation_startsWithTheRateOfTheLiving() {
    double dt = 1e-4;
    Assumptions.assumeTrue(dueNow(), "skipped: the next purchase of this model is not due at once");
    for (PurchaseHistory history : HISTORIES) {
      double slope = model().conditionalExpectedTransactions(history, dt) / dt;
      double expected = model().probabilityAlive(history) * model().expectedPurchaseRate(history);
      assertThat(slope).as("%s", history).isCloseTo(expected, within(1e-4 * expected + 1e-12));
    }
  }

  @Test
  void conditionalExpectation_grows() {
    for (PurchaseHistory history : HISTORIES) {
      double before = 0;
      for (double t = 1; t < 10_000; t *= 1.7) {
        double expected = model().conditionalExpectedTransactions(history, t);
        assertThat(expected).isFinite().isGreaterThanOrEqualTo(before * (1 - 1e-12));
        before = expected;
      }
    }
  }

  /**
   * Averaged over histories up to T, what is expected after T is E[X(T + t)] - E[X(T)], and
   * P(alive) is the share still there.
   */
  @Test
  void conditionalExpectation_averagedOverHistories_isTheUnconditionalOne() {
    int customers = 4000;
    double age = 250;
    double t = 200;
    SplittableRandom random = new SplittableRandom(17);
    double sum = 0;
    double squares = 0;
    double simulated = 0;
    double alive = 0;
    double unknown = 0;
    for (int i = 0; i < customers; i++) {
      PurchaseHistory[] history = {PurchaseHistory.justAcquired()};
      int[] later = {0};
      double stopped =
          model()
              .simulate(
                  age + t,
                  random,
                  at -> {
                    if (at <= age) {
                      history[0] = history[0].withPurchaseAt(at);
                    } else {
                      later[0]++;
                    }
                  });
      double expected = model().conditionalExpectedTransactions(history[0].observedUntil(age), t);
      sum += expected;
      squares += expected * expected;
      simulated += later[0] - expected;
      double p = model().probabilityAlive(history[0].observedUntil(age));
      alive += (stopped > age ? 1 : 0) - p;
      unknown += p * (1 - p);
    }
    double mean = sum / customers;
    double error = Math.sqrt((squares / customers - mean * mean) / customers);
    double expected = model().expectedTransactions(age + t) - model().expectedTransactions(age);
    assertThat(mean).isCloseTo(expected, within(4 * error));
    // what the simulated customers did after T against what was expected of them
    assertThat(simulated / customers).isCloseTo(0, within(12 * error));
    // how many were still customers against the sum of P(alive)
    assertThat(alive).isCloseTo(0, within(4 * Math.sqrt(unknown) + 1e-9));
  }

  @Test
  void discounted_fallsWithTheRateFromTheUndiscounted() {
    for (PurchaseHistory history : HISTORIES) {
      double before = model().conditionalExpectedTransactions(history, 365);
      double nearly = model().discountedExpectedResidualTransactions(history, 1e-12, 365);
      assertThat(nearly).isCloseTo(before, within(1e-9 * before));
      for (double rate = 1e-5; rate < 0.1; rate *= 3) {
        double value = model().discountedExpectedResidualTransactions(history, rate, 365);
        assertThat(value).isBetween(0.0, before);
        before = value;
      }
    }
  }

  @Test
  void discounted_longHorizon_approachesTheInfiniteOne() {
    for (PurchaseHistory history : HISTORIES) {
      double forEver = model().discountedExpectedResidualTransactions(history, 3e-4);
      double long50 = model().discountedExpectedResidualTransactions(history, 3e-4, 130_000);
      assertThat(long50).as("%s", history).isCloseTo(forEver, within(1e-9 * forEver + 1e-300));
    }
  }

  @Test
  void discounted_newCustomer_isThatOfNoHistory() {
    double fresh = model().discountedExpectedTransactions(3e-4, 365);
    double zero =
        model().discountedExpectedResidualTransactions(PurchaseHistory.justAcquired(), 3e-4, 365);
    assertThat(fresh).isCloseTo(zero, within(1e-10 * fresh));
  }

  /** By Bayes' rule E[rate | history] is the prior mean times L(shape + 1) / L(shape). */
  @Test
  void rates_haveTheMomentsOfBayesRule() {
    for (PurchaseHistory history : HISTORIES) {
      CustomerRates rates = model().rates(history);
      assertMoments(rates.purchases(), "r", history, CustomerRates::purchases);
      String shape = model().parameters().containsKey("a") ? "a" : "s";
      assertThat(rates.dropout().isPresent()).isEqualTo(model().parameters().containsKey(shape));
      rates
          .dropout()
          .ifPresent(
              dropout -> assertMoments(dropout, shape, history, r -> r.dropout().orElseThrow()));
    }
    assertThat(model().rates(PurchaseHistory.justAcquired()).purchases().mean())
        .isCloseTo(
            model().expectedPurchaseRate(PurchaseHistory.justAcquired()), withinPercentage(1e-9));
  }

  private void assertMoments(
      RateDistribution actual,
      String shape,
      PurchaseHistory history,
      Function<CustomerRates, RateDistribution> which) {
    PurchaseHistory none = PurchaseHistory.justAcquired();
    TransactionModel once = raised(model(), shape);
    TransactionModel twice = raised(once, shape);
    double likelihood = model().logLikelihood(history);
    double mean =
        which.apply(model().rates(none)).mean()
            * Math.exp(once.logLikelihood(history) - likelihood);
    double square =
        which.apply(model().rates(none)).mean()
            * which.apply(once.rates(none)).mean()
            * Math.exp(twice.logLikelihood(history) - likelihood);
    assertThat(actual.mean()).as("%s of %s", shape, history).isCloseTo(mean, within(1e-9 * mean));
    assertThat(actual.variance())
        .as("%s of %s", shape, history)
        .isCloseTo(square - mean * mean, within(1e-8 * square));
  }

  private static TransactionModel raised(TransactionModel model, String shape) {
    Map<String, Double> parameters = new LinkedHashMap<>(model.parameters());
    parameters.computeIfPresent(shape, (name, value) -> value + 1);
    return TransactionModels.of(model.name(), parameters);
  }

  @Test
  void rates_distributionFunction_hasTheMeanAndItsQuantiles() {
    for (PurchaseHistory history : HISTORIES.subList(1, HISTORIES.size())) {
      RateDistribution rate = model().rates(history).purchases();
      for (double level : new double[] {0.05, 0.5, 0.95}) {
        assertThat(rate.probabilityOfAtMost(rate.quantile(level))).isCloseTo(level, within(1e-9));
      }
      double mean =
          GaussLegendre.integrate(
              w -> (1 - rate.probabilityOfAtMost(Math.exp(w))) * Math.exp(w),
              Math.log(rate.mean()) - 30,
              Math.log(rate.mean()) + 7,
              80);
      assertThat(mean).as("%s", history).isCloseTo(rate.mean(), withinPercentage(1e-5));
    }
  }

  /** Gradient and Hessian of one customer's log-likelihood against its own differences. */
  @Test
  void derivatives_equalDifferencesOfTheLogLikelihood() {
    Assumptions.assumeTrue(
        model().parameters().values().stream().allMatch(value -> value > 0),
        "skipped: a parameter of this model is 0, where there is no logarithm");
    List<String> names = List.copyOf(model().parameters().keySet());
    for (PurchaseHistory history : HISTORIES) {
      HistoryCells cell = HistoryCells.of(List.of(history));
      LikelihoodDerivatives here = TransactionModels.derivatives(model(), cell);
      double value = model().logLikelihood(history);
      assertThat(here.logLikelihood()).isCloseTo(value, within(1e-10 * (1 + Math.abs(value))));
      for (int i = 0; i < names.size(); i++) {
        double step = 1e-4 * model().parameters().getOrDefault(names.get(i), 1.0);
        TransactionModel up = moved(names.get(i), step);
        TransactionModel down = moved(names.get(i), -step);
        double slope = (up.logLikelihood(history) - down.logLikelihood(history)) / (2 * step);
        double rounding = 1e-12 * (1 + Math.abs(value)) / step;
        assertThat(here.gradient().get(i))
            .as("%s of %s", names.get(i), history)
            .isCloseTo(slope, within(1e-6 * (Math.abs(slope) + 1e-3) + rounding));
        LikelihoodDerivatives above = TransactionModels.derivatives(up, cell);
        LikelihoodDerivatives below = TransactionModels.derivatives(down, cell);
        for (int j = 0; j < names.size(); j++) {
          // of shares that add up to c the gradient is 1 / c of that of the shares divided by c
          double more = isShare(names.get(i)) && isShare(names.get(j)) ? step : 0;
          double up1 = above.gradient().get(j) / (1 + more);
          double down1 = below.gradient().get(j) / (1 - more);
          double bend = (up1 - down1) / (2 * step);
          double unit = 1 / (step * model().parameters().getOrDefault(names.get(j), 1.0));
          assertThat(here.hessian().get(i).get(j))
              .as("%s, %s of %s", names.get(i), names.get(j), history)
              .isCloseTo(bend, within(1e-5 * Math.abs(bend) + 1e-9 * unit));
        }
      }
    }
  }

  private TransactionModel moved(String name, double step) {
    Map<String, Double> parameters = new LinkedHashMap<>(model().parameters());
    parameters.computeIfPresent(name, (key, value) -> value + step);
    return TransactionModels.of(model().name(), parameters);
  }

  /**
   * One purchase more is an update of the history, and its likelihood that of the next purchase.
   */
  @Test
  void withPurchaseAt_isTheDensityOfTheNextPurchase() {
    for (PurchaseHistory history : HISTORIES) {
      double within = 90;
      double before = model().logLikelihood(history);
      double probability =
          GaussLegendre.integrate(
              w -> {
                double u = Math.exp(w);
                PurchaseHistory later = history.withPurchaseAt(history.age() + u);
                return u * Math.exp(model().logLikelihood(later) - before);
              },
              Math.log(within) - 24,
              Math.log(within),
              60);
      assertThat(probability)
          .as("%s", history)
          .isCloseTo(1 - model().probabilityOfNoPurchase(history, within), within(1e-9));
    }
  }

  /** At constant rates who may come soon may come at any time, but less and less. */
  @Test
  void conditionalExpectation_isConcave() {
    Assumptions.assumeTrue(dueNow(), "skipped: the next purchase of this model is not due at once");
    for (PurchaseHistory history : HISTORIES) {
      double slope = Double.POSITIVE_INFINITY;
      double before = 0;
      for (double t = 30; t < 3000; t += 30) {
        double expected = model().conditionalExpectedTransactions(history, t);
        assertThat(expected - before).isLessThanOrEqualTo(slope * (1 + 1e-9));
        slope = expected - before;
        before = expected;
      }
    }
  }

  /** Times and rate parameters in another unit: nothing changes but the density of purchases. */
  @Test
  void otherUnitOfTime_changesNothing() {
    double c = 1.0 / 7;
    TransactionModel weeks = scaledBy(c);
    for (PurchaseHistory h : HISTORIES) {
      var scaled =
          new PurchaseHistory(
              h.frequency(),
              h.recency() * c,
              h.age() * c,
              h.logGapSum() + h.frequency() * Math.log(c));
      assertThat(weeks.logLikelihood(scaled))
          .isCloseTo(model().logLikelihood(h) - h.frequency() * Math.log(c), within(1e-9));
      close(weeks.probabilityAlive(scaled), model().probabilityAlive(h));
      close(weeks.probabilityOf(2, scaled, 90 * c), model().probabilityOf(2, h, 90));
      close(
          weeks.discountedExpectedResidualTransactions(scaled, 3e-4 / c, 365 * c),
          model().discountedExpectedResidualTransactions(h, 3e-4, 365));
    }
  }

  @Test
  void anything_isContinuousAtTheEdges() {
    double eps = 1e-9;
    double justBought = model().probabilityAlive(new PurchaseHistory(3, 100, 100, 9));
    close(model().probabilityAlive(new PurchaseHistory(3, 100 - eps, 100, 9)), justBought);
    double now = model().logLikelihood(PurchaseHistory.of(0, 0, 0));
    assertThat(now).isCloseTo(0, within(1e-12));
    assertThat(model().logLikelihood(PurchaseHistory.of(0, 0, eps))).isCloseTo(now, within(1e-8));
  }

  @Test
  void badArguments_areNamed() {
    PurchaseHistory history = HISTORIES.get(4);
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> model().expectedTransactions(Double.NaN))
        .withMessage("duration is not finite and >= 0: NaN");
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> model().conditionalExpectedTransactions(history, -1))
        .withMessage("duration is not finite and >= 0: -1.0");
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> model().probabilityOf(-1, 10))
        .withMessage("n < 0: -1");
  }

  private static void close(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-8 * Math.abs(expected) + 1e-12));
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
