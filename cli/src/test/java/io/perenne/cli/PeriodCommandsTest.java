// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The models that count periods, from the terminal. The numbers of the papers are compared in the
 * document of clv, whose commands run too.
 */
class PeriodCommandsTest {
  @TempDir Path folder;

  /** Fader and Hardie 2007, table 1, for 1,000 customers. */
  private static final int[] REGULAR = {1000, 631, 468, 382, 326, 289, 262, 241};

  private static final int[] HIGH_END = {1000, 869, 743, 653, 593, 551, 517, 491};

  @Test
  void survivors_giveTheOptimumOfThePaper() throws IOException {
    JsonNode model =
        json("fit", "--model", "sbg", "--table", survivors(HIGH_END), "--priors", "off", "--json");

    // to six digits by an optimum of 30 digits; the paper prints .668 and 3.806
    assertThat(model.path("parameters").path("alpha").asDouble()).isCloseTo(.668088, within(1e-6));
    assertThat(model.path("parameters").path("beta").asDouble()).isCloseTo(3.806095, within(5e-6));
    assertThat(model.path("parameters").has("c")).isFalse();
    assertThat(model.path("logLikelihood").asDouble()).isCloseTo(-1611.1581, within(1e-4));
    assertThat(model.path("seen")).hasSize(7);
  }

  @Test
  void contractsOneByOne_fitLikeTheirSurvivors() throws IOException {
    StringBuilder rows = new StringBuilder("customer,periods,active\n");
    for (int t = 0; t < REGULAR.length; t++) {
      boolean last = t == REGULAR.length - 1;
      int count = last ? REGULAR[t] : REGULAR[t] - REGULAR[t + 1];
      for (int i = 0; i < count; i++) {
        rows.append('c').append(t).append('-').append(i).append(',').append(t);
        rows.append(last ? ",yes\n" : ",no\n");
      }
    }
    String contracts = write("contracts.csv", rows.toString());

    for (String model : List.of("sbg", "bdw")) {
      JsonNode one = json("fit", "--model", model, "--table", contracts, "--json");
      JsonNode all = json("fit", "--model", model, "--table", survivors(REGULAR), "--json");

      for (JsonNode both : List.of(one, all)) {
        assertThat(both.path("customers").asInt()).isEqualTo(1000);
      }
      assertThat(one.path("logLikelihood").asDouble())
          .isCloseTo(all.path("logLikelihood").asDouble(), within(1e-6));
      assertThat(one.path("parameters").path("alpha").asDouble())
          .isCloseTo(all.path("parameters").path("alpha").asDouble(), within(1e-5));
    }
  }

  @Test
  void cohortsBelowEachOther_fitLikeColumns() throws IOException {
    String columns =
        write(
            "a.csv",
            """
            month,jan,feb,mar
            0,100,80,90
            1,60,50,55
            2,45,40,
            3,38,,
            """);
    String rows =
        write(
            "b.csv",
            """
            cohort,month,survivors
            jan,0,100
            jan,1,60
            jan,2,45
            jan,3,38
            feb,0,80
            feb,1,50
            feb,2,40
            mar,0,90
            mar,1,55
            """);

    JsonNode one = json("fit", "--model", "sbg", "--period", "month", "--table", columns, "--json");
    JsonNode other = json("fit", "--model", "sbg", "--period", "month", "--table", rows, "--json");

    assertThat(one.path("customers").asInt()).isEqualTo(270);
    assertThat(one.path("seen").path(2).path("customers").asInt()).isEqualTo(45);
    assertThat(other.path("parameters")).isEqualTo(one.path("parameters"));
    assertThat(other.path("seen")).isEqualTo(one.path("seen"));
  }

