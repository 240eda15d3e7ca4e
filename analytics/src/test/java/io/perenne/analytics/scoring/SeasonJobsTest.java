// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.InputException;
import io.perenne.analytics.fit.FitRequest;
import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.FittedSeason;
import io.perenne.analytics.fit.Holdout;
import io.perenne.analytics.fit.ModelFile;
import io.perenne.analytics.fit.ModelUnit;
import io.perenne.analytics.job.TestJobs;
import io.perenne.analytics.score.HorizonOption;
import io.perenne.analytics.score.ScoreRequest;
import io.perenne.clv.history.Holiday;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SeasonalIndex;
import io.perenne.clv.model.BgNbd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fitting and scoring customers who buy in winter and before a feast, as a known clock says. */
class SeasonJobsTest {
  private static final LocalDate START = LocalDate.of(2021, 1, 1);
  private static final LocalDate END = LocalDate.of(2023, 12, 31);
  private static final List<Holiday> FEAST = List.of(Holiday.parse("feast=05-01..05-14"));

  @TempDir Path folder;

  private Path transactions = Path.of("transactions.csv");

  @BeforeEach
  void simulate() throws IOException {
    int start = (int) START.toEpochDay();
    int end = (int) END.toEpochDay();
    List<Double> winter = List.of(0.8, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0);
    SeasonalIndex index =
        new SeasonalIndex(1, FEAST, 0, winter).with(winter, start, end - start + 1);
    OperationalClock clock = OperationalClock.of(index, start, end);
    SplittableRandom random = new SplittableRandom(21);
    List<String> rows = new ArrayList<>(List.of("customer,date"));
    for (int i = 0; i < 4_000; i++) {
      int customer = i;
      int first = start + random.nextInt(600);
      int[] day = {first};
      rows.add(row(customer, first));
      BgNbd.of(1.0, 80, 0.6, 4)
          .simulate(
              clock.between(first, end),
              random,
              age -> {
                int before = day[0];
                while (clock.between(first, day[0]) < age) {
                  day[0]++;
                }
                if (day[0] > before) {
                  rows.add(row(customer, day[0]));
                }
              });
    }
    transactions = Files.write(folder.resolve("transactions.csv"), rows);
  }

  private static String row(int customer, int day) {
    return String.format(Locale.ROOT, "C%d,%s", customer, LocalDate.ofEpochDay(day));
  }

  private FittedModel fit(LocalDate end, ModelUnit unit, Optional<List<Holiday>> season) {
    return fit("bg-nbd", end, unit, season);
  }

  private FittedModel fit(
      String model, LocalDate end, ModelUnit unit, Optional<List<Holiday>> season) {
    return TestJobs.fit(
        new FitRequest(
            Inputs.of(transactions, false),
            model,
            Optional.of(end),
            Inputs.LAST,
            unit,
            true,
            Optional.empty(),
            season));
  }

  @Test
  void fit_findsTheSeason_andForetellsTheSpring() {
    // four months from September on are busy; a model that knows no season expects too little
    LocalDate cut = LocalDate.of(2023, 8, 31);
    FittedModel with = fit(cut, ModelUnit.WEEK, Optional.of(FEAST));
    FittedModel without = fit(cut, ModelUnit.WEEK, Optional.empty());

    FittedSeason season = Objects.requireNonNull(with.season());
    assertThat(season.coefficients().getOrDefault("year-1-cos", 0.0)).isCloseTo(0.8, within(0.1));
    assertThat(season.coefficients().getOrDefault("holiday:feast", 0.0))
        .isCloseTo(1.0, within(0.15));
    assertThat(season.standardErrors().getOrDefault("year-1-cos", 0.0)).isBetween(0.005, 0.05);
    assertThat(with.logLikelihood() + season.logDensityOfDays())
        .isGreaterThan(without.logLikelihood() + 300);
    Holdout foretold = Objects.requireNonNull(with.holdout());
    Holdout plain = Objects.requireNonNull(without.holdout());
    assertThat(foretold.bias()).isCloseTo(0, within(0.08));
    assertThat(plain.bias()).isLessThan(-0.15);
    assertThat(foretold.logScore()).isLessThan(plain.logScore());
  }

  /** In calendar time the gaps would be those of any other fit. */
  @Test
  void fit_ofTheMixture_readsGapsByTheClock() {
    LocalDate cut = LocalDate.of(2023, 8, 31);
    FittedModel with = fit("pareto-cnbd-mixture", cut, ModelUnit.DAY, Optional.of(FEAST));
    FittedModel without = fit("pareto-cnbd-mixture", cut, ModelUnit.DAY, Optional.empty());
    FittedSeason season = Objects.requireNonNull(with.season());
    assertThat(with.logLikelihood()).isNotCloseTo(without.logLikelihood(), within(100.0));
    assertThat(with.logLikelihood() + season.logDensityOfDays())
        .isGreaterThan(without.logLikelihood() + 300);
    assertThat(Objects.requireNonNull(with.holdout()).bias()).isCloseTo(0, within(0.1));
  }

  @Test
  void score_countsDaysByTheClock_afterTheModelWasKeptInAFile() throws IOException {
    FittedModel fitted = fit(END, ModelUnit.DAY, Optional.of(FEAST));
    Path file = folder.resolve("model.json");
    ModelFile.write(fitted, file);
    FittedModel kept = ModelFile.read(file);
    assertThat(kept).isEqualTo(fitted);
    Path out = folder.resolve("scores.csv");

    TestJobs.score(
        kept,
        new ScoreRequest(
            Inputs.of(transactions, false),
            Inputs.LAST,
            HorizonOption.parse("120 days"),
            0.9,
            Optional.empty(),
            out));

    OperationalClock clock = kept.clock();
    int asOf = (int) END.toEpochDay();
    List<String> lines = Files.readAllLines(out);
    for (int i : new int[] {1, 77, 3_000}) {
      String[] score = lines.get(i).split(",", -1);
      int first = (int) LocalDate.parse(score[1]).toEpochDay();
      int last = (int) LocalDate.parse(score[2]).toEpochDay();
      assertThat(score[4]).isEqualTo(Integer.toString(last - first));
      assertThat(score[5]).isEqualTo(Integer.toString(asOf - first));
      PurchaseHistory history =
          PurchaseHistory.of(
              Integer.parseInt(score[3]), clock.between(first, last), clock.between(first, asOf));
      assertThat(Double.parseDouble(score[7]))
          .isCloseTo(
              kept.transactionModel()
                  .conditionalExpectedTransactions(history, clock.between(asOf, asOf + 120)),
              within(1e-6));
    }
  }

  @Test
  void fit_ofLessThanTwoYears_isRefusedWithWords() {
    assertThatThrownBy(() -> fit(LocalDate.of(2022, 6, 30), ModelUnit.DAY, Optional.of(List.of())))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no season can be fitted")
        .hasMessageContaining("at least 730");
  }
}
