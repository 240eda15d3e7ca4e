// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static io.perenne.clv.model.DatedCustomers.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.fit.Covariate;
import io.perenne.clv.history.CovariateSeries;
import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.numeric.Draws;
import io.perenne.clv.numeric.Gammas;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two models against quadrature, against each other's special cases and against draws. */
class DatedCovariateModelTest {

  private static final List<Covariate> COVARIATES =
      List.of(new Covariate("campaign", 0.2, 0.9, -0.7), new Covariate("price", 10, -0.3, 0.4));

  private static final CovariateSeries SERIES = DatedCustomers.weeks(120, new SplittableRandom(3));

  /** Purchases, the first one included, and how long the customer is watched. */
  private static final int[][] CUSTOMERS = {
    {0, 1}, {0, 150}, {0, 9, 100}, {3, 10, 30, 31, 90, 100}, {5, 6, 7, 8, 9, 10, 11, 300},
  };

  private enum Kind {
    PARETO("pareto-nbd", 0.7, 60, 0.6, 80),
    PARETO_FAST("pareto-nbd", 2.5, 9, 1.4, 900),
    COIN("mbg-nbd", 0.7, 60, 0.9, 1.6),
    COIN_FAST("mbg-nbd", 2.5, 9, 3, 0.7);

    private final String model;
    private final double r;
    private final double alpha;
    private final double third;
    private final double fourth;

    Kind(String model, double r, double alpha, double third, double fourth) {
      this.model = model;
      this.r = r;
      this.alpha = alpha;
      this.third = third;
      this.fourth = fourth;
    }

    boolean coin() {
      return model.equals("mbg-nbd");
    }

    Map<String, Double> parameters() {
      return Map.of(
          "r", r, "alpha", alpha, coin() ? "a" : "s", third, coin() ? "b" : "beta", fourth);
    }

    DatedCovariateModel with(List<Covariate> covariates) {
      return new DatedCovariateModel(model, parameters(), covariates);
    }
  }

  private static DatedHistory history(CovariateSeries series, int[] days) {
    int[] absolute = Arrays.stream(days).map(day -> START + day).toArray();
    int last = absolute.length - 1;
    return DatedHistory.of(series, absolute, last, absolute[last]);
  }

  @ParameterizedTest
  @EnumSource
  void logLikelihood_isTheIntegralOverTheRatesOfCustomers(Kind kind) {
    boolean coin = kind.coin();
    // the rule of the coin is no mixture once its odds change from purchase to purchase
    List<Covariate> covariates =
        coin
            ? COVARIATES.stream()
                .map(c -> new Covariate(c.name(), c.mean(), c.purchases(), 0))
                .toList()
            : COVARIATES;
    DatedCovariateModel model = kind.with(covariates);
    for (int[] days : CUSTOMERS) {
      DatedHistory history = history(SERIES, days);

      double expected =
          coin ? coinsByQuadrature(kind, model, history) : paretoByQuadrature(kind, model, history);

      assertThat(model.logLikelihood(history))
          .as(Arrays.toString(days))
          .isCloseTo(Math.log(expected), within(1e-10 * Math.max(1, -Math.log(expected))));
    }
  }

  /** The double integral over lambda and mu; within a day everything is constant. */
  private static double paretoByQuadrature(
      Kind kind, DatedCovariateModel model, DatedHistory history) {
    Days days = new Days(model, history);
    int x = history.frequency();
    return positive(
        kind.r,
        kind.alpha,
        lambda ->
            positive(
                kind.third,
                kind.fourth,
                mu -> {
                  double a = lambda * days.untilLast;
                  double d = mu * days.dropoutUntilLast;
                  double gone = 0;
                  for (int i = 0; i < days.pace.length; i++) {
                    double stop = mu * days.hazard[i];
                    double all = lambda * days.pace[i] + stop;
                    gone += Math.exp(-a - d) * stop / all * -Math.expm1(-all);
                    a += lambda * days.pace[i];
                    d += stop;
                  }
                  return days.bought * Math.pow(lambda, x) * (Math.exp(-a - d) + gone);
                }));
  }

  /** The double integral over lambda and p. */
  private static double coinsByQuadrature(
      Kind kind, DatedCovariateModel model, DatedHistory history) {
    Days days = new Days(model, history);
    int x = history.frequency();
    double silence = Arrays.stream(days.pace).sum();
    return positive(
        kind.r,
        kind.alpha,
        lambda ->
            share(
                kind.third,
                kind.fourth,
                p ->
                    days.bought
                        * Math.pow(lambda * (1 - p), x)
                        * Math.exp(-lambda * days.untilLast)
                        * ((1 - p) * Math.exp(-lambda * silence) + p)));
  }

