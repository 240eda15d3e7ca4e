// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.CovariateGroups;
import io.perenne.clv.history.Holiday;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SeasonalIndex;
import io.perenne.clv.model.ModifiedBgCnbd;
import io.perenne.clv.model.ModifiedBgNbd;
import io.perenne.clv.model.ParetoNbd;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.numeric.Differences;
import io.perenne.clv.words.Language;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seasons. No other program has an exact reference for them, so they are found again in customers
 * who were drawn by a clock that is known, and a flat one must change nothing.
 */
class SeasonFitTest {

  private static final FitOptions PLAIN = FitOptions.withDefaults().withoutPriors();
  private static final int START = (int) LocalDate.of(2021, 3, 1).toEpochDay();
  private static final int DAYS = 3 * 365;
  private static final List<Holiday> HOLIDAYS = List.of(Holiday.parse("gifts=12-01..12-24"));

  private static final Map<String, TransactionModel> MODELS =
      Map.of(
          "mbg-nbd", ModifiedBgNbd.of(0.8, 60, 0.9, 2.5),
          "pareto-nbd", ParetoNbd.of(0.8, 60, 0.7, 200),
          "mbg-cnbd-2", ModifiedBgCnbd.of(2, 1.2, 45, 0.6, 2.5));

  private static SeasonalIndex truth() {
    SeasonalIndex flat = SeasonalIndex.flat(3, HOLIDAYS);
    return flat.with(
        List.of(0.3, -0.2, 0.1, 0.05, 0.0, -0.1, 0.0, 0.1, 0.0, 0.3, 0.5, -0.4, 0.6), START, DAYS);
  }

  private static PurchaseLog simulated(
      TransactionModel model, OperationalClock clock, int customers, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PurchaseLog.Builder log = PurchaseLog.withoutValues();
    int end = START + DAYS - 1;
    for (int i = 0; i < customers; i++) {
      int first = START + random.nextInt(700);
      int[] days = new int[2_000];
      days[0] = first;
      int[] count = {1};
      double watched = clock.between(first, end);
      model.simulate(
          watched,
          random,
          age -> {
            int day = dayOf(clock, first, end, age);
            if (day > days[count[0] - 1]) {
              days[count[0]++] = day;
            }
          });
      log.add(days, new double[0], count[0]);
    }
    return log.build();
  }

