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
import io.perenne.analytics.job.TestJobs;
import io.perenne.analytics.score.HorizonOption;
import io.perenne.analytics.score.ScoreRequest;
import io.perenne.analytics.score.ScoreSummary;
import io.perenne.clv.history.CovariateSeries;
import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.model.DatedCovariateModel;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fitting and scoring customers to whom campaigns and prices happen. */
class DatedCovariateJobsTest {
  private static final LocalDate START = LocalDate.of(2024, 1, 1);
  private static final int WEEKS = 80;
  private static final int FUTURE = 20;
  private static final int CUSTOMERS = 1_500;

  @TempDir Path folder;

  private Path transactions = Path.of("transactions.csv");
  private Path covariates = Path.of("covariates.csv");
  private final List<String> known = new ArrayList<>();
  private final List<List<Integer>> bought = new ArrayList<>();

  /**
   * Buys at rate lambda e^(0.9 (campaign - 0.2) - 0.2 (price - 10)) and stops at a constant one.
   */
  @BeforeEach
  void simulate() throws IOException {
    List<String> rows = new ArrayList<>(List.of("customer,date,amount"));
    SplittableRandom random = new SplittableRandom(8);
    for (int c = 0; c < CUSTOMERS; c++) {
      int[] campaign = new int[WEEKS + FUTURE];
      double[] price = new double[WEEKS + FUTURE];
      for (int w = 0; w < campaign.length; w++) {
        campaign[w] = random.nextInt(5) == 0 ? 1 : 0;
        price[w] = 8 + random.nextInt(5);
        known.add(
            String.format(
                Locale.ROOT, "C%d,%s,%s,%.1f", c, day(7 * w), yesNo(campaign[w]), price[w]));
      }
      double lambda = 0.01 + 0.05 * random.nextDouble() * random.nextDouble();
      int gone = (int) (700 * random.nextExponential());
      int first = random.nextInt(7 * WEEKS / 2);
      List<Integer> days = new ArrayList<>(List.of(first));
      for (int d = first + 1; d < Math.min(7 * WEEKS, first + gone); d++) {
        double pace = lambda * Math.exp(0.9 * (campaign[d / 7] - 0.2) - 0.2 * (price[d / 7] - 10));
        if (random.nextDouble() < -Math.expm1(-pace)) {
          days.add(d);
        }
      }
      bought.add(days);
      for (int d : days) {
        rows.add(
            String.format(Locale.ROOT, "C%d,%s,%.2f", c, day(d), 5 + 20 * random.nextDouble()));
      }
    }
    transactions = Files.write(folder.resolve("transactions.csv"), rows);
    covariates = write("covariates.csv", "customer,date,campaign,price", known);
  }

  private static String yesNo(int flag) {
    return flag == 1 ? "yes" : "no";
  }

  private static LocalDate day(int day) {
    return START.plusDays(day);
  }

  private Path write(String name, String header, List<String> rows) throws IOException {
    List<String> all = new ArrayList<>(List.of(header));
    all.addAll(rows);
    return Files.write(folder.resolve(name), all);
  }

  private FittedModel fit(String model, Path file, Optional<LocalDate> end, ModelUnit unit) {
    return TestJobs.fit(
        new FitRequest(
            Inputs.of(transactions, false),
            model,
            end,
            Inputs.LAST,
            unit,
            true,
            Optional.of(file),
            Optional.empty()));
  }

  private FittedModel fit(String model, Path file) {
    return fit(model, file, Optional.empty(), ModelUnit.DAY);
  }

