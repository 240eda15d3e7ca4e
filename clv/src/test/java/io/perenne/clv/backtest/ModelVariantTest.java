// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.fit.Covariate;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.Holiday;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SeasonalIndex;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.model.CovariateModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.words.Language;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Customers who buy by season or differ by a covariate, and ones who do neither. */
class ModelVariantTest {
  private static final int START = (int) LocalDate.of(2020, 1, 1).toEpochDay();
  private static final int DAYS = 4 * 365;
  private static final LocalDate LAST = LocalDate.ofEpochDay(START + DAYS - 1);
  private static final List<Holiday> NONE = List.of();

  private static PurchaseLog simulated(double web, double wave, long seed) {
    CovariateModel model =
        new CovariateModel(
            "mbg-nbd",
            Map.of("r", 1.0, "alpha", 80.0, "a", 0.6, "b", 4.0),
            List.of(new Covariate("web", 0.5, web, 0)));
    SeasonalIndex index =
        new SeasonalIndex(1, NONE, 0, List.of(wave, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0));
    OperationalClock clock =
        OperationalClock.of(index.with(index.coefficients(), START, DAYS), START, START + DAYS);
    PurchaseLog.Builder log =
        PurchaseLog.withoutValues()
            .withCovariates(List.of("web"), List.of(List.of(0.0), List.of(1.0)));
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 3_000; i++) {
      int first = START + random.nextInt(900);
      int[] days = new int[DAYS];
      days[0] = first;
      int[] count = {1};
      int pattern = i % 2;
      model
          .of(List.of((double) pattern))
          .simulate(
              clock.between(first, START + DAYS - 1),
              random,
              age -> {
                int day = days[count[0] - 1];
                while (clock.between(first, day) < age) {
                  day++;
                }
                if (day > days[count[0] - 1]) {
                  days[count[0]++] = day;
                }
              });
      log.add(days, new double[0], count[0], pattern);
    }
    return log.build();
  }

  private static BacktestReport backtest(PurchaseLog log, List<String> models) {
    return Backtest.run(
        log,
        LAST,
        new BacktestOptions(models, 2, 120, FitOptions.withDefaults(), SpendBasis.PAID, 1, NONE));
  }

  private static ModelSelector.Selection select(PurchaseLog log) {
    return ModelSelector.select(log, LAST, FitOptions.withDefaults(), Optional.of(NONE));
  }

  @Test
  void of_isTheInverseOfTheName() {
    for (String name :
        List.of("bg-nbd", "mbg-cnbd-2+season", "nbd+covariates", "pareto-nbd+season+covariates")) {
      assertThat(ModelVariant.of(name).name()).isEqualTo(name);
    }
    assertThat(ModelVariant.of("nbd+season")).isEqualTo(new ModelVariant("nbd", true, false));
    assertThat(ModelVariant.of("nbd").plain()).isTrue();
  }

  @Test
  void season_gainsWhereThereIsOne() {
    PurchaseLog log = simulated(0, 0.9, 3);

    BacktestReport report =
        backtest(log, List.of("mbg-nbd", "mbg-nbd+season", "mbg-nbd+covariates"));

    assertThat(report.standings().get(0).name()).isEqualTo("mbg-nbd+season");
    Standing plain =
        report.standings().stream()
            .filter(standing -> standing.name().equals("mbg-nbd"))
            .findFirst()
            .orElseThrow();
    assertThat(plain.level()).isFalse();
    // horizons of four months within a year of seasons: the model alone is far off, ours is not
    for (OriginResult origin : report.origins()) {
      CandidateResult seasonal = origin.candidate("mbg-nbd+season");
      assertThat(seasonal.purchases().orElseThrow().bias()).isCloseTo(0, within(0.12));
      assertThat(Math.abs(origin.candidate("mbg-nbd").purchases().orElseThrow().bias()))
          .isGreaterThan(0.2);
      assertThat(seasonal.trackingError().orElseThrow())
          .isLessThan(origin.candidate("mbg-nbd").trackingError().orElseThrow());
    }
    assertThat(report.charts()).isPresent();
    assertThat(select(log).model()).endsWith("+season");
  }

  @Test
  void covariates_gainWhereTheyTellCustomersApart() {
    PurchaseLog log = simulated(2.0, 0, 4);

    ModelSelector.Selection selection = select(log);

    assertThat(selection.model()).endsWith("+covariates").doesNotContain("+season");
    assertThat(selection.reason().in(Language.EN)).contains("beats the model alone by");
  }

  @Test
  void nothing_entersWhereNothingGains() {
    ModelSelector.Selection selection = select(simulated(0, 0, 5));

    assertThat(selection.model()).doesNotContain("+");
    assertThat(selection.reason().in(Language.EN))
        .contains("Neither a season nor covariates improve");
  }

  @Test
  void season_withoutTwoYearsBeforeACut_failsWithWords() {
    BacktestReport report =
        Backtest.run(
            simulated(0, 0, 6),
            LocalDate.ofEpochDay(START + 800),
            new BacktestOptions(
                List.of("mbg-nbd", "mbg-nbd+season"),
                1,
                120,
                FitOptions.withDefaults(),
                SpendBasis.PAID,
                1,
                NONE));

    assertThat(report.standings()).hasSize(1);
    assertThat(report.origins().get(0).candidate("mbg-nbd+season").failure().orElseThrow().key())
        .isEqualTo("finding.too-little-data.season");
  }

  /** Gaps count in the time of the clock in which everything else is counted. */
  @Test
  void mixtureWithSeason_isFittedAndAskedInTheTimeOfItsClock() {
    PurchaseLog log = simulated(0, 0.9, 7).sample(START + DAYS, 600);
    int until = START + DAYS - 121;
    ModelVariant variant = ModelVariant.of("pareto-cnbd-mixture+season");
    FitOptions options = FitOptions.withDefaults();

    Population population =
        Population.fit(variant, log, until, NONE, options).model().orElseThrow();

    OperationalClock clock = population.clock();
    assertThat(clock.isCalendar()).isFalse();
    assertThat(population.average().parameters())
        .isEqualTo(
            TransactionModels.fit(variant.model(), log.historiesByLogGaps(until, clock), options)
                .model()
                .orElseThrow()
                .parameters());
    Cut cut = Cut.of(log, until, 120, true);
    for (int c = 0; c < cut.customers(); c++) {
      assertThat(cut.cell(cut.cellOf(c), clock)).isEqualTo(log.history(c, until, clock));
    }
  }

  @Test
  void mixtureWithCovariates_tellsCustomersApart() {
    PurchaseLog log = simulated(2.0, 0, 8).sample(START + DAYS, 600);

    BacktestReport report =
        backtest(log, List.of("pareto-cnbd-mixture", "pareto-cnbd-mixture+covariates"));

    assertThat(report.standings().get(0).name()).isEqualTo("pareto-cnbd-mixture+covariates");
  }
}