  /** The day in whose time an age falls. */
  private static int dayOf(OperationalClock clock, int first, int end, double age) {
    int low = first;
    int high = end;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (clock.between(first, middle) >= age) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mbg-nbd", "pareto-nbd", "mbg-cnbd-2"})
  void fit_findsTheSeasonAndTheModelThatMadeTheData(String name) {
    TransactionModel model = MODELS.getOrDefault(name, ModifiedBgNbd.of(1, 1, 1, 1));
    SeasonalIndex truth = truth();
    PurchaseLog log =
        simulated(model, OperationalClock.of(truth, START, START + DAYS - 1), 8_000, 11);
    int until = START + DAYS - 1;

    ModelFit<SeasonalIndex> fit = SeasonFit.fit(name, log, until, HOLIDAYS, PLAIN);

    SeasonalIndex found = fit.model().orElseThrow();
    assertThat(found.terms()).hasSize(13).contains("year-1-cos", "sunday", "holiday:gifts");
    double squares = 0;
    for (int i = 0; i < 13; i++) {
      double error = fit.standardErrors().getOrDefault(found.terms().get(i), Double.NaN);
      double z = (found.coefficients().get(i) - truth.coefficients().get(i)) / error;
      // purchases of one customer come together, so counts vary more than Poisson's
      assertThat(z).as(found.terms().get(i)).isBetween(-5.0, 5.0);
      squares += z * z / 13;
    }
    assertThat(squares).isLessThan(3);

    // the model in the time of the clock is the one that made the data, and explains them better
    OperationalClock clock = OperationalClock.of(found, START, until);
    ModelFit<TransactionModel> seasonal =
        TransactionModels.fit(name, log.histories(until, clock), PLAIN);
    ModelFit<TransactionModel> plain = TransactionModels.fit(name, log.histories(until), PLAIN);
    assertThat(seasonal.model().orElseThrow().expectedTransactions(365))
        .isCloseTo(model.expectedTransactions(365), within(0.05 * model.expectedTransactions(365)));
    assertThat(seasonal.logLikelihood() + logDensityOfDays(log, found))
        .isGreaterThan(plain.logLikelihood() + 500);
  }

  /** The sum of ln s(d) over repeat purchases: histories by the clock are densities in its time. */
  private static double logDensityOfDays(PurchaseLog log, SeasonalIndex index) {
    double[] s = index.on(START, DAYS);
    double sum = 0;
    for (int c = 0; c < log.customers(); c++) {
      for (int p = log.start(c) + 1; p < log.end(c); p++) {
        sum += Math.log(s[log.day(p) - START]);
      }
    }
    return sum;
  }

  @Test
  void fit_withoutASeason_findsNone() {
    PurchaseLog log =
        simulated(ModifiedBgNbd.of(0.8, 60, 0.9, 2.5), OperationalClock.calendar(), 8_000, 12);

    ModelFit<SeasonalIndex> fit = SeasonFit.fit("mbg-nbd", log, START + DAYS - 1, HOLIDAYS, PLAIN);

    double[] s = fit.model().orElseThrow().on(START, DAYS);
    assertThat(Arrays.stream(s).average().orElseThrow()).isCloseTo(1, within(1e-12));
    assertThat(Arrays.stream(s).max().orElseThrow()).isLessThan(1.25);
    assertThat(Arrays.stream(s).min().orElseThrow()).isGreaterThan(0.8);
  }

  @Test
  void flatIndex_changesNothing() {
    PurchaseLog log =
        simulated(ModifiedBgNbd.of(0.8, 60, 0.9, 2.5), OperationalClock.calendar(), 500, 13);
    int until = START + DAYS - 1;
    OperationalClock flat = OperationalClock.of(SeasonalIndex.flat(3, HOLIDAYS), START, until);

    for (String name : MODELS.keySet()) {
      assertThat(TransactionModels.fit(name, log.histories(until, flat), PLAIN))
          .hasToString(TransactionModels.fit(name, log.histories(until), PLAIN).toString());
    }
    assertThat(CovariateGroups.pooled(log.historyGroups(until, flat)).customers()).isEqualTo(500);
  }

  @Test
  void fit_ofLessThanTwoYears_isRefused() {
    PurchaseLog log =
        simulated(ModifiedBgNbd.of(0.8, 60, 0.9, 2.5), OperationalClock.calendar(), 500, 14);

    ModelFit<SeasonalIndex> fit = SeasonFit.fit("mbg-nbd", log, START + 700, HOLIDAYS, PLAIN);

    assertThat(fit.status()).isEqualTo(FitStatus.FAILED);
    assertThat(fit.diagnosis(Language.EN)).contains("Too little data for a season", "at least 730");
    PurchaseLog none = PurchaseLog.withoutValues().build();
    assertThat(SeasonFit.fit("mbg-nbd", none, 900, HOLIDAYS, PLAIN).model()).isEmpty();
  }

  @Test
  void counts_derivativesEqualDifferences() {
    double[][] terms = SeasonalIndex.flat(2, HOLIDAYS).design(START, 60);
    double[] counts = new double[60];
    double[] means = new double[60];
    for (int d = 0; d < 60; d++) {
      counts[d] = d % 7;
      means[d] = 3 + 0.1 * d;
    }
    Differences.check(
        new SeasonLikelihood(counts, means, terms),
        0.2,
        0.3,
        -0.1,
        0.2,
        0.1,
        0.1,
        0.2,
        -0.3,
        0.4,
        0.5,
        -0.6,
        0.7);
  }
}