  private ScoreSummary score(FittedModel model, Path file, String horizon, Path out) {
    return TestJobs.score(
        model,
        new ScoreRequest(
            Inputs.of(transactions, false),
            Inputs.LAST,
            HorizonOption.parse(horizon),
            0.9,
            Optional.of(file),
            out));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pareto-nbd", "mbg-nbd"})
  void fit_findsWhatCampaignsAndPricesDo(String model) {
    FittedModel fitted = fit(model, covariates);

    FittedCovariates found = Objects.requireNonNull(fitted.covariates());
    FittedCovariates.Coefficient campaign = found.coefficients().get(0);
    assertThat(campaign.name()).isEqualTo("campaign=yes");
    assertNear(campaign.purchases(), 0.9, campaign.purchasesError());
    FittedCovariates.Coefficient price = found.coefficients().get(1);
    assertNear(price.purchases(), -0.2, price.purchasesError());
    assertNear(price.dropout(), 0, price.dropoutError());
    assertThat(fitted.logLikelihood()).isGreaterThan(found.logLikelihoodWithout() + 100);
    assertThat(found.notes()).isEmpty();
    assertThat(fitted.spend()).isNotNull();
  }

  private static void assertNear(double found, double known, @Nullable Double error) {
    assertThat(found).isCloseTo(known, within(3.5 * Objects.requireNonNull(error)));
  }

  @Test
  void fit_doesNotDependOnTheOrderOfRows() throws IOException {
    List<String> shuffled = new ArrayList<>(known);
    Collections.shuffle(shuffled, new Random(3));
    Path other = write("shuffled.csv", "customer,date,campaign,price", shuffled);

    FittedModel one = fit("mbg-nbd", covariates);
    FittedModel two = fit("mbg-nbd", other);

    assertThat(two.parameters()).isEqualTo(one.parameters());
    assertThat(two.logLikelihood()).isEqualTo(one.logLikelihood());
    assertThat(Objects.requireNonNull(two.covariates()).coefficients())
        .isEqualTo(Objects.requireNonNull(one.covariates()).coefficients());
  }

  @Test
  void fit_inWeeks_isTheSameModel() {
    FittedModel days = fit("pareto-nbd", covariates);
    FittedModel weeks = fit("pareto-nbd", covariates, Optional.empty(), ModelUnit.WEEK);

    assertThat(value(weeks.parameters(), "alpha"))
        .isCloseTo(value(days.parameters(), "alpha") / 7, within(1e-9));
    assertThat(value(weeks.parameters(), "r")).isEqualTo(value(days.parameters(), "r"));
    assertThat(weeks.logLikelihood() - days.logLikelihood())
        .isCloseTo(days.repeatPurchases() * Math.log(7), within(1e-6));
    assertThat(weeks.dated()).isPresent();
    assertThat(value(weeks.dated().orElseThrow().parameters(), "beta"))
        .isCloseTo(value(days.dated().orElseThrow().parameters(), "beta"), within(1e-6));
  }

  private static double value(Map<String, Double> parameters, String name) {
    return parameters.getOrDefault(name, Double.NaN);
  }

  @Test
  void score_readsTheFutureOfEachCustomer_afterTheModelWasKeptInAFile() throws IOException {
    FittedModel fitted = fit("mbg-nbd", covariates);
    Path file = folder.resolve("model.json");
    ModelFile.write(fitted, file);
    FittedModel kept = ModelFile.read(file);
    assertThat(kept).isEqualTo(fitted);
    Path out = folder.resolve("scores.csv");

    ScoreSummary summary = score(kept, covariates, "90 days", out);

    assertThat(summary.customers()).isEqualTo(CUSTOMERS);
    assertThat(summary.notes()).isEmpty();
    DatedCovariateModel model = kept.dated().orElseThrow();
    List<String> scores = Files.readAllLines(out);
    for (int c : new int[] {0, 17, 1_499}) {
      String one = Integer.toString(c);
      String[] score =
          scores.stream()
              .filter(line -> line.startsWith("C" + one + ","))
              .findFirst()
              .orElseThrow()
              .split(",", -1);
      DatedHistory history = history(c, summary.asOf());
      assertThat(Double.parseDouble(score[6]))
          .isCloseTo(model.probabilityAlive(history), within(1e-6));
      assertThat(Double.parseDouble(score[7]))
          .isCloseTo(model.expectedPurchases(history, 90), within(1e-6));
    }
  }

  /** The history of a customer with the covariates that the file has, read here. */
  private DatedHistory history(int c, LocalDate asOf) {
    int[] from = new int[WEEKS + FUTURE];
    double[][] values = new double[from.length][];
    for (int w = 0; w < from.length; w++) {
      String[] row = known.get(c * from.length + w).split(",", -1);
      from[w] = Math.toIntExact(LocalDate.parse(row[1]).toEpochDay());
      values[w] = new double[] {row[2].equals("yes") ? 1 : 0, Double.parseDouble(row[3])};
    }
    int[] days =
        bought.get(c).stream().mapToInt(d -> Math.toIntExact(day(d).toEpochDay())).toArray();
    return DatedHistory.of(
        CovariateSeries.of(from, values), days, days.length, Math.toIntExact(asOf.toEpochDay()));
  }

  @Test
  void score_beyondTheLastRow_holdsItAndSaysSo() {
    FittedModel fitted = fit("mbg-nbd", covariates);

    ScoreSummary summary = score(fitted, covariates, "300 days", folder.resolve("scores.csv"));

    assertThat(summary.notes())
        .extracting(Message::toString)
        .containsExactly(
            "The last covariates in %s are of %s and are held to the end of the forecast, %s."
                .formatted(
                    covariates, day(7 * (WEEKS + FUTURE - 1)), summary.asOf().plusDays(300)));
  }

  @Test
  void fit_withACalibration_foretellsTheRestBetterThanWithoutCovariates() {
    Optional<LocalDate> end = Optional.of(day(7 * WEEKS - 120));

    Holdout with = Objects.requireNonNull(fit("mbg-nbd", covariates, end, ModelUnit.DAY).holdout());

    Holdout without =
        Objects.requireNonNull(
            TestJobs.fit(
                    new FitRequest(
                        Inputs.of(transactions, false),
                        "mbg-nbd",
                        end,
                        Inputs.LAST,
                        ModelUnit.DAY,
                        true,
                        Optional.empty(),
                        Optional.empty()))
                .holdout());
    assertThat(with.actual()).isEqualTo(without.actual());
    assertThat(with.logScore()).isLessThan(without.logScore());
    assertThat(Math.abs(with.bias())).isLessThan(0.15);
  }

  @Test
  void withoutAColumnOfCustomers_theValuesAreThoseOfAll() throws IOException {
    List<String> shared = new ArrayList<>();
    List<String> each = new ArrayList<>();
    for (int w = 0; w < WEEKS; w++) {
      String values = day(7 * w) + "," + (w % 4 == 0 ? 1 : 0);
      shared.add(values);
      for (int c = 0; c < CUSTOMERS; c++) {
        each.add("C" + c + "," + values);
      }
    }

    FittedModel all = fit("mbg-nbd", write("shared.csv", "week,campaign", shared));
    FittedModel one = fit("mbg-nbd", write("each.csv", "customer,week,campaign", each));

    assertThat(all.parameters()).isEqualTo(one.parameters());
    assertThat(Objects.requireNonNull(all.covariates()).coefficients())
        .isEqualTo(Objects.requireNonNull(one.covariates()).coefficients());
  }

  @Test
  void auto_takesTheModelThatExplainsMore_andSaysWhy() {
    FittedModel fitted = fit(FitRequest.AUTO, covariates);

    assertThat(fitted.model()).isIn("mbg-nbd", "pareto-nbd");
    assertThat(fitted.reason())
        .asString()
        .contains("by likelihood: mbg-nbd -")
        .contains(" pareto-nbd -");
  }

  @Test
  void customersWithoutRows_countAsAverage_andAreNamed() throws IOException {
    List<String> some = known.stream().filter(row -> !row.startsWith("C17,")).toList();

    FittedModel fitted = fit("mbg-nbd", write("some.csv", "customer,date,campaign,price", some));

    assertThat(Objects.requireNonNull(fitted.covariates()).notes())
        .singleElement()
        .asString()
        .startsWith("1 customer has no row in ")
        .endsWith("count as average: C17.");
    assertThat(fitted.customers()).isEqualTo(CUSTOMERS);
  }

  @Test
  void customersWhoBoughtBeforeTheirFirstRow_areRefusedByName() throws IOException {
    TreeSet<String> early = new TreeSet<>();
    List<String> late = new ArrayList<>();
    for (String row : known) {
      String[] field = row.split(",", -1);
      boolean begins = field[0].equals("C3") || field[0].equals("C4");
      if (begins && LocalDate.parse(field[1]).isBefore(day(7 * WEEKS))) {
        early.add(field[0]);
      } else {
        late.add(row);
      }
    }
    Path file = write("late.csv", "customer,date,campaign,price", late);

    assertThat(early).hasSize(2);
    assertThatThrownBy(() -> fit("mbg-nbd", file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the covariates of 2 customers begin after their first purchase")
        .hasMessageContaining(
            "customer C3 bought first on %s and is known from %s on."
                .formatted(day(bought.get(3).get(0)), day(7 * WEEKS)))
        .hasMessageContaining("add a row dated on or before the first purchase");
  }

  @Test
  void otherModels_seasons_andBacktests_areRefused() {
    assertThatThrownBy(() -> fit("bg-nbd", covariates))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("covariates with dates are for mbg-nbd and pareto-nbd");
    assertThatThrownBy(
            () ->
                TestJobs.fit(
                    new FitRequest(
                        Inputs.of(transactions, false),
                        "mbg-nbd",
                        Optional.empty(),
                        Inputs.LAST,
                        ModelUnit.DAY,
                        true,
                        Optional.of(covariates),
                        Optional.of(List.of()))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("covariates with dates and a season are not fitted together");
    assertThatThrownBy(
            () ->
                TestJobs.backtest(
                    new BacktestRequest(
                        Inputs.of(transactions, false),
                        Inputs.LAST,
                        List.of("mbg-nbd"),
                        1,
                        HorizonOption.parse("100 days"),
                        true,
                        1,
                        Language.EN,
                        Optional.of(covariates),
                        Optional.empty(),
                        folder.resolve("backtest"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a backtest compares covariates without dates");
  }

  @Test
  void score_withAFileWithoutDates_isRefused() throws IOException {
    FittedModel fitted = fit("mbg-nbd", covariates);
    Path fixed = write("fixed.csv", "customer,campaign,price", List.of("C1,yes,9", "C2,no,10"));

    assertThatThrownBy(() -> score(fitted, fixed, "90 days", folder.resolve("scores.csv")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the model needs covariates with dates");
    assertThat(folder.resolve("scores.csv")).doesNotExist();
  }
}
