// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.intake.EventFile;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.live.profile.ProfileWriter;
import io.perenne.server.live.source.WriteKeys;
import io.perenne.server.reading.LiveValues;
import io.perenne.server.reading.PublishedModels;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of a server counts the orders that events have told, each once. */
class LiveOrdersTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final String COLUMNS = "order,customer,time,amount\n";

  private @TempDir Path folder;

  private static RunConfiguration shop() {
    return RunConfiguration.defaults()
        .with("currency", "GBP")
        .with("time-zone", "Europe/London")
        .with("control-group.share", "0")
        .with("model", "mbg-nbd");
  }

  /** A tenth of the customers of UCI Online Retail. */
  private static List<String[]> orders() throws IOException {
    List<String[]> orders = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(ServedHome.ORDERS)),
                StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        if (cells[1].endsWith("7")) {
          orders.add(new String[] {cells[0], cells[1], cells[2], cells[6]});
        }
      }
    }
    return orders;
  }

  private static Path write(Path file, List<String[]> orders) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    StringBuilder text = new StringBuilder(COLUMNS);
    orders.forEach(each -> text.append(String.join(",", each)).append('\n'));
    return Files.writeString(file, text.toString());
  }

  /**
   * Of one in three whom files have, events know another account, and their number by the card that
   * they show.
   */
  private static String event(String[] order, Set<String> ofFiles) {
    boolean refund = order[3].startsWith("-");
    String amount = refund ? order[3].substring(1) : order[3];
    String at = LocalDateTime.parse(order[2], TIME).atZone(LONDON).toInstant().toString();
    boolean other = ofFiles.contains(order[1]) && order[1].hashCode() % 3 == 0;
    String who =
        other
            ? "\"userId\":\"app-%1$s\",\"context\":{\"externalIds\":[{\"id\":\"%1$s\",\"type\":\"loyalty_card\",\"collection\":\"users\",\"encoding\":\"none\"}]}"
                .formatted(order[1])
            : "\"userId\":\"" + order[1] + "\"";
    return """
    {"messageId":"m%1$s","type":"track","event":"%2$s",%3$s,"timestamp":"%4$s","receivedAt":"%4$s","properties":{"order_id":"%1$s","revenue":%5$s,"currency":"GBP"}}
    """
        .formatted(order[0], refund ? "Order Refunded" : "Order Completed", who, at, amount)
        .strip();
  }

  /** Two parts of five are in files, two in events, and one in both. */
  private static int part(String[] order) {
    return Math.floorMod(order[0].hashCode(), 5);
  }

  private static void take(Path home, List<String> messages) throws IOException {
    Path file = Files.write(home.resolve("events.ndjson"), messages);
    InstantSource clock = InstantSource.system();
    IdentityRules rules = IdentityRules.standard();
    try (Store store = Store.open(DatabaseAddress.inHome(home), clock)) {
      WriteKeys keys = new WriteKeys(store, clock, new SecureRandom());
      if (keys.all().isEmpty()) {
        keys.add(LiveServer.ANA, "till");
      }
      EventFile.Result result =
          new EventFile(store, new Intake(rules), clock)
              .take(file, keys.require("till").id(), home.resolve("rejects.ndjson"));
      assertThat(result.toString()).contains(Integer.toString(messages.size()));
      new ProfileWriter(store, rules).drain();
    }
  }

  private static Path home(Path home, RunConfiguration configuration) throws IOException {
    Files.createDirectories(home);
    StringBuilder text = new StringBuilder();
    configuration
        .with("input.live-orders", "on")
        .toMap()
        .forEach(
            (key, value) -> {
              if (!value.equals(RunConfiguration.defaults().toMap().get(key))) {
                text.append(key).append(": \"").append(value).append("\"\n");
              }
            });
    Files.writeString(home.resolve("perenne.yaml"), text);
    return home;
  }

  private static List<String> contract(Path home, RunDocument run) throws IOException {
    return Files.readAllLines(
        RunStore.of(home).folder(run).resolve(run.files().getOrDefault("contract", "")));
  }

  @Test
  void run_ofFilesAndEvents_isThatOfAllOrdersInFiles() throws Exception {
    List<String[]> all = orders();
    List<String[]> inFiles = new ArrayList<>();
    Set<String> ofFiles = new HashSet<>();
    for (String[] each : all) {
      if (part(each) < 3) {
        inFiles.add(each);
        ofFiles.add(each[1]);
      }
    }
    List<String> inEvents =
        all.stream().filter(each -> part(each) > 1).map(each -> event(each, ofFiles)).toList();
    Path whole = Files.createDirectories(folder.resolve("whole"));
    RunDocument expected =
        ServedHome.run(whole, shop(), "2011-12-09", write(folder.resolve("all.csv"), all));
    List<String> expectedLines = contract(whole, expected);
    Path home = home(folder.resolve("home"), shop());
    ServedHome.run(home, shop(), "2011-12-09", write(folder.resolve("some.csv"), inFiles));
    take(home, inEvents);

    RunDocument run = Published.runOfServer(home, "2011-12-09");

    assertThat(contract(home, run)).hasSizeGreaterThan(400);
    assertThat(contract(home, run))
        .filteredOn(line -> !expectedLines.contains(line))
        .as("rows that a run over files alone does not have")
        .isEmpty();
    assertThat(contract(home, run)).containsExactlyElementsOf(expectedLines);
    RunDocument.LiveOrders told = Objects.requireNonNull(run.liveOrders());
    long both = inFiles.stream().filter(each -> part(each) == 2).count();
    assertThat(told.read()).isEqualTo(inEvents.size());
    assertThat(told.inFiles()).isEqualTo(both);
    assertThat(told.withoutCustomer() + told.otherCurrency() + told.nothingLeft() + told.later())
        .isZero();
    assertLiveSaysTheSame(home, run);
  }

  /** What the run counted of the events counts live no second time. */
  private void assertLiveSaysTheSame(Path home, RunDocument run) throws IOException {
    IdentityRules rules = IdentityRules.standard();
    PublishedRuns runs = PublishedRuns.of(home, ServedHome.context(home).resources());
    LiveValues values = new LiveValues(runs, rules);
    Instant end = PublishedModels.of(run).cutOff().minusMillis(1);
    int compared = 0;
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      ProfileReader profiles = new ProfileReader(store, rules);
      List<Map<String, String>> rows = Published.rows(RunStore.of(home).folder(run));
      for (Map<String, String> row : rows) {
        String id = row.getOrDefault("CustomerId", "");
        var found = profiles.ofCustomer(id);
        if (found.isPresent()) {
          LiveValues.Valued value =
              values.value(found.get().identifiers(), found.get().state(), end).orElseThrow();
          double ltv = Double.parseDouble(row.getOrDefault("ltv", ""));
          assertThat(value.customerId()).contains(id);
          assertThat(value.exact()).as("exact of " + id).isTrue();
          assertThat(value.valuation().value())
              .as("value of " + id)
              .isCloseTo(ltv, within(1e-9 * Math.max(1, ltv)));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(300);
  }

  @Test
  void run_leavesOut_whatCannotCount_andSaysSo() throws Exception {
    Path home = home(folder.resolve("home"), RunConfiguration.defaults().with("model", "none"));
    Path file =
        Files.writeString(
            home.resolve("orders.csv"),
            COLUMNS + "1,ana,2024-03-01,40.00\n2,eva,2024-05-01,60.00\n");
    ServedHome.run(home, RunConfiguration.defaults().with("model", "none"), "2024-06-30", file);
    take(
        home,
        List.of(
            told("1", "Order Completed", "\"userId\":\"ana\"", "2024-03-01", "39.00"),
            told("e1", "Order Completed", "\"userId\":\"ana\"", "2024-04-01", "10.00"),
            told("e2", "Order Completed", "\"userId\":\"ana\"", "2024-04-02", "10.00"),
            told("e2", "Order Cancelled", "\"userId\":\"ana\"", "2024-04-03", "10.00"),
            told("e3", "Order Completed", "\"anonymousId\":\"d1\"", "2024-04-03", "10.00"),
            told("e4", "Order Completed", "\"userId\":\"ana\"", "2024-07-01", "10.00"),
            told("e5", "Order Completed", "\"userId\":\"new one\"", "2024-06-30", "12.345"),
            told("e5", "Order Refunded", "\"userId\":\"new one\"", "2024-07-02", "12.345"),
            told("e6", "Order Completed", "\"userId\":\"eva\"", "2024-05-01", "60.00"),
            told("e7", "Order Completed", "\"userId\":\"eva\"", "2024-05-01", "9.00")
                .replace("EUR", "USD")));

    RunDocument run = Published.runOfServer(home, "2024-06-30");

    RunDocument.LiveOrders told = Objects.requireNonNull(run.liveOrders());
    assertThat(told.read()).as("1, e1, e5 and e6").isEqualTo(4);
    assertThat(told.inFiles()).isEqualTo(1);
    assertThat(told.alike()).as("e6 is the order 2 of eva, perhaps").isEqualTo(1);
    assertThat(told.nothingLeft()).isEqualTo(1);
    assertThat(told.withoutCustomer()).isEqualTo(1);
    assertThat(told.otherCurrency()).isEqualTo(1);
    assertThat(told.later()).isEqualTo(1);
    assertThat(run.totals().customers()).isEqualTo(3);
    assertThat(run.totals().revenue())
        .as("40 + 60 of the files, 10 + 12.345 + 60 of events; what came back later counts later")
        .isCloseTo(182.345, within(1e-9));
    assertThat(run.warnings().toString()).contains("another id");
    try (LiveServer live = new LiveServer(home)) {
      assertThat(
              Program.json(live.program().get("/api/v1/runs/latest"))
                  .at("/live_orders/in_files")
                  .asInt())
          .isEqualTo(1);
    }
    assertThat(run.inputs()).extracting(RunDocument.Input::kind).contains("live-orders");
    Instant later = Instant.parse("2024-07-03T00:00:00Z");
    assertThat(moneyOf(home, "ana", later))
        .as("40 of the files, whatever the event says of the order; e1, and since then e4")
        .isEqualTo(60);
    assertThat(moneyOf(home, "new one", later)).as("all came back after the run").isZero();
  }

  @Test
  void whatIsKeptAfterTheRun_countsAfresh_wheneverItSaysThatItWasReceived() throws Exception {
    Path home = home(folder.resolve("home"), RunConfiguration.defaults().with("model", "none"));
    Path file = Files.writeString(home.resolve("orders.csv"), COLUMNS + "1,ana,2024-03-01,40.00\n");
    ServedHome.run(home, RunConfiguration.defaults().with("model", "none"), "2024-06-30", file);
    String ana = "\"userId\":\"ana\"";
    take(home, List.of(told("e1", "Order Completed", ana, "2024-04-01", "10.00")));
    Published.runOfServer(home, "2024-06-30");
    Instant later = Instant.parse("2024-07-03T00:00:00Z");
    assertThat(moneyOf(home, "ana", later)).isEqualTo(50);

    take(
        home,
        List.of(
            told("e2", "Order Completed", ana, "2024-05-01", "7.00"),
            told("e1", "Order Refunded", ana, "2024-05-02", "4.00")));

    assertThat(moneyOf(home, "ana", later)).isEqualTo(53);
  }

  @Test
  void ordersOfADevice_count_onceItIsKnownWhoseTheyAre() throws Exception {
    Path home = home(folder.resolve("home"), RunConfiguration.defaults().with("model", "none"));
    Path file = Files.writeString(home.resolve("orders.csv"), COLUMNS + "1,ana,2024-03-01,40.00\n");
    ServedHome.run(home, RunConfiguration.defaults().with("model", "none"), "2024-06-30", file);
    String ana = "\"userId\":\"ana\"";
    take(
        home,
        List.of(
            told("e1", "Order Completed", ana, "2024-04-01", "10.00"),
            told("e2", "Order Completed", "\"anonymousId\":\"d1\"", "2024-04-03", "7.00")));
    RunDocument run = Published.runOfServer(home, "2024-06-30");
    assertThat(Objects.requireNonNull(run.liveOrders()).withoutCustomer()).isEqualTo(1);

    take(
        home,
        List.of(
            """
            {"messageId":"i","type":"identify","anonymousId":"d1","userId":"ana","timestamp":"2024-07-02T10:00:00Z","receivedAt":"2024-04-02T10:00:01Z"}
            """
                .strip()));

    LiveValues.Valued value = valueOf(home, "ana", Instant.parse("2024-07-03T00:00:00Z"));
    assertThat(value.valuation().soFar()).isEqualTo(57);
    assertThat(value.exact()).as("until a run has seen who it is").isFalse();
    Published.runOfServer(home, "2024-06-30");
    assertThat(moneyOf(home, "ana", Instant.parse("2024-07-03T00:00:00Z"))).isEqualTo(57);
  }

  @Test
  void moneyGivenBack_thatFilesDoNotKnow_isTold() throws Exception {
    Path home = home(folder.resolve("home"), RunConfiguration.defaults().with("model", "none"));
    Path file =
        Files.writeString(
            home.resolve("orders.csv"),
            COLUMNS + "1,ana,2024-03-01,40.00\n2,ana,2024-03-02,30.00\n3,ana,2024-03-03,15.00\n");
    ServedHome.run(home, RunConfiguration.defaults().with("model", "none"), "2024-06-30", file);
    String ana = "\"userId\":\"ana\"";
    take(
        home,
        List.of(
            told("1", "Order Completed", ana, "2024-03-01", "40.00"),
            told("1", "Order Cancelled", ana, "2024-03-02", "40.00"),
            told("2", "Order Completed", ana, "2024-03-02", "30.00"),
            told("2", "Order Refunded", ana, "2024-03-05", "10.00"),
            told("3", "Order Completed", ana, "2024-03-03", "20.00"),
            told("3", "Order Refunded", ana, "2024-03-05", "5.00")));

    RunDocument run = Published.runOfServer(home, "2024-06-30");

    assertThat(run.totals().revenue()).as("as the files have it").isEqualTo(85);
    assertThat(Objects.requireNonNull(run.liveOrders()).notGivenBack())
        .as("1 and 2; the files have taken off what came back of 3")
        .isEqualTo(2);
    assertThat(run.warnings().toString()).contains("given back of orders (2)").contains("50");
  }

  private static double moneyOf(Path home, String customer, Instant at) {
    LiveValues.Valued value = valueOf(home, customer, at);
    assertThat(value.exact()).as("exact of " + customer).isTrue();
    return value.valuation().soFar();
  }

  private static LiveValues.Valued valueOf(Path home, String customer, Instant at) {
    IdentityRules rules = IdentityRules.standard();
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      ProfileReader.Found found =
          new ProfileReader(store, rules).ofCustomer(customer).orElseThrow();
      return new LiveValues(PublishedRuns.of(home, ServedHome.context(home).resources()), rules)
          .value(found.identifiers(), found.state(), at)
          .orElseThrow();
    }
  }

  @Test
  void run_ofFilesThatDoNotNameOrders_countsNoneOfEvents() throws Exception {
    Path home = home(folder.resolve("home"), RunConfiguration.defaults().with("model", "none"));
    Path file =
        Files.writeString(home.resolve("orders.csv"), "customer,time,amount\nana,2024-03-01,40\n");
    RunDocument terminal =
        ServedHome.run(
            home,
            RunConfiguration.defaults().with("model", "none").with("input.live-orders", "on"),
            "2024-06-30",
            file);
    assertThat(terminal.warnings().toString()).contains("terminal");
    assertThat(terminal.liveOrders()).isNull();
    take(home, List.of(told("e1", "Order Completed", "\"userId\":\"ana\"", "2024-04-01", "10.00")));

    RunDocument run = Published.runOfServer(home, "2024-06-30");

    assertThat(run.totals().revenue()).isEqualTo(40);
    assertThat(Objects.requireNonNull(run.liveOrders()).unmatched()).isEqualTo(1);
    assertThat(run.warnings().toString()).contains("orders from events were left out (1)");
  }

  private static String told(String order, String event, String who, String day, String amount) {
    return """
    {"messageId":"%2$s %1$s","type":"track","event":"%2$s",%3$s,"timestamp":"%4$sT10:00:00Z","receivedAt":"%4$sT10:00:01Z","properties":{"order_id":"%1$s","revenue":%5$s,"currency":"EUR"}}
    """
        .formatted(order, event, who, day, amount)
        .strip();
  }
}