  @Test
  void score_valuesWhatIsToComeOfEachContract() throws IOException {
    String model = folder.resolve("sbg.json").toString();
    run("fit", "--model", "sbg", "--table", survivors(REGULAR), "--priors", "off", "--save", model);
    String contracts =
        write("contracts.csv", "customer,periods,active,payment\nana,0,yes,100\neva,4,no,9.5\n");
    Path out = folder.resolve("scores.csv");

    Terminal score =
        run(
            "score",
            "--model",
            model,
            "--table",
            contracts,
            "--horizon",
            "2 years",
            "--out",
            out.toString());

    assertThat(score.out()).startsWith("2 contracts; in the next 2 years: 1.10 renewals expected.");
    List<List<String>> rows = rows(out);
    List<String> ana = rows.get(1);
    assertThat(ana.subList(0, 2)).containsExactly("ana", "0");
    // the paper's survival of 62.67 % and 47.38 %, and DERL at 10 % of 2.9644
    assertThat(Double.parseDouble(ana.get(2))).isCloseTo(.6267, within(5e-5));
    assertThat(Double.parseDouble(ana.get(4))).isCloseTo(.6267 + .4738, within(1e-4));
    assertThat(Double.parseDouble(ana.get(6))).isCloseTo(296.44, within(.005));
    assertThat(rows.get(2)).containsExactly("eva", "4", "0", "0", "0", "0", "0");
  }

  @Test
  void monthsCountTheYearlyRateByTheMonth() throws IOException {
    String model = folder.resolve("sbg.json").toString();
    run(
        "fit",
        "--model",
        "sbg",
        "--table",
        survivors(REGULAR),
        "--period",
        "month",
        "--save",
        model);
    String contracts = write("contracts.csv", "customer,periods\nana,3\n");
    Path dear = folder.resolve("dear.csv");
    Path cheap = folder.resolve("cheap.csv");

    run("score", "--model", model, "--table", contracts, "--out", dear.toString());
    run(
        "score",
        "--model",
        model,
        "--table",
        contracts,
        "--set",
        "discount-rate=0.2",
        "--out",
        cheap.toString());

    // 12 months ahead are 12 periods
    double expected = Double.parseDouble(rows(dear).get(1).get(4));
    assertThat(expected).isBetween(6.0, 7.0);
    assertThat(Double.parseDouble(rows(cheap).get(1).get(5)))
        .isLessThan(.9 * Double.parseDouble(rows(dear).get(1).get(5)));
  }

  @Test
  void transactionsByYear_fitLikeTheirTable() throws IOException {
    StringBuilder orders = new StringBuilder("customer_id,order_time,amount\n");
    StringBuilder table = new StringBuilder("customer,x,t_x,n\n");
    for (int c = 0; c < 60; c++) {
      int first = 2015 + c % 3;
      orders.append("c%d,%d-05-0%d,10\nc%d,%d-11-01,10\n".formatted(c, first, 1 + c % 9, c, first));
      int x = 0;
      int last = 0;
      for (int year = first + 1; year <= 2020; year++) {
        if ((c + year) % 4 != 0 && year - first <= c % 7) {
          orders.append("c%d,%d-03-01,10\n".formatted(c, year));
          x++;
          last = year - first;
        }
      }
      table.append("c%d,%d,%d,%d\n".formatted(c, x, last, 2020 - first));
    }
    orders.append("late,2021-01-05,10\n");
    String files = write("orders.csv", orders.toString());

    JsonNode one =
        json("fit", "--model", "bg-bb", "--transactions", files, "--as-of", "2021-02-01", "--json");
    JsonNode all =
        json("fit", "--model", "bg-bb", "--table", write("table.csv", table.toString()), "--json");

    assertThat(one.path("customers").asInt()).isEqualTo(60);
    assertThat(one.path("parameters")).isEqualTo(all.path("parameters"));
    assertThat(one.path("notes").path(0).asText())
        .isEqualTo(
            "The year of 2021-02-01 is not over and was left out, with 1 customers whose first"
                + " purchase is in it; --as-of 2021-12-31 counts it.");

    String model = folder.resolve("bgbb.json").toString();
    run(
        "fit",
        "--model",
        "bg-bb",
        "--transactions",
        files,
        "--as-of",
        "2020-12-31",
        "--save",
        model);
    Path scores = folder.resolve("scores.csv");
    Terminal score =
        run(
            "score",
            "--model",
            model,
            "--transactions",
            files,
            "--as-of",
            "2020-12-31",
            "--out",
            scores.toString());
    assertThat(score.out()).startsWith("60 customers; in the next 1 year: ");
    assertThat(rows(scores)).hasSize(61);
  }

