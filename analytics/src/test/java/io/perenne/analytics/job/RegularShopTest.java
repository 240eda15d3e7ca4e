// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.explain.Explanation;
import io.perenne.analytics.fit.FitRequest;
import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.FittedOutlook;
import io.perenne.analytics.fit.LastDay;
import io.perenne.analytics.fit.ModelFile;
import io.perenne.analytics.fit.ModelUnit;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.score.HorizonOption;
import io.perenne.analytics.score.ScoreRequest;
import io.perenne.analytics.scoring.Inputs;
import io.perenne.clv.model.ParetoCnbdMixture;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A shop that has run for years, most of whose customers buy at even gaps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegularShopTest {
  private static final TransactionModel MODEL =
      ParetoCnbdMixture.of(1.6, 140, 0.55, 390, 0.1, 0, 0.5, 0.4, 0, 0);

  private static final LocalDate OPENED = LocalDate.of(2021, 1, 1);
  private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
  private static final LocalDate REFERENCE = LocalDate.of(2024, 12, 31);
  private static final int PER_DAY = 2;
  private static final List<String> KINDS = List.of("mbg-nbd", "pareto-nbd", "pareto-cnbd-mixture");

  private Path folder = Path.of("none");
  private final List<String> rows = new ArrayList<>(List.of("customer_id,date,amount"));
  private double then;
  private Jobs jobs = Jobs.of(TestJobs.context(Path.of("none")));

  @BeforeAll
  void drawAndRun(@TempDir Path temporary) throws IOException {
    folder = temporary;
    SplittableRandom random = new SplittableRandom(8);
    int end = (int) (REFERENCE.toEpochDay() - OPENED.toEpochDay()) + 365;
    for (int customer = 0; customer < PER_DAY * end; customer++) {
      int first = customer / PER_DAY;
      List<LocalDate> days = new ArrayList<>(List.of(OPENED.plusDays(first)));
      MODEL.simulate(end - first, random, age -> days.add(OPENED.plusDays(first + (long) age)));
      boolean seen = days.stream().anyMatch(day -> !day.isBefore(FROM) && !day.isAfter(REFERENCE));
      for (LocalDate day : days) {
        double amount = 20 + 20 * random.nextDouble();
        if (!day.isBefore(FROM) && !day.isAfter(REFERENCE)) {
          rows.add(String.format(Locale.ROOT, "C%d,%s,%.2f", customer, day, amount));
        } else if (seen && day.isAfter(REFERENCE)) {
          then += amount;
        }
      }
    }
    Files.write(folder.resolve("shop.csv"), rows);
    jobs = Jobs.of(TestJobs.context(folder.resolve("home")));
    jobs.call(
        new Run(
            new RunRequest(
                new TransactionInput(
                    List.of(folder.resolve("shop.csv").toString()),
                    ColumnMapping.none(),
                    RunConfiguration.defaults().with("language", "en").with("discount-rate", "0")),
                List.of(),
                Optional.of(REFERENCE),
                folder.resolve("home"),
                Optional.empty())));
  }

  private CustomerRecord explained(int row) {
    String id = rows.get(row).split(",", -1)[0];
    return jobs.call(new Explain("latest", id, Optional.empty()));
  }

  @Test
  void run_weighsTheModelOfRegularCustomersAndSaysSo() {
    RunDocument run = explained(1).run();
    RunDocument.Outlook outlook = Objects.requireNonNull(run.model().outlook());
    RunDocument.Text selection = Objects.requireNonNull(run.model().selection());

    assertThat(run.model().valuation()).isEqualTo(String.join(" + ", KINDS));
    assertThat(outlook.kinds()).extracting(RunDocument.Kind::model).isEqualTo(KINDS);
    assertThat(outlook.kinds().get(2).counts()).isGreaterThan(0.9);
    assertThat(outlook.kinds().stream().mapToDouble(RunDocument.Kind::counts).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(selection.en())
        .startsWith("Weighted mean of mbg-nbd (1 %), pareto-nbd (1 %), pareto-cnbd-mixture (98 %)")
        .contains("gaps are more even than chance makes them (k");
    assertThat(selection.es())
        .startsWith("Media ponderada de mbg-nbd (1 %), pareto-nbd (1 %), pareto-cnbd-mixture (98")
        .contains("los intervalos son más iguales que los del azar (k");
    RunDocument.Expected expected = Objects.requireNonNull(run.totals().expected());
    assertThat(expected.value() / then).isCloseTo(1, within(0.15));
    assertThat(then).isBetween(expected.low(), expected.high());
  }

  @Test
  void explain_tellsWhatEachKindCounts() {
    CustomerRecord customer = explained(1);

    assertThat(new Explanation(customer.run(), customer.values(), Language.EN).lines())
        .filteredOn(line -> line.column().equals("P_ALIVE"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.why())
                    .contains("mbg-nbd (1 %) r ", "pareto-cnbd-mixture (98 %) r "));
    assertThat(customer.next(0.9)).isPresent();
    assertThat(Double.parseDouble(customer.values().getOrDefault("log_gaps", ""))).isNotNegative();
  }

  @Test
  void expectToday_isWhatTheRunPublished() {
    boolean gaps = false;
    for (int row = 1; row < rows.size(); row += rows.size() / 60) {
      CustomerRecord customer = explained(row);
      Map<String, String> values = customer.values();
      String id = rows.get(row).split(",", -1)[0];
      Expectation today =
          jobs.call(new ExpectToday("latest", id, Optional.of(REFERENCE))).orElseThrow();

      assertThat(today.probabilityAlive()).isCloseTo(number(values, "P_ALIVE"), within(1e-6));
      assertThat(today.purchases()).isCloseTo(number(values, "EXPECTED_PURCHASES"), within(1e-6));
      assertThat(today.value()).isCloseTo(number(values, "RESID_VALUE"), within(0.0051));
      gaps |= customer.logGaps() > 0;
    }
    assertThat(gaps).isTrue();
  }

  @Test
  void fitAuto_isKeptReadAndScoredAsARunForetells() throws IOException {
    FittedModel fitted =
        TestJobs.fit(
            new FitRequest(
                Inputs.of(folder.resolve("shop.csv"), false),
                FitRequest.AUTO,
                Optional.of(REFERENCE),
                new LastDay(Optional.of(REFERENCE), REFERENCE),
                ModelUnit.DAY,
                true,
                Optional.empty(),
                Optional.empty()));
    FittedOutlook outlook = Objects.requireNonNull(fitted.outlook());
    Path kept = folder.resolve("m.json");
    ModelFile.write(fitted, kept);
    FittedModel read = ModelFile.read(kept);
    Path out = folder.resolve("scores.csv");
    TestJobs.score(
        read,
        new ScoreRequest(
            Inputs.of(folder.resolve("shop.csv"), false),
            new LastDay(Optional.of(REFERENCE), REFERENCE),
            HorizonOption.parse(explained(1).run().model().horizonDays() + " days"),
            0.9,
            Optional.empty(),
            out));
    List<String> lines = Files.readAllLines(out);
    List<String> header = List.of(lines.get(0).split(",", -1));
    Map<String, Double> scored = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = line.split(",", -1);
      scored.put(columns[0], Double.parseDouble(columns[header.indexOf("expected_purchases")]));
    }

    assertThat(read).isEqualTo(fitted);
    assertThat(outlook.kinds()).extracting(FittedOutlook.Kind::model).isEqualTo(KINDS);
    for (int row = 1; row < rows.size(); row += rows.size() / 60) {
      String id = rows.get(row).split(",", -1)[0];
      assertThat(scored.get(id))
          .isCloseTo(number(explained(row).values(), "EXPECTED_PURCHASES"), within(2e-6));
    }
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.getOrDefault(column, ""));
  }
}
