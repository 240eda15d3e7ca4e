// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.analytics.fit.FittedModel;
import io.perenne.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about models, one after the other as a person uses them. */
class ModelCommandsTest {
  @TempDir Path folder;

  private String transactions = "";

  @BeforeEach
  void simulate() {
    transactions = folder.resolve("transactions.csv").toString();
    Terminal terminal =
        Terminal.run(
            "simulate",
            "--model",
            "mbg-nbd",
            "--customers",
            "500",
            "--days",
            "500",
            "--seed",
            "3",
            "--out",
            transactions);
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.out()).contains("transactions of 500 customers from 2024-01-01");
  }

  @Test
  void fitThenScore_writesARowForEachCustomer() throws IOException {
    String model = folder.resolve("model.json").toString();
    Path scores = folder.resolve("scores.csv");
    Terminal fit = run("fit", "--transactions", transactions, "--model", "bg-nbd", "--save", model);
    assertThat(fit.out())
        .contains("bg-nbd, fitted to 500 customers", "log-likelihood", "gamma-gamma")
        .contains(
            "What a purchase is worth hardly depends on how many there are: rank correlation");

    Terminal score =
        run("score", "--model", model, "--transactions", transactions, "--out", scores.toString());

    assertThat(score.out())
        .startsWith("500 customers as of ")
        .containsPattern("[0-9]+ \\(90 %: [0-9]+ to [0-9]+\\) purchases and .* revenue \\(90 %: ");
    assertThat(Files.readAllLines(scores)).hasSize(501);
    String asOf = score.out().replaceFirst("(?s).* as of ([-0-9]*);.*", "$1");
    List<String> header = List.of(Files.readAllLines(scores).get(0).split(","));
    int next = header.indexOf("next_purchase");
    for (String line : Files.readAllLines(scores).subList(1, 501)) {
      List<String> fields = List.of(line.split(",", -1));
      assertThat(Double.parseDouble(fields.get(next - 1))).isBetween(0.0, 1.0);
      // ISO dates are in the order of their texts
      assertThat(List.of(asOf, fields.get(next + 1), fields.get(next), fields.get(next + 2)))
          .isSorted();
    }
  }

  @Test
  void fitThenScore_rowsOfMoreAndFewerFields_areLeftOutAlone() throws IOException {
    List<String> rows = new ArrayList<>(Orders.of(400, 40, "12.50"));
    rows.set(35, ",," + rows.get(35));
    rows.set(210, "C10");
    String orders = Orders.write(folder.resolve("orders.csv"), rows).toString();
    String model = folder.resolve("model.json").toString();
    String scores = folder.resolve("scores.csv").toString();

    Terminal fit = run("fit", "--transactions", orders, "--model", "nbd", "--save", model);
    Terminal score = run("score", "--model", model, "--transactions", orders, "--out", scores);

    assertThat(fit.out()).contains("fitted to 40 customers");
    assertThat(score.out()).startsWith("40 customers as of ");
  }

  @Test
  void score_modelWithoutAParameterOfSpend_isRefused() throws IOException {
    Path model = folder.resolve("model.json");
    run("fit", "--transactions", transactions, "--model", "nbd", "--save", model.toString());
    String text = Files.readString(model);
    assertThat(text).contains("\"q\"");
    Files.writeString(model, text.replace("\"q\"", "\"x\""));

    Terminal score =
        Terminal.run(
            "score",
            "--model=" + model,
            "--transactions=" + transactions,
            "--out=" + folder.resolve("scores.csv"));

    assertThat(score.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(score.err()).contains(model.toString());
  }

  @Test
  void fitAsJson_hasTheFieldsThatProgramsRead() throws IOException {
    Terminal fit =
        run(
            "fit",
            "--transactions",
            transactions,
            "--model",
            "mbg-nbd",
            "--unit",
            "week",
            "--json");

    JsonNode json = new ObjectMapper().readTree(fit.out());
    assertThat(json.path("model").asText()).isEqualTo("mbg-nbd");
    assertThat(json.path("unit").asText()).isEqualTo("week");
    assertThat(json.path("parameters").path("alpha").asDouble()).isBetween(3.0, 12.0);
    assertThat(json.path("standardErrors").path("r").asDouble()).isPositive();
    assertThat(json.path("logLikelihood").asDouble())
        .isGreaterThan(json.path("penalizedLogLikelihood").asDouble());
    assertThat(json.path("customers").asInt()).isEqualTo(500);
    assertThat(json.path("distinctCells").asInt()).isPositive();
    assertThat(json.path("iterations").asInt()).isPositive();
    assertThat(json.path("diagnosis").isArray()).isTrue();
    assertThat(json.path("spend").path("model").asText()).isEqualTo("gamma-gamma");
    JsonNode independence = json.path("spend").path("independence");
    assertThat(independence.path("customers").asInt()).isEqualTo(500);
    assertThat(independence.path("correlation").asDouble())
        .isBetween(independence.path("low").asDouble(), independence.path("high").asDouble());
  }

  @Test
  void covariates_areFittedShownKeptAndNeededAgain() throws IOException {
    String covariates = folder.resolve("covariates.csv").toString();
    StringBuilder rows = new StringBuilder("customer,channel,age\n");
    for (int i = 1; i < 500; i++) {
      rows.append("C%03d,%s,%d%n".formatted(i, i % 3 == 0 ? "web" : "store", 20 + i % 7));
    }
    Files.writeString(Path.of(covariates), rows);
    String model = folder.resolve("model.json").toString();
    String scores = folder.resolve("scores.csv").toString();

    Terminal fit =
        run(
            "fit",
            "--transactions",
            transactions,
            "--model",
            "mbg-nbd",
            "--covariates",
            covariates,
            "--save",
            model);

    assertThat(fit.out())
        .contains("Covariates: the parameters above are the average customer's")
        .containsPattern("channel=web +-?[0-9.]+")
        .contains("1 customer has no row in");
    JsonNode json = new ObjectMapper().readTree(Path.of(model).toFile());
    JsonNode web = json.path("covariates").path("coefficients").path(0);
    assertThat(web.path("name").asText()).isEqualTo("channel=web");
    assertThat(web.path("purchasesError").asDouble()).isPositive();
    assertThat(json.path("format").asInt()).isEqualTo(FittedModel.FORMAT);
    assertMistake(
        Terminal.run("score", "--model", model, "--transactions", transactions, "--out", scores),
        "the model needs covariates of the customers");
    Terminal score =
        run(
            "score",
            "--model",
            model,
            "--transactions",
            transactions,
            "--covariates",
            covariates,
            "--out",
            scores);
    assertThat(score.out()).startsWith("500 customers as of ").contains("1 customer has no row in");
  }

  @Test
  void mistakes_areTheUsers() {
    assertMistake(Terminal.run("fit", "--transactions", transactions, "--model", "bgnbd"), "bgnbd");
    assertMistake(Terminal.run("fit", "--transactions", transactions, "--priors", "weak"), "weak");
    assertMistake(
        Terminal.run("fit", "--transactions", transactions, "--holiday", "easter"), "NAME=RULE");
    assertMistake(
        Terminal.run(
            "fit", "--transactions", transactions, "--model", "nbd", "--seasonality", "on"),
        "no season can be fitted");
    assertMistake(
        Terminal.run(
            "score", "--model", transactions, "--transactions", transactions, "--out", "x"),
        "not a model");
    assertMistake(
        Terminal.run("simulate", "--model", "x", "--customers", "9", "--days", "9", "--out", "x"),
        "published parameters");
    assertMistake(
        Terminal.run("simulate", "--model", "nbd", "--customers", "0", "--days", "9", "--out", "x"),
        "--customers is not at least 1: 0");
  }

  private static void assertMistake(Terminal terminal, String words) {
    assertThat(terminal.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).contains(words);
  }

  private static Terminal run(String... arguments) {
    Terminal terminal = Terminal.run(arguments);
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.exitCode()).isZero();
    return terminal;
  }
}
