// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.InputException;
import io.perenne.analytics.backtest.BacktestRequest;
import io.perenne.analytics.fit.FitRequest;
import io.perenne.analytics.fit.FittedCovariates;
import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.Holdout;
import io.perenne.analytics.fit.ModelFile;
import io.perenne.analytics.fit.ModelUnit;
import io.perenne.analytics.fit.Sentence;
import io.perenne.analytics.job.TestJobs;
import io.perenne.analytics.score.HorizonOption;
import io.perenne.analytics.score.ScoreRequest;
import io.perenne.analytics.score.ScoreSummary;
import io.perenne.clv.backtest.BacktestReport;
import io.perenne.clv.backtest.Standing;
import io.perenne.clv.fit.Covariate;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.CovariateModel;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fitting and scoring customers whose channel and age make a difference that is known. */
class CovariateJobsTest {
  private static final LocalDate START = LocalDate.of(2024, 1, 1);
  private static final LocalDate END = START.plusDays(500);

  private static final CovariateModel TRUTH =
      new CovariateModel(
          "pareto-nbd",
          Map.of("r", 0.9, "alpha", 40.0, "s", 0.9, "beta", 150.0),
          List.of(new Covariate("web", 0.25, 0.8, -0.5), new Covariate("age", 40, -0.02, 0)));

  @TempDir Path folder;

  private Path transactions = Path.of("transactions.csv");
  private Path covariates = Path.of("covariates.csv");

