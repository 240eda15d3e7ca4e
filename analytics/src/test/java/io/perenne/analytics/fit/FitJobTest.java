// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.analytics.InputException;
import io.perenne.analytics.job.TestJobs;
import io.perenne.analytics.score.SimulatedModel;
import io.perenne.analytics.score.SimulationRequest;
import io.perenne.analytics.scoring.CdnowFile;
import io.perenne.analytics.scoring.Inputs;
import io.perenne.clv.spend.SpendIndependence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitJobTest {
  private static final Path OPTIMA = Path.of("../clv/src/test/resources/io/perenne/clv/model");

  @TempDir Path folder;

  /**
   * Reference optima: Newton on 30-digit likelihoods (mpmath), weeks of exactly seven days. The
   * tolerance, 1e-8 relative, is that of our optimiser's stop with room to spare.
   */
  @ParameterizedTest
  @CsvSource({
    "sample, bg-nbd, bgnbd",
    "sample, mbg-nbd, mbgnbd",
    "sample, pareto-nbd, pnbd",
    "master, bg-nbd, bgnbd",
    "master, mbg-nbd, mbgnbd",
    "master, pareto-nbd, pnbd"
  })
  void fit_withoutPriorsKeepingZeroPrices_isTheExactOptimum(String which, String model, String key)
      throws IOException {
    FittedModel fitted = fit(CdnowFile.write(which, folder), model, true);
    JsonNode reference =
        new ObjectMapper()
            .readTree(OPTIMA.resolve("exact_mle_cdnow_" + which + ".json").toFile())
            .path("models");

    assertSame(fitted.parameters(), reference.path(key).path("params"), Map.of());
    assertSame(fitted.standardErrors(), reference.path(key).path("std_errors"), Map.of());
    assertThat(fitted.logLikelihood())
        .isCloseTo(reference.path(key).path("log_likelihood").asDouble(), within(1e-6));
    FittedSpend spend = Objects.requireNonNull(fitted.spend());
    assertSame(spend.parameters(), reference.path("gg").path("params"), Map.of("v", "gamma"));
    assertThat(spend.customers()).isEqualTo(reference.path("gg").path("n").asLong());
    Holdout holdout = Objects.requireNonNull(fitted.holdout());
    assertThat(holdout.days()).isEqualTo(273);
    assertThat(holdout.customers()).isEqualTo(fitted.customers());
    if (key.equals("bgnbd") && which.equals("sample")) {
      assertThat(holdout.actual()).isEqualTo(1882);
      // as lifetimes, CLVTools and BTYD find at nearly the same optimum
      assertThat(holdout.expected()).isCloseTo(1653.41, within(0.005));
      assertThat(holdout.meanAbsoluteError()).isCloseTo(0.785454, within(1e-6));
      assertThat(holdout.logScore()).isCloseTo(0.98446, within(1e-5));
    }
    assertThat(fitted.data().files().get(0).sha256()).hasSize(64);
  }

  private static void assertSame(
      Map<String, Double> ours, JsonNode theirs, Map<String, String> names) {
    assertThat(ours).isNotEmpty();
    ours.forEach(
        (name, value) -> {
          double expected = theirs.path(names.getOrDefault(name, name)).asDouble();
          assertThat(value).as(name).isCloseTo(expected, within(1e-8 * expected));
        });
  }

  private static FittedModel fit(Path file, String model, boolean literature) {
    return TestJobs.fit(
        new FitRequest(
            Inputs.of(file, literature),
            model,
            Optional.of(LocalDate.of(1997, 9, 30)),
            Inputs.LAST,
            literature ? ModelUnit.WEEK : ModelUnit.DAY,
            !literature,
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void fit_inDaysAndInWeeks_isTheSameModel() {
    Path file = simulated();
    FittedModel days = fitAll(file, ModelUnit.DAY);
    FittedModel weeks = fitAll(file, ModelUnit.WEEK);

    // the law of scale: rates per day times seven are rates per week
    assertThat(weeks.parameters().getOrDefault("alpha", Double.NaN) * 7)
        .isCloseTo(days.parameters().getOrDefault("alpha", Double.NaN), within(1e-4));
    assertThat(weeks.parameters().getOrDefault("r", Double.NaN))
        .isCloseTo(days.parameters().getOrDefault("r", Double.NaN), within(1e-6));
    assertThat(weeks.logLikelihood() - days.repeatPurchases() * Math.log(7))
        .isCloseTo(days.logLikelihood(), within(1e-3));
  }

  @Test
  void fit_withoutAmounts_fitsPurchasesOnly() throws IOException {
    Path file = simulated();
    Path bare = folder.resolve("bare.csv");
    Files.write(
        bare,
        Files.readAllLines(file).stream()
            .map(line -> line.substring(0, line.lastIndexOf(',')))
            .toList());

    FittedModel with = fitAll(file, ModelUnit.DAY);
    FittedModel without = fitAll(bare, ModelUnit.DAY);

    assertThat(without.spend()).isNull();
    assertThat(without.parameters()).isEqualTo(with.parameters());
  }

  @Test
  void fit_auto_looksAheadAsARun() {
    FittedModel fitted =
        TestJobs.fit(
            new FitRequest(
                Inputs.of(simulated(), false),
                FitRequest.AUTO,
                Optional.empty(),
                Inputs.LAST,
                ModelUnit.DAY,
                true,
                Optional.empty(),
                Optional.empty()));

    assertThat(fitted.reason()).asString().startsWith("Mean of mbg-nbd, pareto-nbd");
    assertThat(fitted.outlook()).isNotNull();
  }

  @Test
  void fit_autoInWeeks_choosesOneModelAndSaysWhy() {
    FittedModel fitted =
        TestJobs.fit(
            new FitRequest(
                Inputs.of(simulated(), false),
                FitRequest.AUTO,
                Optional.empty(),
                Inputs.LAST,
                ModelUnit.WEEK,
                true,
                Optional.empty(),
                Optional.empty()));

    assertThat(fitted.outlook()).isNull();
    assertThat(fitted.reason()).asString().contains("Backtest with 800 customers");
  }

  /**
   * The literature has 0.114 for the correlation of frequency and mean value among repeat buyers of
   * the sample (Fader, Hardie 2013, of values; ours is of ranks and of shrunk means), too little to
   * matter.
   */
  @Test
  void fit_cdnow_tellsThatSpendHardlyDependsOnFrequency() throws IOException {
    FittedModel fitted = fit(CdnowFile.write("sample", folder), "bg-nbd", true);

    SpendIndependence check =
        Objects.requireNonNull(Objects.requireNonNull(fitted.spend()).independence());
    assertThat(check.customers()).isEqualTo(946);
    assertThat(check.correlation()).isCloseTo(0.114, within(0.01));
    assertThat(check.dependent()).isFalse();
  }

  @Test
  void fit_spendThatRisesWithFrequency_isToldAndKept() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    StringBuilder rows = new StringBuilder("customer,date,amount\n");
    for (int customer = 0; customer < 1_000; customer++) {
      int purchases = 1 + customer % 8;
      double own = 20 * Math.sqrt(purchases) * Math.exp(0.4 * random.nextGaussian());
      for (int i = 0; i < purchases; i++) {
        LocalDate day = LocalDate.of(2024, 1, 1).plusDays(customer % 90 + 30L * i);
        double value = own * Math.exp(0.5 * random.nextGaussian());
        rows.append("C%d,%s,%.2f%n".formatted(customer, day, value));
      }
    }
    FittedModel fitted =
        fitAll(Files.writeString(folder.resolve("rising.csv"), rows), ModelUnit.DAY);

    SpendIndependence check =
        Objects.requireNonNull(Objects.requireNonNull(fitted.spend()).independence());
    assertThat(check.customers()).isEqualTo(1_000);
    assertThat(check.low()).isGreaterThan(0.2);
    assertThat(check.dependent()).isTrue();
    Path file = folder.resolve("model.json");
    ModelFile.write(fitted, file);
    assertThat(ModelFile.read(file)).isEqualTo(fitted);
  }

  @Test
  void fit_ofTooLittle_saysSo() throws IOException {
    Path file =
        Files.writeString(folder.resolve("few.csv"), "customer,date,amount\nA,2024-01-01,3\n");

    assertThatThrownBy(() -> fitAll(file, ModelUnit.DAY))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no model can be fitted: Too little data");
    assertThatThrownBy(() -> fit(file, "bgnbd", false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no such model: bgnbd");
  }

  private Path simulated() {
    Path file = folder.resolve("simulated.csv");
    TestJobs.simulate(
        new SimulationRequest(
            SimulatedModel.published("mbg-nbd"), 800, 600, 5, LocalDate.of(2024, 1, 1), file));
    return file;
  }

  private static FittedModel fitAll(Path file, ModelUnit unit) {
    return TestJobs.fit(
        new FitRequest(
            Inputs.of(file, false),
            "mbg-nbd",
            Optional.empty(),
            Inputs.LAST,
            unit,
            true,
            Optional.empty(),
            Optional.empty()));
  }
}
