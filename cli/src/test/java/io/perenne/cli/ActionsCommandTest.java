// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions over the customers of a run, from a terminal. */
@SuppressWarnings("NullAway.Init")
class ActionsCommandTest {
  @TempDir static Path folder;

  private static Path actions;

  @BeforeAll
  static void runAndActions() throws IOException {
    Path orders = Orders.write(folder.resolve("orders.csv"), Orders.of(2_400, 800, "50.00"));
    assertThat(
            perenne("run", "--transactions", orders.toString(), "--as-of", "2024-06-30").exitCode())
        .isZero();
    actions =
        Files.writeString(
            folder.resolve("actions.yaml"),
            """
            actions:
              banner:
                issue: grow
                treatments: {home: {channel: web, cost: 0.10}}
                assumed: {uplift: 0.05, error: 0.01}
              voucher:
                issue: grow
                treatments: {home: {channel: web}, desk: {channel: store}}
                discount: 15
                assumed: {uplift: 0, error: 0.0001}
              call:
                issue: retain
                treatments: {list: {channel: call, cost: 0.20}}
                stock: 20
              mail:
                issue: grow
                treatments: {letter: {channel: email}}
                assumed: {uplift: 0.1, error: 0.01}
            """);
  }

  private static Terminal perenne(String... arguments) {
    return at(folder.resolve("home"), arguments);
  }