  @BeforeEach
  void simulate() throws IOException {
    List<String> rows = new ArrayList<>(List.of("customer,date,amount"));
    List<String> known = new ArrayList<>(List.of("customer,channel,age"));
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 4_000; i++) {
      int customer = i;
      boolean web = random.nextInt(4) == 0;
      int age = 20 + 10 * random.nextInt(5);
      LocalDate first = START.plusDays(random.nextInt(200));
      double watched = END.toEpochDay() - first.toEpochDay();
      double ticket = (web ? 20 : 10) * Math.exp(0.4 * random.nextGaussian());
      LocalDate[] last = {first};
      rows.add(row(customer, first, ticket * (0.5 + random.nextDouble())));
      TRUTH
          .of(List.of(web ? 1.0 : 0.0, (double) age))
          .simulate(
              watched,
              random,
              at -> {
                LocalDate day = first.plusDays((long) Math.ceil(at));
                // two on one day would be one purchase of twice the value
                if (day.isAfter(last[0])) {
                  rows.add(row(customer, day, ticket * (0.5 + random.nextDouble())));
                }
                last[0] = day;
              });
      if (i != 17) {
        known.add("C%d,%s,%d".formatted(customer, web ? "web" : "store", age));
      }
    }
    transactions = Files.write(folder.resolve("transactions.csv"), rows);
    covariates = Files.write(folder.resolve("covariates.csv"), known);
  }

  private static String row(int customer, LocalDate day, double amount) {
    return String.format(Locale.ROOT, "C%d,%s,%.2f", customer, day, amount);
  }

  private FittedModel fit(Optional<LocalDate> end, ModelUnit unit, Optional<Path> file) {
    return TestJobs.fit(
        new FitRequest(
            Inputs.of(transactions, false),
            "pareto-nbd",
            end,
            Inputs.LAST,
            unit,
            true,
            file,
            Optional.empty()));
  }

  private ScoreSummary score(FittedModel model, Optional<Path> file, Path out) {
    return TestJobs.score(
        model,
        new ScoreRequest(
            Inputs.of(transactions, false),
            Inputs.LAST,
            HorizonOption.parse("90 days"),
            0.9,
            file,
            out));
  }

  @Test
  void fit_findsWhatChannelAndAgeDo() {
    FittedModel fitted = fit(Optional.of(END.minusDays(100)), ModelUnit.WEEK, covariateFile());
    FittedCovariates found = Objects.requireNonNull(fitted.covariates());

    FittedCovariates.Coefficient web = found.coefficients().get(0);
    assertThat(web.name()).isEqualTo("channel=web");
    assertNear(web.purchases(), 0.8, web.purchasesError());
    assertNear(web.dropout(), -0.5, web.dropoutError());
    assertNear(Objects.requireNonNull(web.spend()), Math.log(2), web.spendError());
    FittedCovariates.Coefficient age = found.coefficients().get(1);
    assertNear(age.purchases(), -0.02, age.purchasesError());
    assertNear(age.dropout(), 0, age.dropoutError());
    assertNear(Objects.requireNonNull(age.spend()), 0, age.spendError());
    assertThat(fitted.logLikelihood() - found.logLikelihoodWithout()).isGreaterThan(100);
    assertThat(found.notes())
        .extracting(Sentence::toString)
        .containsExactly("1 customer has no row in " + covariates + " and count as average: C17.");
    // holdout: covariates tell customers apart, so they must gain there as well
    Holdout with = Objects.requireNonNull(fitted.holdout());
    Holdout without =
        Objects.requireNonNull(
            fit(Optional.of(END.minusDays(100)), ModelUnit.WEEK, Optional.empty()).holdout());
    assertThat(with.logScore()).isLessThan(without.logScore());
    assertThat(with.actual()).isEqualTo(without.actual());
  }

  private static void assertNear(double found, double known, @Nullable Double error) {
    assertThat(found).isCloseTo(known, within(3.5 * Objects.requireNonNull(error)));
  }

  private Optional<Path> covariateFile() {
    return Optional.of(covariates);
  }

  @Test
  void score_usesTheCovariatesOfEachCustomer_afterTheModelWasKeptInAFile() throws IOException {
    FittedModel fitted = fit(Optional.empty(), ModelUnit.DAY, covariateFile());
    Path file = folder.resolve("model.json");
    ModelFile.write(fitted, file);
    FittedModel kept = ModelFile.read(file);
    assertThat(kept).isEqualTo(fitted);
    Path out = folder.resolve("scores.csv");

    ScoreSummary summary = score(kept, covariateFile(), out);

    assertThat(summary.customers()).isEqualTo(4_000);
    assertThat(summary.notes()).hasSize(1);
    FittedCovariates known = Objects.requireNonNull(fitted.covariates());
    List<String> scores = Files.readAllLines(out);
    List<String> rows = Files.readAllLines(covariates);
    for (int i : new int[] {1, 18, 2_500}) {
      String[] row = rows.get(i).split(",", -1);
      String[] score =
          scores.stream()
              .filter(line -> line.startsWith(row[0] + ","))
              .findFirst()
              .orElseThrow()
              .split(",", -1);
      var model =
          known
              .purchases(fitted.model(), fitted.parameters())
              .of(List.of(row[1].equals("web") ? 1.0 : 0.0, Double.parseDouble(row[2])));
      var history =
          PurchaseHistory.of(
              Integer.parseInt(score[3]),
              Double.parseDouble(score[4]),
              Double.parseDouble(score[5]));
      assertThat(Double.parseDouble(score[6]))
          .isCloseTo(model.probabilityAlive(history), within(1e-6));
      assertThat(Double.parseDouble(score[7]))
          .isCloseTo(model.conditionalExpectedTransactions(history, 90), within(1e-6));
    }
  }

  @Test
  void score_withoutTheCovariates_orWithOnesThatTheModelDoesNotKnow_isRefused() {
    FittedModel with = fit(Optional.empty(), ModelUnit.DAY, covariateFile());
    FittedModel without = fit(Optional.empty(), ModelUnit.DAY, Optional.empty());
    Path out = folder.resolve("scores.csv");

    assertThatThrownBy(() -> score(with, Optional.empty(), out))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the model needs covariates of the customers: channel, age");
    assertThatThrownBy(() -> score(without, covariateFile(), out))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the model knows no covariates");
    assertThat(out).doesNotExist();
  }

  /**
   * Nobody has published such a fit exactly, so the reference is the sum over customers, read and
   * counted here, of their own model's density.
   */
  @Test
  void fit_logLikelihood_isTheSumOverCustomers() throws IOException {
    LocalDate end = START.plusDays(300);
    Map<String, TreeSet<LocalDate>> days = new TreeMap<>();
    for (String line : Files.readAllLines(transactions)) {
      String[] field = line.split(",", -1);
      if (!field[0].equals("customer")) {
        days.computeIfAbsent(field[0], id -> new TreeSet<>()).add(LocalDate.parse(field[1]));
      }
    }
    List<String> web =
        Files.readAllLines(covariates).stream()
            .filter(line -> line.contains(",web,"))
            .map(line -> line.substring(0, line.indexOf(',')))
            .toList();
    List<String> rows = new ArrayList<>(List.of("customer_id,online"));
    days.keySet().forEach(id -> rows.add(id + "," + (web.contains(id) ? "yes" : "no")));
    Path file = Files.write(folder.resolve("channels.csv"), rows);

    FittedModel fitted =
        TestJobs.fit(
            new FitRequest(
                Inputs.of(transactions, true),
                "pareto-nbd",
                Optional.of(end),
                Inputs.LAST,
                ModelUnit.DAY,
                false,
                Optional.of(file),
                Optional.empty()));

    FittedCovariates covariates = Objects.requireNonNull(fitted.covariates());
    CovariateModel model = covariates.purchases(fitted.model(), fitted.parameters());
    boolean yes = covariates.coefficients().get(0).name().equals("online=yes");
    double sum = 0;
    for (String id : days.keySet()) {
      boolean online = web.contains(id);
      TreeSet<LocalDate> seen = new TreeSet<>(days.getOrDefault(id, new TreeSet<>()));
      seen.removeIf(day -> day.isAfter(end));
      double first = seen.first().toEpochDay();
      sum +=
          model
              .of(List.of(online == yes ? 1.0 : 0.0))
              .logLikelihood(
                  PurchaseHistory.of(
                      seen.size() - 1, seen.last().toEpochDay() - first, end.toEpochDay() - first));
    }
    assertThat(fitted.logLikelihood()).isCloseTo(sum, within(1e-7));
    assertThat(fitted.logLikelihood()).isGreaterThan(covariates.logLikelihoodWithout() + 2);
    assertThat(fitted.customers()).isEqualTo(4_000);
  }

  @Test
  void backtest_comparesEveryModelWithAndWithoutCovariates() throws IOException {
    BacktestReport report =
        TestJobs.backtest(
            new BacktestRequest(
                Inputs.of(transactions, false),
                Inputs.LAST,
                List.of("pareto-nbd"),
                1,
                HorizonOption.parse("100 days"),
                true,
                1,
                Language.EN,
                covariateFile(),
                Optional.empty(),
                folder.resolve("backtest")));

    assertThat(report.standings().stream().map(Standing::name))
        .containsExactly("pareto-nbd+covariates", "pareto-nbd");
    assertThat(report.charts()).isPresent();
    assertThat(Files.readString(folder.resolve("backtest/backtest.csv")))
        .contains("pareto-nbd+covariates");
  }

  @Test
  void fit_auto_takesCovariatesBecauseTheyGain() {
    FittedModel fitted =
        TestJobs.fit(
            new FitRequest(
                Inputs.of(transactions, false),
                FitRequest.AUTO,
                Optional.empty(),
                Inputs.LAST,
                ModelUnit.DAY,
                true,
                covariateFile(),
                Optional.empty()));

    assertThat(fitted.covariates()).isNotNull();
    assertThat(fitted.reason()).asString().contains("+covariates beats the model alone");
  }

  @Test
  void fit_withAFileOfOtherCustomers_isRefused() throws IOException {
    Path others = Files.writeString(folder.resolve("others.csv"), others());

    assertThatThrownBy(() -> fit(Optional.empty(), ModelUnit.DAY, Optional.of(others)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no customer of the transactions has a row")
        .hasMessageContaining("customers are called as in: C0, C1, C10");
  }

  private static String others() {
    StringBuilder text = new StringBuilder("id,web\n");
    for (int i = 0; i < 30; i++) {
      text.append("X").append(i).append(',').append(i % 2).append('\n');
    }
    return text.toString();
  }
}
