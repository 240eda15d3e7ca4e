// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command that reads transactions gives one answer for one file in one home: rows are read,
 * filtered and fitted under the configuration of the home.
 */
class OneRouteTest {
  private static final int CUSTOMERS = 700;
  private static final LocalDate START = LocalDate.of(2023, 1, 1);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Path home = Path.of("home");
  private String orders = "";

  @BeforeEach
  void writeOrders() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    SplittableRandom random = new SplittableRandom(7);
    List<String> lines =
        new ArrayList<>(List.of("order_id,customer_id,order_time,amount,status,currency"));
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      int purchases = 1 + (int) Math.round(Math.pow(random.nextDouble(), 3) * 8);
      for (int i = 0; i < purchases; i++) {
        lines.add(order(lines.size(), customer, random));
      }
    }
    orders = Files.write(folder.resolve("orders.csv"), lines).toString();
  }

  /** Some orders are held or cancelled, many are near midnight, some are in pounds. */
  private static String order(int id, int customer, SplittableRandom random) {
    String status = List.of("completed", "held", "cancelled").get(random.nextInt(3));
    return "O%d,C%d,%sT%02d:30:00Z,%d.%02d,%s,%s"
        .formatted(
            id,
            customer,
            START.plusDays(random.nextInt(700)),
            random.nextInt(24),
            5 + random.nextInt(90),
            random.nextInt(100),
            status,
            random.nextInt(10) == 0 ? "GBP" : "EUR");
  }

  private void configure(String... lines) throws IOException {
    Path rates =
        Files.writeString(folder.resolve("rates.csv"), "date,currency,rate\n2022-12-30,GBP,1.25\n");
    List<String> all = new ArrayList<>(List.of("model: mbg-nbd", "exchange-rates: " + rates));
    all.addAll(Arrays.asList(lines));
    Files.write(home.resolve("perenne.yaml"), all);
  }

  @Test
  void statusesThatCount_areThoseOfTheHomeEverywhere() throws IOException {
    configure();
    long before = run().at("/model/purchases/customers").asLong();
    configure("countable-statuses: [completed, held]");
    assertThat(requireOneAnswer()).isGreaterThan(before);
  }

  @Test
  void timeZoneAndSpendOfTheFirstPurchase_areThoseOfTheHomeEverywhere() throws IOException {
    configure(
        "time-zone: Pacific/Auckland",
        "model.first-purchase-spend: off",
        "model.priors: off",
        "refunds: by-refund-date",
        "interval: 6 months");
    requireOneAnswer();
  }

  @Test
  void overrides_outweighTheFileEverywhere() throws IOException {
    configure("countable-statuses: [cancelled]");
    requireOneAnswer("--set", "countable-statuses=held", "--set", "time-zone=America/Lima");
  }

  @Test
  void rejectLimit_isThatOfTheHomeEverywhere() throws IOException {
    configure("max-reject-share: 0");
    Path lines = Path.of(orders);
    Files.writeString(lines, Files.readString(lines) + "O,C1,no day,1.00,completed,EUR\n");
    for (String command : List.of("run", "fit", "backtest")) {
      Terminal refused =
          Terminal.run(
              Stream.concat(
                      Stream.of(command, "--transactions", orders, "--home", home.toString()),
                      command.equals("backtest")
                          ? Stream.of("--out", folder.toString())
                          : Stream.of("--quiet"))
                  .toArray(String[]::new));
      assertThat(refused.exitCode()).as(command).isEqualTo(2);
      assertThat(refused.err())
          .contains("1 of ")
          .contains("rows cannot be read, which is more than max-reject-share allows (0.0)");
    }
  }

  @Test
  void everyCustomer_isExpectedToBuyTheSameByARunAndByAScore() throws IOException {
    configure();
    String[] auto = {"--set", "model=auto", "--set", "datamodel.extended-columns=on"};
    JsonNode document = run(auto);
    Path model = folder.resolve("auto.json");
    JsonNode fit = JSON.readTree(command(auto, "fit", "--save=" + model, "--json").out());
    // a run rounds money at the prices of today to 1/10,000, which moves q by 3e-7 of itself
    requireSame(document.at("/model/spend/parameters"), fit.at("/spend/parameters"), 1e-3);
    assertThat(document.at("/model/pricesLastYear").asDouble()).isNotZero();
    Path scores = folder.resolve("auto.csv");
    command(auto, "score", "--model=" + model, "--horizon=12 months", "--out=" + scores);
    Path contract =
        home.resolve("runs")
            .resolve(document.path("runId").asText())
            .resolve(document.at("/files/contract").asText());
    Map<String, Double> byRun = column(contract, "CustomerId", "EXPECTED_PURCHASES");
    Map<String, Double> byScore = column(scores, "customer_id", "expected_purchases");

    assertThat(document.at("/model/outlook/kinds").size()).isEqualTo(2);
    assertThat(byScore).hasSizeGreaterThan(300);
    byScore.forEach(
        (customer, purchases) ->
            assertThat(byRun.getOrDefault(customer, -1.0))
                .as(customer)
                // the same cells in another order, six decimals
                .isCloseTo(purchases, within(1e-5 * (1 + purchases))));
    requireSameNextPurchase(scores);
  }

  /** What explain says of a customer is what the score says. */
  private void requireSameNextPurchase(Path scores) throws IOException {
    List<String> lines = Files.readAllLines(scores);
    List<String> names = List.of(lines.get(0).split(",", -1));
    int probability = names.indexOf("purchase_probability");
    for (String line : List.of(lines.get(1), lines.get(90), lines.get(300))) {
      List<String> score = List.of(line.split(",", -1));
      String customer = score.get(names.indexOf("customer_id"));
      Terminal explained = Terminal.run("explain", "latest", customer, "--json", "--home=" + home);

      JsonNode next = JSON.readTree(explained.out()).path("nextPurchase");
      assertThat(next.path("probability").asDouble())
          .as(customer)
          .isCloseTo(Double.parseDouble(score.get(probability)), within(1e-5));
      for (String end : List.of("median", "low", "high")) {
        String column = end.equals("median") ? "next_purchase" : "next_purchase_" + end;
        LocalDate day = LocalDate.parse(score.get(names.indexOf(column)));
        assertThat(LocalDate.parse(next.path(end).asText()))
            .as(customer + " " + end)
            .isBetween(day.minusDays(1), day.plusDays(1));
      }
    }
  }

  private static Map<String, Double> column(Path csv, String key, String value) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    List<String> names = List.of(lines.get(0).split(",", -1));
    Map<String, Double> column = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = List.of(line.split(",", -1));
      column.put(
          cells.get(names.indexOf(key)), Double.parseDouble(cells.get(names.indexOf(value))));
    }
    return column;
  }

  /** Compares run, fit, score and backtest, and returns how many customers they fitted. */
  private long requireOneAnswer(String... options) throws IOException {
    JsonNode document = run(options);
    JsonNode run = document.path("model");
    Path model = folder.resolve("model.json");
    JsonNode fit = JSON.readTree(command(options, "fit", "--save=" + model, "--json").out());
    long customers = run.at("/purchases/customers").asLong();
    assertThat(fit.path("customers").asLong()).isEqualTo(customers);
    assertThat(fit.at("/data/rows")).isEqualTo(document.at("/rows/rows"));
    requireSame(run.at("/purchases/parameters"), fit.path("parameters"));
    requireSame(run.at("/spend/parameters"), fit.at("/spend/parameters"));
    Path scores = folder.resolve("scores.csv");
    command(options, "score", "--model=" + model, "--out=" + scores);
    assertThat(Files.readAllLines(scores)).hasSize(1 + Math.toIntExact(customers));
    Path out = folder.resolve("backtest");
    command(options, "backtest", "--models=nbd", "--origins=1", "--horizon=1 day", "--out=" + out);
    JsonNode backtest = JSON.readTree(out.resolve("backtest.json").toFile());
    assertThat(backtest.findValue("customers").asLong()).isCloseTo(customers, within(3L));
    return customers;
  }

  private static void requireSame(JsonNode expected, JsonNode actual) {
    // the same cells in another order
    requireSame(expected, actual, 1e-5);
  }

  private static void requireSame(JsonNode expected, JsonNode actual, double percent) {
    assertThat(actual.size()).isEqualTo(expected.size()).isPositive();
    expected
        .fieldNames()
        .forEachRemaining(
            name ->
                assertThat(actual.path(name).asDouble())
                    .as(name)
                    .isCloseTo(expected.path(name).asDouble(), withinPercentage(percent)));
  }

  private JsonNode run(String... options) throws IOException {
    return JSON.readTree(command(options, "run", "--json").out());
  }

  private Terminal command(String[] options, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--transactions", orders, "--as-of=2024-12-31", "--home=" + home));
    all.addAll(Arrays.asList(options));
    Terminal terminal = Terminal.run(all.toArray(String[]::new));
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.exitCode()).isZero();
    return terminal;
  }
}