  /** What covariates make of the days of a customer, one by one. */
  private static final class Days {
    private final double[] pace;
    private final double[] hazard;
    private double bought = 1;
    private double untilLast;
    private double dropoutUntilLast;

    Days(DatedCovariateModel model, DatedHistory history) {
      for (int j = 1; j <= history.frequency(); j++) {
        bought *= Math.exp(predictor(model, history.day(j), true));
      }
      for (int day = history.firstDay() + 1; day <= history.lastDay(); day++) {
        untilLast += Math.exp(predictor(model, day, true));
        dropoutUntilLast += Math.exp(predictor(model, day, false));
      }
      int silence = history.until() - history.lastDay();
      pace = new double[silence];
      hazard = new double[silence];
      for (int i = 0; i < silence; i++) {
        pace[i] = Math.exp(predictor(model, history.lastDay() + 1 + i, true));
        hazard[i] = Math.exp(predictor(model, history.lastDay() + 1 + i, false));
      }
    }
  }

  private static double predictor(DatedCovariateModel model, int day, boolean purchases) {
    return DatedCustomers.predictor(model, SERIES, day, purchases);
  }

  /** E f(X) for X ~ Gamma(shape, rate): the trapezoid rule in t = ln X. */
  private static double positive(double shape, double rate, DoubleUnaryOperator f) {
    double sum = 0;
    double step = 0.25;
    for (double t = -60; t < 6; t += step) {
      double scaled = Math.exp(t);
      double log = shape * t - scaled - Gammas.logGamma(shape);
      if (log > -90) {
        sum += step * Math.exp(log) * f.applyAsDouble(scaled / rate);
      }
    }
    return sum;
  }

