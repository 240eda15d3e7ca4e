// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journeys over the customers of a run, from a terminal. */
@SuppressWarnings("NullAway.Init")
class JourneysCommandTest {
  @TempDir static Path folder;

  @BeforeAll
  static void run() throws IOException {
    Path orders = Orders.write(folder.resolve("orders.csv"), Orders.of(2_400, 800, "50.00"));
    Terminal told = perenne("run", "--transactions", orders.toString(), "--as-of", "2024-06-30");
    assertThat(told.exitCode()).as(told.err()).isZero();
    Path journeys = Files.createDirectories(folder.resolve("home/journeys"));
    Files.writeString(
        journeys.resolve("X1.yaml"),
        """
        id: X1
        name: {es: Todos, en: Everybody}
        goal: {metric: purchase, within: 10 days}
        enter: {when: run-condition, if: {columns: {ID_CLV_SCORE: {in: ["1", "2", "3", "4", "5"]}}}}
        re-enter: {after: 30 days}
        leave: [purchase]
        steps:
          - message: {action: hello, channels: [email], expires-after: 3 days}
          - wait: {for: purchase, at-most: 5 days, then: end}
          - message: {action: again, channels: [email], expires-after: 1 day}
        """);
    Files.writeString(
        folder.resolve("home/actions.yaml"),
        """
        policy: {caps: {email: 1 per 7 days}, quiet-hours: {from: "21:00", until: "09:00"}}
        actions:
          hello: {issue: grow, treatments: {mail: {channel: email}}}
          again: {issue: grow, treatments: {mail: {channel: email}}}
        """);
  }

  private static Terminal perenne(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--home=" + folder.resolve("home"));
    return Terminal.run(all.toArray(String[]::new));
  }

  private static JsonNode json(String... arguments) throws IOException {
    Terminal told = perenne(arguments);
    assertThat(told.err()).isEmpty();
    return new ObjectMapper().readTree(told.out());
  }

  @Test
  void list_saysWhoEntersByARun_andWhoWouldButForTheControlGroup() throws IOException {
    JsonNode all = json("journeys", "list", "--run", "latest", "--json").path("journeys");
    assertThat(all).hasSize(34);
    JsonNode own = all.get(33);
    assertThat(own.path("id").asText()).isEqualTo("X1");
    assertThat(own.path("own").asBoolean()).isTrue();
    assertThat(own.path("target").asInt() + own.path("control").asInt()).isEqualTo(800);
    assertThat(own.path("control").asInt()).isBetween(60, 100);
    assertThat(perenne("journeys", "list").out()).contains("J04.1", "X1", "of the home");
  }

  @Test
  void show_isTheFile_andAnUnknownIdNamesThoseThereAre() {
    assertThat(perenne("journeys", "show", "J04.1").out()).startsWith("id: J04.1");
    Terminal told = perenne("journeys", "show", "J99");
    assertThat(told.exitCode()).isEqualTo(2);
    assertThat(told.err()).contains("there is no such journey").contains("J04.1");
  }

  @Test
  void validate_saysWhichActionsAreMissing() throws IOException {
    Path file = folder.resolve("home/journeys/X1.yaml");
    assertThat(perenne("journeys", "validate", file.toString()).out()).contains("X1", "3 steps");
    Path other = folder.resolve("X2.yaml");
    Files.writeString(
        other,
        Files.readString(file)
            .replace("id: X1", "id: X2")
            .replace("action: again, channels: [email]", "action: bye, channels: [sms]"));
    Terminal told = perenne("journeys", "validate", other.toString());
    assertThat(told.exitCode()).isEqualTo(2);
    assertThat(told.err()).contains("X2: 3").contains("bye");
  }

  @Test
  void rehearse_isTheSameForTheSameSeed_andKeepsWhatMustHold() throws IOException {
    Path out = folder.resolve("log.csv");
    String[] asked = {
      "journeys",
      "rehearse",
      "X1",
      "--days",
      "40",
      "--consent",
      "email",
      "--json",
      "--out",
      "" + out
    };
    JsonNode told = json(asked);
    String log = Files.readString(out);
    assertThat(json(asked)).isEqualTo(told);
    assertThat(Files.readString(out)).isEqualTo(log);

    JsonNode journey = told.path("journeys").get(0);
    List<Map<String, String>> rows = Csv.read(out);
    assertThat(of(rows, "entered")).hasSize(journey.path("entered").asInt()).isNotEmpty();
    assertThat(of(rows, "done")).hasSize(journey.path("sent").path("email").asInt()).isNotEmpty();
    assertThat(told.path("purchases").asInt()).isPositive();
    assertThat(journey.path("goals").asInt()).isPositive();

    Set<String> control =
        Csv.read(contract()).stream()
            .filter(row -> "control".equals(row.get("CG_SEGMENT")))
            .map(row -> row.get("CustomerId"))
            .collect(Collectors.toSet());
    assertThat(rows).extracting(row -> row.get("customer_id")).doesNotContainAnyElementsOf(control);
    assertThat(journey.path("refused").path("control").asInt())
        .isGreaterThanOrEqualTo(control.size());

    Map<String, String> last = new HashMap<>();
    for (Map<String, String> row : of(rows, "done")) {
      String at = row.getOrDefault("at", "");
      assertThat(at.substring(11)).isBetween("09:00", "20:59"); // nobody is disturbed at night
      String before = last.put(row.get("customer_id"), at);
      if (before != null) { // once a week
        assertThat(LocalDateTime.parse(at))
            .isAfterOrEqualTo(LocalDateTime.parse(before).plusDays(7));
      }
    }
    // the second message is worth sending for a day only, and the week was not over by then
    assertThat(journey.path("failed").path("channel-cap").asInt()).isPositive();
  }

  @Test
  void rehearse_still_nobodyBuys() throws IOException {
    JsonNode told = json("journeys", "rehearse", "X1", "--days", "10", "--still", "--json");
    assertThat(told.path("purchases").asInt()).isZero();
    assertThat(told.path("journeys").get(0).path("left").path("purchase").asInt()).isZero();
    assertThat(told.path("journeys").get(0).path("failed").path("no-channel").asInt()).isPositive();
  }

  @Test
  void rehearse_refusesWhatItCannotUse() {
    assertThat(perenne("journeys", "rehearse", "--days", "0").exitCode()).isEqualTo(2);
    Terminal told = perenne("journeys", "rehearse", "J04.1"); // its action is not in the catalogue
    assertThat(told.exitCode()).isEqualTo(2);
    assertThat(told.err()).contains("J04.1").contains("the catalogue has no such action");
  }

  private static List<Map<String, String>> of(List<Map<String, String>> rows, String what) {
    return rows.stream().filter(row -> what.equals(row.get("what"))).toList();
  }

  private static Path contract() throws IOException {
    try (var files = Files.walk(folder.resolve("home/runs"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("datamodel_"))
          .findFirst()
          .orElseThrow();
    }
  }
}