  @Test
  void badTable_isToldByLineColumnValueAndRemedy() throws IOException {
    assertMistake(
        "a.csv, line 3, column survivors", "value: 63.1", "year,survivors\n0,100\n1,63.1\n");
    assertMistake(
        "nobody comes back", "line 4, column survivors", "year,survivors\n0,100\n1,60\n2,61\n");
    assertMistake("period 1 should come here", "line 3", "year,survivors\n0,100\n2,60\n");
    assertMistake("neither yes nor no", "value: maybe", "customer,periods,active\na,3,maybe\n");
    assertMistake("more periods than 10000", "value: 20240101", "customer,periods\na,20240101\n");
    assertMistake("no column period", "value: a,b", "a,b\n1,2\n");
    assertMistake("two columns are called t", "value: t,t", "t,t\n0,2\n");
    assertMistake("needs a header", "", "year,survivors\n");
    assertMistake("has no column frequency", "", "frequency,recency,periods\n1,1,2\n");
    assertMistake("Too little data", "", "year,survivors\n0,4\n1,3\n");

    String histories = write("h.csv", "customer,x,t_x,n\na,1,1,6\nb,3,2,6\n");
    Terminal terminal = Terminal.run("fit", "--model", "bg-bb", "--table", histories);
    assertThat(terminal.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(terminal.err()).contains("not a history: x 3, t_x 2, n 6", "line 3, column t_x");
  }

  @Test
  void optionsThatMeanNothing_areRefused() throws IOException {
    String table = survivors(REGULAR);
    assertRefused("--table is for models that count periods", "fit", "--table", table);
    assertRefused(
        "--covariates has no meaning for the model sbg",
        "fit",
        "--model",
        "sbg",
        "--table",
        table,
        "--covariates",
        table);
    assertRefused(
        "cannot be used together",
        "fit",
        "--model",
        "bg-bb",
        "--table",
        table,
        "--transactions",
        table);
    assertRefused("needs --table", "fit", "--model", "sbg", "--transactions", table);
    assertRefused("Missing required option: '--transactions=PATH'", "fit");
    assertRefused("week, month, quarter, year", "fit", "--model", "sbg", "--period", "day");
    String model = folder.resolve("sbg.json").toString();
    run("fit", "--model", "sbg", "--table", table, "--save", model);
    String contracts = write("contracts.csv", "customer,periods\nana,3\n");
    assertRefused(
        "would replace a file that is read",
        "fit",
        "--model",
        "sbg",
        "--table",
        table,
        "--save",
        table);
    assertRefused("shorter than half a year", score(model, contracts, "--horizon", "30 days"));
    assertRefused("discount", score(model, contracts, "--set", "discount-rate=0"));
    assertThat(folder.resolve("out.csv")).doesNotExist();
  }

  private String[] score(String model, String table, String option, String value) {
    return new String[] {
      "score",
      "--model",
      model,
      "--table",
      table,
      option,
      value,
      "--out",
      folder.resolve("out.csv").toString()
    };
  }

  private void assertMistake(String words, String more, String table) throws IOException {
    Terminal terminal = Terminal.run("fit", "--model", "sbg", "--table", write("a.csv", table));
    assertThat(terminal.exitCode()).as(table).isEqualTo(ExitCode.INPUT);
    assertThat(terminal.err()).contains(words, more);
  }

  private static void assertRefused(String words, String... arguments) {
    Terminal terminal = Terminal.run(arguments);
    assertThat(terminal.exitCode()).as(words).isEqualTo(ExitCode.INPUT);
    assertThat(terminal.err()).contains(words);
  }

  private static Terminal run(String... arguments) {
    Terminal terminal = Terminal.run(arguments);
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.exitCode()).isZero();
    return terminal;
  }

  private static JsonNode json(String... arguments) throws IOException {
    return new ObjectMapper().readTree(run(arguments).out());
  }

  private static List<List<String>> rows(Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(Arrays.asList(line.split(",")));
    }
    return rows;
  }

  private String survivors(int[] counts) throws IOException {
    StringBuilder rows = new StringBuilder("year,survivors\n");
    for (int t = 0; t < counts.length; t++) {
      rows.append(t).append(',').append(counts[t]).append('\n');
    }
    return write("survivors.csv", rows.toString());
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