  /** E f(P) for P ~ Beta(a, b): the trapezoid rule in the logit. */
  private static double share(double a, double b, DoubleUnaryOperator f) {
    double sum = 0;
    double step = 0.25;
    for (double t = -80; t < 80; t += step) {
      double p = 1 / (1 + Math.exp(-t));
      double log =
          -a * Math.log1p(Math.exp(-t)) - b * Math.log1p(Math.exp(t)) - Gammas.logBeta(a, b);
      sum += step * Math.exp(log) * f.applyAsDouble(p);
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void covariatesThatStay_areThoseOfTheModelWithFixedOnes(Kind kind) {
    List<Double> values = List.of(1.0, 8.5);
    CovariateSeries series = CovariateSeries.of(new int[] {START - 5}, new double[][] {{1.0, 8.5}});
    DatedCovariateModel model = kind.with(COVARIATES);
    TransactionModel fixed =
        new CovariateModel(kind.model, kind.parameters(), COVARIATES).of(values);

    requireSame(model, series, fixed);
  }

  @ParameterizedTest
  @EnumSource
  void coefficientsOfZero_areTheModelAlone(Kind kind) {
    DatedCovariateModel model =
        kind.with(List.of(new Covariate("campaign", 0.2, 0, 0), new Covariate("price", 9, 0, 0)));

    requireSame(model, SERIES, model.average());
  }

  private static void requireSame(
      DatedCovariateModel model, CovariateSeries series, TransactionModel plain) {
    for (int[] days : CUSTOMERS) {
      DatedHistory history = history(series, days);
      PurchaseHistory known =
          PurchaseHistory.of(
              history.frequency(),
              history.lastDay() - history.firstDay(),
              history.until() - history.firstDay());
      assertThat(model.logLikelihood(history)).isCloseTo(plain.logLikelihood(known), within(1e-10));
      assertThat(model.probabilityAlive(history))
          .isCloseTo(plain.probabilityAlive(known), within(1e-11));
      assertThat(model.expectedPurchases(history, 200))
          .isCloseTo(plain.conditionalExpectedTransactions(known, 200), within(1e-9));
      PurchaseCounts ours = model.purchaseCounts(history, 200);
      PurchaseCounts theirs = plain.purchaseCounts(known, 200);
      for (int n = 0; n < 12; n++) {
        assertThat(ours.probabilityOf(n)).isCloseTo(theirs.probabilityOf(n), within(1e-10));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPeriodInTwo_changesNothing(Kind kind) {
    int[] days = new int[2 * SERIES.periods()];
    double[][] values = new double[days.length][];
    for (int p = 0; p < SERIES.periods(); p++) {
      days[2 * p] = SERIES.from(p);
      days[2 * p + 1] = SERIES.from(p) + 3;
      values[2 * p] = new double[] {SERIES.value(p, 0), SERIES.value(p, 1)};
      values[2 * p + 1] = values[2 * p];
    }
    CovariateSeries split = CovariateSeries.of(days, values);
    DatedCovariateModel model = kind.with(COVARIATES);

    for (int[] customer : CUSTOMERS) {
      assertThat(model.logLikelihood(history(split, customer)))
          .isEqualTo(model.logLikelihood(history(SERIES, customer)));
    }
  }

  /** Nearly the same values keep the periods apart. */
  @ParameterizedTest
  @EnumSource
  void aPeriodInTwoOfNearlyTheSameValues_changesNearlyNothing(Kind kind) {
    int[] days = new int[2 * SERIES.periods()];
    double[][] values = new double[days.length][];
    for (int p = 0; p < SERIES.periods(); p++) {
      days[2 * p] = SERIES.from(p);
      days[2 * p + 1] = SERIES.from(p) + 3;
      values[2 * p] = new double[] {SERIES.value(p, 0), SERIES.value(p, 1)};
      values[2 * p + 1] = new double[] {SERIES.value(p, 0), SERIES.value(p, 1) + 1e-13};
    }
    CovariateSeries split = CovariateSeries.of(days, values);
    DatedCovariateModel model = kind.with(COVARIATES);

    for (int[] customer : CUSTOMERS) {
      DatedHistory ours = history(split, customer);
      DatedHistory whole = history(SERIES, customer);
      assertThat(ours.series().periods()).isEqualTo(days.length);
      assertThat(model.logLikelihood(ours)).isCloseTo(model.logLikelihood(whole), within(1e-10));
      assertThat(model.expectedPurchases(ours, 100))
          .isCloseTo(model.expectedPurchases(whole, 100), within(1e-9));
      assertThat(model.purchaseCounts(ours, 100).probabilityOf(2))
          .isCloseTo(model.purchaseCounts(whole, 100).probabilityOf(2), within(1e-10));
    }
  }

  @ParameterizedTest
  @EnumSource
  void purchaseCounts_sumToOneAndHaveTheExpectedMean(Kind kind) {
    DatedCovariateModel model = kind.with(COVARIATES);
    for (int[] days : CUSTOMERS) {
      DatedHistory history = history(SERIES, days);
      PurchaseCounts counts = model.purchaseCounts(history, 150);

      double sum = 0;
      for (int n = 0; n <= counts.highest(); n++) {
        sum += counts.probabilityOf(n);
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
      assertThat(counts.mean()).isCloseTo(model.expectedPurchases(history, 150), within(1e-8));
    }
  }

  /** Whoever was acquired and never came again is one of those of whom the forecast spoke. */
  @ParameterizedTest
  @EnumSource
  void noPurchase_isAsProbableBeforehandAsAfterwards(Kind kind) {
    DatedCovariateModel model = kind.with(COVARIATES);
    DatedHistory fresh = history(SERIES, new int[] {20, 20});
    DatedHistory silent = history(SERIES, new int[] {20, 420});

    assertThat(model.purchaseCounts(fresh, 400).probabilityOf(0))
        .isCloseTo(Math.exp(model.logLikelihood(silent)), within(1e-11));
  }

  /** 40,000 customers drawn from acquisition on: an error of a percent is four standard errors. */
  @ParameterizedTest
  @EnumSource
  void forecast_isWhatDrawnCustomersDo(Kind kind) {
    DatedCovariateModel model = kind.with(COVARIATES);
    Draws draws = new Draws(new SplittableRandom(9));
    DatedHistory fresh = history(SERIES, new int[] {30, 30});
    // purchases of one day are one: slow customers only
    boolean slow = kind.alpha > 20;
    int drawn = slow ? 40_000 : 0;
    double sum = 0;
    double squares = 0;
    int none = 0;
    for (int i = 0; i < drawn; i++) {
      int x = DatedCustomers.draw(model, SERIES, START + 30, START + 230, draws).frequency();
      sum += x;
      squares += (double) x * x;
      none += x == 0 ? 1 : 0;
    }
    PurchaseCounts counts = model.purchaseCounts(fresh, 200);
    if (slow) {
      double mean = sum / drawn;
      double error = Math.sqrt((squares / drawn - mean * mean) / drawn);
      // customers who would buy twice on one day are seen to buy once: 2 % of their purchases
      assertThat(counts.mean()).isCloseTo(mean, within(3.5 * error + 0.02 * mean));
      assertThat(counts.probabilityOf(0)).isCloseTo((double) none / drawn, within(0.01));
    }
    assertThat(counts.mean()).isPositive();
  }

  @Test
  void otherModels_areRefused() {
    assertThatThrownBy(
            () ->
                new DatedCovariateModel(
                    "bg-nbd", Map.of("r", 1.0, "alpha", 1.0, "a", 1.0, "b", 1.0), COVARIATES))
        .hasMessageContaining("bg-nbd")
        .hasMessageContaining("mbg-nbd, pareto-nbd");
  }

  @Test
  void aCustomerBeforeTheFirstValues_isRefused() {
    assertThatThrownBy(() -> history(SERIES, new int[] {-1, 4}))
        .hasMessageContaining("no covariates on the day of the first purchase");
  }
}
