// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.DestinationContract;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.pack.EarlierRuns;
import io.perenne.clv.words.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketingCloudTest implements DestinationContract {
  private static final Map<String, String> SECRETS =
      Map.of("ID", "the-client", "SECRET", "open sesame");

  @TempDir Path home;
  private MarketingCloudStandIn cloud;

  @BeforeEach
  void start() throws Exception {
    cloud = MarketingCloudStandIn.start();
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  private Route route(Map<String, String> secrets, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "kind=marketing-cloud",
                "auth-url=" + cloud.url(),
                "rest-url=" + cloud.url(),
                "client-id=env:ID",
                "client-secret=env:SECRET",
                "data-extension=clv-de"));
    settings.addAll(List.of(more));
    return TestRoutes.of(home, secrets, settings.toArray(String[]::new));
  }

  private Route route(String... more) {
    return route(SECRETS, more);
  }

  private Courier courier() {
    return new Courier(
        DeliveryLedger.of(home),
        id -> Optional.of(home.resolve(id + ".parquet")),
        () -> TestRoutes.NOW,
        new Random(1),
        wait -> {});
  }

  private DeliveryRecord deliver(DeliverableRun run, Route route) {
    return courier().deliver(run, route, DeliveryListener.silent());
  }

  @Override
  public Destination destination() {
    return route().destination();
  }

  @Override
  public Shipment shipment(Path folder, int version) throws Exception {
    DeliverableRun run = Customers.run(folder, "run-" + version, Map.of("LTV_VALUE", "" + version));
    return route().packer().pack(run, EarlierRuns.none(), "rows.jsonl", folder);
  }

  @Test
  void deliver_rows_haveTypesAndInstants() throws Exception {
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route());
    assertThat(record.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(cloud.rows).containsOnlyKeys("ana, \"la 1\"", "bob\nñ", "céline");
    JsonNode row = java.util.Objects.requireNonNull(cloud.rows.get("céline"));
    assertThat(row.path("LTV_VALUE").decimalValue()).isEqualByComparingTo("3.1");
    assertThat(row.path("Email").isNull()).isTrue();
    assertThat(row.path("EMAIL_COMMUNICATIONS").isBoolean()).isTrue();
    assertThat(row.path("LAST_TICKET_DATE").asText()).isEqualTo("2025-06-29T19:15:00Z");
  }

  @Test
  void deliver_laterRun_sendsOnlyChangedRows() throws Exception {
    deliver(Customers.run(home, "run-a"), route());
    DeliveryRecord second =
        deliver(Customers.run(home, "run-b", Map.of("LTV_VALUE", "99")), route());
    assertThat(cloud.requests).containsExactly(3, 1);
    assertThat(second.shipment().rows()).isEqualTo(1);
    assertThat(deliver(Customers.run(home, "run-c", Map.of("LTV_VALUE", "99")), route()).state())
        .isEqualTo(DeliveryState.DELIVERED);
    assertThat(cloud.requests).containsExactly(3, 1);
  }

  @Test
  void deliver_afterAnUnfinishedRun_sendsAllRows() throws Exception {
    deliver(Customers.run(home, "run-a"), route());
    cloud.statusesFirst.add(400);
    DeliveryRecord failed =
        deliver(Customers.run(home, "run-b", Map.of("LTV_VALUE", "99")), route());
    assertThat(failed.state()).isEqualTo(DeliveryState.DEAD_LETTER);
    List<DeliveryRecord> records = DeliveryLedger.of(home).list("crm");
    assertThat(records).hasSize(2);
    deliver(Customers.run(home, "run-c", Map.of("LTV_VALUE", "98")), route());
    assertThat(cloud.requests).containsExactly(3, 3);
  }

  @Test
  void deliver_otherColumnsThanBefore_sendsAllRows() throws Exception {
    deliver(Customers.run(home, "run-a"), route());
    deliver(Customers.run(home, "run-b"), route("columns=CustomerId,LTV_VALUE"));
    assertThat(cloud.requests).containsExactly(3, 3);
  }

  @Test
  void deliver_moreRowsThanABatch_sendsSeveralInOrder() throws Exception {
    deliver(Customers.run(home, "run-a"), route("batch-rows=2"));
    assertThat(cloud.requests).containsExactly(2, 1);
    assertThat(cloud.rows).hasSize(3);
  }

  @Test
  void deliver_deadlockedRows_areSentAgain() throws Exception {
    cloud.deadlocks.put("céline", 2);
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route());
    assertThat(record.arrival().orElseThrow().rejectedRows()).isZero();
    assertThat(cloud.requests).containsExactly(3, 1, 1);
    assertThat(cloud.rows).containsKey("céline");
  }

  @Test
  void deliver_refusedRow_isListedWithItsReason() throws Exception {
    cloud.refusals.put("céline", "Value \"x\" exceeds the column's maximum length");
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route());
    assertThat(record.arrival().orElseThrow().rejectedRows()).isEqualTo(1);
    assertThat(home.resolve("deliveries/crm/run-a-refused-rows.csv"))
        .hasContent(
            """
            row,reason
            "céline","Value ""x"" exceeds the column's maximum length"
            """);
    deliver(Customers.run(home, "run-b", Map.of("LTV_VALUE", "99")), route());
    assertThat(cloud.requests)
        .as("the refused row is sent again, with the changed one")
        .containsExactly(3, 2);
    cloud.refusals.clear();
    deliver(Customers.run(home, "run-c", Map.of("LTV_VALUE", "99")), route());
    deliver(Customers.run(home, "run-d", Map.of("LTV_VALUE", "99")), route());
    assertThat(cloud.requests).as("until it is taken").containsExactly(3, 2, 1);
    assertThat(cloud.rows).hasSize(3);
  }

  @Test
  void token_acrossProcesses_isAskedForOnce() throws Exception {
    deliver(Customers.run(home, "run-a"), route());
    deliver(Customers.run(home, "run-b", Map.of("LTV_VALUE", "2")), route());
    assertThat(cloud.tokens).hasSize(1);
    try (Stream<Path> files = Files.list(home.resolve("deliveries/.tokens"))) {
      assertThat(files.map(MarketingCloudTest::permissions)).containsOnly("rw-------");
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void token_revoked_isReplacedOnce() throws Exception {
    deliver(Customers.run(home, "run-a"), route());
    cloud.expireTokens();
    deliver(Customers.run(home, "run-b", Map.of("LTV_VALUE", "2")), route());
    assertThat(cloud.tokens).hasSize(2);
  }

  @Test
  void deliver_badAnswerToAStatusPoll_isAskedAgainWithoutSendingTheRowsAgain() throws Exception {
    cloud.questionsFirst.addAll(List.of(503, 500, 429));
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route());
    assertThat(record.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(record.attempts()).hasSize(1);
    assertThat(cloud.requests).hasSize(1);
  }

  @Test
  void deliver_busyServer_isTriedAgain() throws Exception {
    cloud.statusesFirst.addAll(List.of(503, 429));
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route());
    assertThat(record.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(record.attempts()).hasSize(3);
  }

  @Test
  void deliver_batchThatFails_goesOnAtThatBatch() throws Exception {
    cloud.refusals.put("ana, \"la 1\"", "too long");
    cloud.beforeAnswer(1, () -> cloud.statusesFirst.addAll(List.of(503, 500)));
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route("batch-rows=2"));
    assertThat(record.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(record.attempts()).hasSize(3);
    assertThat(cloud.requests).as("rows of each request that was taken").containsExactly(2, 1);
    assertThat(record.arrival().orElseThrow().rejectedRows()).isEqualTo(1);
    assertThat(home.resolve("deliveries/crm/run-a-refused-rows.csv"))
        .hasContent("row,reason\n\"ana, \"\"la 1\"\"\",\"too long\"\n");
  }

  @Test
  void deliver_requestThatTheServerRefuses_failsForGoodWithItsReason() throws Exception {
    cloud.statusesFirst.add(400);
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route());
    assertThat(record.state()).isEqualTo(DeliveryState.DEAD_LETTER);
    assertThat(record.lastMessage()).contains("400").contains(MarketingCloudStandIn.REASON);
  }

  @Test
  void deliver_wrongSecret_failsForGoodAndNamesNone() throws Exception {
    Route route = route(Map.of("ID", "the-client", "SECRET", "barley"));
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route);
    assertThat(record.state()).isEqualTo(DeliveryState.DEAD_LETTER);
    assertThat(record.lastMessage()).isEqualTo("the server answers 401 to the request for a token");
    try (Stream<Path> files = Files.walk(home.resolve("deliveries"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("barley").doesNotContain("the-client");
      }
    }
  }

  @Test
  void deliver_secretNotSet_saysWhichVariable() throws Exception {
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route(Map.of("ID", "x")));
    assertThat(record.lastMessage())
        .isEqualTo("the client secret is not there: env:SECRET is not set");
  }

  @Test
  void deliver_neverDone_isUnknown() throws Exception {
    Route route = route("poll-at-most=0s", "attempts=1");
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route);
    assertThat(record.state()).isEqualTo(DeliveryState.UNKNOWN);
  }

  @Test
  void batchRows_beyondThePlatformsLimit_isRefused() {
    assertThatThrownBy(() -> route("batch-rows=32001"))
        .hasMessageContaining("batch-rows is not in 1 to 32000: 32001");
  }

  @Test
  void deliver_unreachable_failsWithoutSecrets(@TempDir Path folder) throws Exception {
    Shipment shipment = shipment(folder, 1);
    Destination destination = destination();
    cloud.close();
    assertThatThrownBy(() -> destination.deliver(shipment, bytes -> {}))
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessageNotContaining("sesame");
  }

  @Test
  void deliver_everyRowRefused_failsForGoodWithTheReason() throws Exception {
    List.of("ana, \"la 1\"", "bob\nñ", "céline")
        .forEach(key -> cloud.refusals.put(key, "The field Email does not exist"));
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route());
    assertThat(record.state()).isEqualTo(DeliveryState.DEAD_LETTER);
    assertThat(record.lastMessage())
        .isEqualTo(
            "Marketing Cloud refused every row, the last one with: The field Email does not exist");
  }

  @Test
  void deliver_refusedRowWhoseKeyComesSecond_isListedByItsKey() throws Exception {
    cloud.refusals.put("bob\nñ", "no");
    deliver(Customers.run(home, "run-a"), route("columns=Email,CustomerId,LTV_VALUE"));
    assertThat(home.resolve("deliveries/crm/run-a-refused-rows.csv"))
        .content()
        .contains("\"bob\nñ\",\"no\"")
        .doesNotContain("@example.com");
  }

  @Test
  void token_withoutLifetime_isKeptForTheUsualOne() throws Exception {
    cloud.tellsLifetime = false;
    deliver(Customers.run(home, "run-a"), route("batch-rows=1"));
    assertThat(cloud.tokens).hasSize(1);
  }

  @Test
  void deliver_networkStandsStillDuringTheUpload_isUnknownAndSentAgain() throws Exception {
    int port = java.net.URI.create(cloud.url()).getPort();
    try (FaultyProxy proxy = FaultyProxy.start(port, 100, FaultyProxy.FREEZE)) {
      String url = "http://127.0.0.1:" + proxy.port();
      Route frozen = route("rest-url=" + url, "timeout=2s", "attempts=1");
      DeliveryRecord record = deliver(Customers.run(home, "run-a"), frozen);
      assertThat(record.state()).isEqualTo(DeliveryState.UNKNOWN);
      assertThat(record.lastMessage()).isEqualTo("no answer from 127.0.0.1 to PUT");
    }
    assertThat(deliver(Customers.run(home, "run-a"), route()).state())
        .isEqualTo(DeliveryState.DELIVERED);
    assertThat(cloud.rows).hasSize(3);
  }

  @Test
  void deliver_noAnswerAboutTheFateOfTheRows_isUnknown() throws Exception {
    cloud.questionsFirst.addAll(Collections.nCopies(5, 500));
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route("attempts=1"));
    assertThat(record.state()).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(record.lastMessage())
        .startsWith("Marketing Cloud took the rows, and then: the server answers 500 to GET");
  }

  @Test
  void deliver_unknownAndThenUnreachable_staysUnknown() throws Exception {
    cloud.questionsFirst.addAll(Collections.nCopies(5, 500));
    DeliverableRun run = Customers.run(home, "run-a");
    deliver(run, route("attempts=1"));
    cloud.close();
    assertThat(deliver(run, route("attempts=1")).state()).isEqualTo(DeliveryState.UNKNOWN);
  }

  @Test
  void deliver_takenWithoutARequestId_isUnknown() throws Exception {
    cloud.keepsIdToItself = true;
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route("attempts=1"));
    assertThat(record.state()).isEqualTo(DeliveryState.UNKNOWN);
    assertThat(record.lastMessage()).isEqualTo("the rows were taken without a request id");
  }

  @Test
  void deliver_refusedRowAmongHundreds_isFoundOnALaterPage() throws Exception {
    cloud.refusals.put("customer-119", "no");
    DeliveryRecord record = deliver(Customers.many(home, "run-a", 120, 1), route());
    assertThat(record.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(record.arrival().orElseThrow().rejectedRows()).isEqualTo(1);
    assertThat(cloud.rows).hasSize(119);
    assertThat(home.resolve("deliveries/crm/run-a-refused-rows.csv"))
        .content()
        .contains("\"customer-119\",\"no\"");
  }

  @Test
  void deliver_statusError_readsTheResults() throws Exception {
    cloud.endOfRequests = "Error";
    cloud.refusals.put("céline", "no");
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route());
    assertThat(record.arrival().orElseThrow().rejectedRows()).isEqualTo(1);
  }

  @Test
  void deliver_statusCompleted_isComplete() throws Exception {
    cloud.endOfRequests = "Completed";
    assertThat(deliver(Customers.run(home, "run-a"), route("poll-at-most=1s")).state())
        .isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void deliver_deadlockedMoreOftenThanRerun_isRefused() throws Exception {
    cloud.deadlocks.put("céline", 9);
    DeliveryRecord record = deliver(Customers.run(home, "run-a"), route());
    assertThat(record.arrival().orElseThrow().rejectedRows()).isEqualTo(1);
    assertThat(cloud.requests).containsExactly(3, 1, 1, 1, 1, 1);
    assertThat(home.resolve("deliveries/crm/run-a-refused-rows.csv"))
        .content()
        .contains("Rerun the transaction.");
  }

  @Test
  void deliver_rowsBeyondFiveMegabytes_areSplit() throws Exception {
    DeliverableRun run = Customers.many(home, "run-a", 60, 100_000);
    assertThat(deliver(run, route()).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(cloud.requests).hasSize(2);
    assertThat(cloud.sizes).allMatch(size -> size <= 5_000_100);
    assertThat(cloud.rows).hasSize(60);
  }

  @Test
  void deliver_runWhoseIdAloneIsNew_sendsNothing() throws Exception {
    Route extended = route("extended=true");
    deliver(Customers.run(home, "run-a", Map.of("RUN_ID", "'run-a'")), extended);
    deliver(Customers.run(home, "run-b", Map.of("RUN_ID", "'run-b'")), extended);
    assertThat(cloud.requests).hasSize(1);
  }

  @Test
  void deliver_customerWhoMayNoLongerBeWrittenTo_isSentOnceMore() throws Exception {
    Route contactable = route("contactable-only=true");
    Map<String, String> out = Map.of("EMAIL_COMMUNICATIONS", "false");
    deliver(Customers.run(home, "run-a"), contactable);
    assertThat(cloud.rows).containsOnlyKeys("ana, \"la 1\"");
    deliver(Customers.run(home, "run-b", out), contactable);
    assertThat(ana().path("EMAIL_COMMUNICATIONS").asBoolean(true)).isFalse();
    deliver(Customers.run(home, "run-c", out), contactable);
    assertThat(cloud.requests).containsExactly(1, 1);
  }

  @Test
  void deliver_customerWhoLeftDuringAnUnfinishedRun_isSentOnceMore() throws Exception {
    Route contactable = route("contactable-only=true", "attempts=1");
    Map<String, String> out = Map.of("EMAIL_COMMUNICATIONS", "false");
    deliver(Customers.run(home, "run-a", out), contactable); // nobody is chosen
    cloud.questionsFirst.add(500);
    deliver(Customers.run(home, "run-b"), contactable);
    assertThat(ana().path("EMAIL_COMMUNICATIONS").asBoolean(false)).isTrue();
    deliver(Customers.run(home, "run-c", out), contactable);
    assertThat(ana().path("EMAIL_COMMUNICATIONS").asBoolean(true)).isFalse();
  }

  private JsonNode ana() {
    return java.util.Objects.requireNonNull(cloud.rows.get("ana, \"la 1\""));
  }

  @Test
  void route_choiceWithoutTheColumnThatTellsIt_isRefused() {
    assertThatThrownBy(() -> route("contactable-only=true", "columns=CustomerId,LTV_VALUE"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("EMAIL_COMMUNICATIONS has to tell");
    assertThatThrownBy(() -> route("segments=01", "columns=CustomerId,LTV_VALUE"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("ID_CLV_SEGMENT has to tell");
  }

  @Test
  void deliver_noRowRefused_leavesNoList() throws Exception {
    deliver(Customers.run(home, "run-a"), route());
    try (Stream<Path> files = Files.list(home.resolve("deliveries/crm"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(".lock", "run-a.json");
    }
  }

  @Test
  void deliver_everyRowRefused_keepsTheListForItsOwnerOnly() throws Exception {
    List.of("ana, \"la 1\"", "bob\nñ", "céline").forEach(key -> cloud.refusals.put(key, "no"));
    deliver(Customers.run(home, "run-a"), route());
    Path list = home.resolve("deliveries/crm/run-a-refused-rows.csv");
    assertThat(list).content().contains("\"céline\",\"no\"");
    assertThat(permissions(list)).isEqualTo("rw-------");
  }

  @Test
  void check_keptTokenThatIsRevoked_isReplaced() {
    Destination destination = destination();
    destination.check();
    cloud.expireTokens();
    assertThat(destination.check()).asString().contains("the token is accepted");
    assertThat(cloud.tokens).hasSize(2);
  }

  @Test
  void check_brokenServer_fails() {
    cloud.questionsFirst.add(503);
    assertThatThrownBy(() -> destination().check())
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessage("the server answers 503 to an authorised request");
  }

  @Test
  void token_askedForByManyAtOnce_isRequestedOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<Message>> checks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      checks.add(pool.submit(() -> destination().check()));
    }
    for (Future<Message> check : checks) {
      assertThat(check.get()).asString().contains("the token is accepted");
    }
    pool.shutdown();
    assertThat(cloud.tokens).hasSize(1);
  }

  @Test
  void route_userInAnAddress_isRefusedWithoutRepeatingIt() {
    for (String url :
        List.of("https://u:hunter2@h", "https://u:hunter 2@h", "https://h?k=hunter2")) {
      assertThatThrownBy(() -> route("rest-url=" + url))
          .isInstanceOf(InputException.class)
          .hasMessageNotContaining("hunter");
    }
  }
}