  private static JsonNode plan(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("actions", "plan", actions.toString(), "--json"));
    all.addAll(List.of(options));
    Terminal told = perenne(all.toArray(String[]::new));
    assertThat(told.err()).isEmpty();
    return new ObjectMapper().readTree(told.out());
  }

  @Test
  void plan_staysWithinTheBudgetAndLeavesTheControlGroupAlone() throws IOException {
    Path out = folder.resolve("plan.csv");
    Path prices = folder.resolve("prices.csv");
    JsonNode plan = plan("--budget", "30", "--out", "" + out, "--prices", "" + prices);
    List<Map<String, String>> rows = Csv.read(out);
    List<Map<String, String>> shown =
        rows.stream().filter(row -> "shown".equals(row.get("outcome"))).toList();
    assertThat(plan.path("shown").asInt()).isEqualTo(shown.size()).isBetween(200, 300);
    assertThat(plan.path("heldBack").asInt()).isEqualTo(rows.size() - shown.size()).isPositive();
    assertThat(sum(shown, "cost")).isCloseTo(plan.path("cost").asDouble(), within(1e-3));
    assertThat(sum(rows, "cost")).isLessThanOrEqualTo(30 + 1e-3);
    assertThat(sum(shown, "expected_value")).isCloseTo(plan.path("value").asDouble(), within(1e-3));
    assertThat(plan.path("gap").asDouble()).isBetween(0.0, 0.01);
    assertThat(plan.path("oneMoreOfMoney").asDouble()).isPositive();
    // what is not known to help is not planned, nor a voucher for those who buy anyway
    assertThat(rows).extracting(row -> row.get("action")).containsOnly("banner");
    Set<String> control =
        Csv.read(contract()).stream()
            .filter(row -> "control".equals(row.get("CG_SEGMENT")))
            .map(row -> row.get("CustomerId"))
            .collect(Collectors.toSet());
    assertThat(control).isNotEmpty();
    assertThat(rows).extracting(row -> row.get("customer_id")).doesNotContainAnyElementsOf(control);
    List<Map<String, String>> lines = Csv.read(prices);
    assertThat(sum(lines, "planned")).isEqualTo(rows.size());
    assertThat(sum(lines, "held_back")).isEqualTo(plan.path("heldBack").asDouble());
    assertThat(lines)
        .filteredOn(line -> "voucher".equals(line.get("action")))
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat(Double.parseDouble(line.get("expected_value"))).isNegative());
  }

  /** An order is of 50, of which 40 % is margin, if the run says nothing else. */
  @Test
  void value_isTheFormulaOnTheNumbersOfTheFile() throws IOException {
    Path out = folder.resolve("all.csv");
    plan("--out", out.toString());
    Set<String> twoOnADay = customersWithTwoOrdersOnADay();
    List<Map<String, String>> rows = Csv.read(out);
    assertThat(rows).hasSizeGreaterThan(500);
    assertThat(rows)
        .filteredOn(row -> !twoOnADay.contains(row.get("customer_id")))
        .hasSizeGreaterThan(400)
        .allSatisfy(
            row -> {
              double margin = (Double.parseDouble(row.get("expected_value")) + 0.1) / 0.05;
              assertThat(margin).isCloseTo(50 * 0.4, within(0.3));
              assertThat(Double.parseDouble(row.get("probability"))).isBetween(0.0, 1.0);
            });
  }

  /** What they buy on a day is worth more than an order. */
  private static Set<String> customersWithTwoOrdersOnADay() throws IOException {
    Set<String> seen = new HashSet<>();
    return Csv.read(folder.resolve("orders.csv")).stream()
        .filter(row -> !seen.add(row.get("customer_id") + " " + row.get("order_time")))
        .map(row -> row.get("customer_id"))
        .collect(Collectors.toSet());
  }

  private static double sum(List<Map<String, String>> rows, String column) {
    return rows.stream().mapToDouble(row -> Double.parseDouble(row.get(column))).sum();
  }

  private static Path contract() throws IOException {
    try (var files = Files.walk(folder.resolve("home/runs"))) {
      return files
          .filter(each -> each.getFileName().toString().startsWith("datamodel_clv"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void planOfTheSame_isTheSame() throws IOException {
    Path first = folder.resolve("first.csv");
    Path second = folder.resolve("second.csv");
    for (Path out : List.of(first, second)) {
      plan("--sampled", "--consent", "call", "--seed", "7", "--out", out.toString());
    }
    assertThat(second).hasSameTextualContentAs(first);
    List<Map<String, String>> rows = Csv.read(first);
    assertThat(rows).extracting(row -> row.get("action")).contains("call", "banner");
    assertThat(rows).filteredOn(row -> "call".equals(row.get("action"))).hasSize(20); // its stock
  }

  @Test
  void outcomes_decideWhatIsPlanned() throws IOException {
    StringBuilder cells = new StringBuilder("call:\n");
    for (int segment = 1; segment <= 11; segment++) {
      cells.append(
          "  \"%02d\": {shown: 90000, shown-bought: 45000,".formatted(segment)
              + " held-back: 10000, held-back-bought: 1000}\n");
    }
    Path outcomes = Files.writeString(folder.resolve("outcomes.yaml"), cells);
    Path out = folder.resolve("measured.csv");
    plan("--outcomes", "" + outcomes, "--consent", "call", "--out", "" + out);
    assertThat(Csv.read(out))
        .filteredOn(row -> "call".equals(row.get("action")))
        .hasSize(20)
        .allSatisfy(row -> assertThat(row.get("basis")).isEqualTo("measured"));
  }

  /** A plan of the end of May, counted by a run of the end of June. */
  @Test
  void outcomesOfAPlan_areCountedByALaterRunAndLearnedFrom() throws IOException {
    Path home = folder.resolve("months");
    Path plan = folder.resolve("may.csv");
    Path counted = folder.resolve("june.yaml");
    run(home, "2024-05-31");
    String file = actions.toString();
    assertThat(at(home, "actions", "plan", file, "--out", "" + plan).exitCode()).isZero();
    Terminal early = at(home, "actions", "outcomes", file, "" + plan, "--out", "" + counted);
    assertThat(early.exitCode()).isEqualTo(2);
    assertThat(early.err()).contains("make a run with a later reference date");
    run(home, "2024-06-30");
    Terminal told = at(home, "actions", "outcomes", file, "" + plan, "--out", "" + counted);
    assertThat(told.err()).isEmpty();

    Set<String> buyers =
        Csv.read(folder.resolve("orders.csv")).stream()
            .filter(row -> row.getOrDefault("order_time", "").startsWith("2024-06"))
            .map(row -> row.get("customer_id"))
            .collect(Collectors.toSet());
    Map<String, int[]> expected = new TreeMap<>();
    for (Map<String, String> row : Csv.read(plan)) {
      assertThat(row).containsEntry("window_from", "2024-06-01").containsEntry("window_days", "30");
      int[] cell = expected.computeIfAbsent(row.get("segment"), any -> new int[4]);
      int side = "held-back".equals(row.get("outcome")) ? 2 : 0;
      cell[side]++;
      cell[side + 1] += buyers.contains(row.get("customer_id")) ? 1 : 0;
    }
    StringBuilder yaml = new StringBuilder("\"banner\":\n");
    expected.forEach(
        (segment, n) ->
            yaml.append(
                "  \"%s\": {shown: %d, shown-bought: %d, held-back: %d, held-back-bought: %d}\n"
                    .formatted(segment, n[0], n[1], n[2], n[3])));
    assertThat(counted).hasContent(yaml.toString());
    assertThat(at(home, "actions", "plan", file, "--outcomes", "" + counted).out())
        .contains("measured");
  }

  private static Terminal at(Path home, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--home=" + home);
    return Terminal.run(all.toArray(String[]::new));
  }

  private static void run(Path home, String day) {
    String orders = folder.resolve("orders.csv").toString();
    assertThat(at(home, "run", "--transactions", orders, "--as-of", day).exitCode()).isZero();
  }

  @Test
  void decision_saysWhyAndIsTheSameEachTime() throws IOException {
    Terminal told =
        perenne("actions", "decide", actions.toString(), "C1", "--touchpoint", "letter", "--json");
    JsonNode decision = new ObjectMapper().readTree(told.out());
    assertThat(decision.path("outcome").asText()).isEqualTo("nothing");
    assertThat(decision.path("excluded").get(0).path("gate").asText())
        .isIn("no-consent", "control-group");
    String once =
        perenne("actions", "decide", actions.toString(), "C2", "--touchpoint", "home").out();
    assertThat(once).contains("banner", "voucher", "Chosen with probability");
    assertThat(perenne("actions", "decide", actions.toString(), "C2", "--touchpoint", "home").out())
        .isEqualTo(once);
  }

  @Test
  void whatCannotBeAsked_isRefusedWithWhatToDo() {
    String file = actions.toString();
    assertRefused("there are: desk, home, letter, list", "decide", file, "C1", "--touchpoint", "x");
    assertRefused("letter by letter", "decide", file, "nobody", "--touchpoint", "home");
    assertRefused("email=100", "plan", file, "--contacts", "fax=3");
    assertRefused("from 0", "plan", file, "--budget", "-1");
    assertRefused("a file that is read", "plan", file, "--out", file);
    assertRefused("no such file", "plan", file + "x");
    assertRefused("one of email, sms", "plan", file, "--consent", "fax");
    assertThat(Terminal.run("actions", "validate", file).out()).contains("The file can be used");
  }

  private static void assertRefused(String sentence, String... arguments) {
    List<String> all = new ArrayList<>(List.of("actions"));
    all.addAll(List.of(arguments));
    Terminal told = perenne(all.toArray(String[]::new));
    assertThat(told.exitCode()).isEqualTo(2);
    assertThat(told.err()).contains(sentence).doesNotContain("Exception", "\tat ");
  }
}
