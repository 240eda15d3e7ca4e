// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.analytics.InputException;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.fit.LastDay;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.TestJobs;
import io.perenne.analytics.pipeline.PurchaseInput;
import io.perenne.analytics.score.HorizonOption;
import io.perenne.analytics.score.SimulatedModel;
import io.perenne.analytics.score.SimulationRequest;
import io.perenne.clv.backtest.BacktestReport;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestJobTest {
  @TempDir Path folder;

  @Test
  void run_writesJsonCsvAndPage() throws IOException {
    BacktestReport report = run(List.of("mbg-nbd", "nbd"), "100 days");

    JsonNode json = new ObjectMapper().readTree(folder.resolve("out/backtest.json").toFile());
    assertThat(json.path("format").asInt()).isEqualTo(1);
    assertThat(json.at("/report/recommendation/model").asText())
        .isEqualTo(report.recommendation().model());
    assertThat(json.at("/report/origins/0/candidates/0/distribution/logScore").asDouble())
        .isPositive();
    // how often revenue fell within its intervals, of a model and never of a rule of thumb
    JsonNode candidates = json.at("/report/origins/0/candidates");
    assertThat(candidates.at("/0/revenueDistribution/intervals/2/covered").asDouble())
        .isBetween(0.8, 1.0);
    assertThat(candidates.at("/2/revenueDistribution").isObject()).isFalse();
    // the average rule ranks nobody: its correlation is no number
    assertThat(json.at("/report/origins/0/candidates/4/purchases/rankCorrelation").isNull())
        .isTrue();
    List<String> csv = Files.readAllLines(folder.resolve("out/backtest.csv"));
    assertThat(csv).hasSize(1 + 2 * 8);
    assertThat(csv).allMatch(line -> line.split(",", -1).length == 40);
  }

  @Test
  void page_needsNothingElse() throws IOException {
    run(List.of("mbg-nbd"), "100 days");
    String page = Files.readString(folder.resolve("out/backtest.html"));

    assertThat(page).doesNotContain("http:", "https:", "<script", "src=", "@import", "url(");
    assertThat(page).contains("id=\"es\" checked").contains("name=\"viewport\"");
    assertThat(page).contains("lang=\"es\">Recomendado<").contains("lang=\"en\">Recommended<");
    assertThat(Pattern.compile("<svg ").matcher(page).results().count()).isEqualTo(10);
    assertThat(page).contains("Probabilities of revenue", "Probabilidades de los ingresos");
    assertThat(page).doesNotContain("NaN").doesNotContain("{0}");
    for (String element : List.of("section", "div", "span", "tspan", "svg", "table", "figure")) {
      assertThat(count(page, "<" + element + "[ >]"))
          .as(element)
          .isEqualTo(count(page, "</" + element + ">"));
    }
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }

  @Test
  void run_refusesWhatCannotBe() {
    assertThatThrownBy(() -> run(List.of("mbg-nbd", "bgnbd"), "100 days"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no such model: bgnbd");
    assertThatThrownBy(() -> run(List.of("mbg-nbd"), "2 years"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the history is too short for this horizon: 2 years");
  }

  private BacktestReport run(List<String> models, String horizon) {
    Path file = folder.resolve("simulated.csv");
    TestJobs.simulate(
        new SimulationRequest(
            SimulatedModel.published("mbg-nbd"), 900, 500, 5, LocalDate.of(2024, 1, 1), file));
    PurchaseInput input =
        new PurchaseInput(
            new TransactionInput(
                List.of(file.toString()), ColumnMapping.none(), RunConfiguration.defaults()),
            false);
    return TestJobs.backtest(
        new BacktestRequest(
            input,
            new LastDay(Optional.empty(), LocalDate.of(2090, 1, 1)),
            models,
            2,
            HorizonOption.parse(horizon),
            true,
            1,
            Language.ES,
            Optional.empty(),
            Optional.empty(),
            folder.resolve("out")));
  }
}
