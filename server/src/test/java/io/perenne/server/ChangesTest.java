// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.analytics.InputException;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.change.ChangeFinder;
import io.perenne.server.change.ChangeSender;
import io.perenne.server.change.ReceiverBook;
import io.perenne.server.live.profile.IdentityChanges;
import io.perenne.server.storage.Changes;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments follow time, purchases, merges and runs, and whoever wants to know is told. */
class ChangesTest {
  private static final LocalDate REFERENCE = LocalDate.of(2026, 9, 30);
  private static final String[] ORDERS = {
    "1,leal,2026-03-01,60.00",
    "2,leal,2026-05-01,60.00",
    "3,leal,2026-07-01,60.00",
    "4,leal,2026-08-30,60.00",
    "5,otra,2026-06-01,10.00",
    "6,tercera,2026-09-01,20.00"
  };

  private static @TempDir Path published;

  @TempDir Path home;

  @SuppressWarnings("NullAway.Init")
  private Shop shop;

  @SuppressWarnings("NullAway.Init")
  private Receiver receiver;

  @BeforeAll
  static void publish() {
    Shop.run(published, REFERENCE, ORDERS);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path each : files.skip(1).toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  @BeforeEach
  void open() throws Exception {
    copy(published, home);
    shop = new Shop(home, DatabaseAddress.inHome(home));
    receiver = new Receiver();
    shop.at(noon(REFERENCE.plusDays(1)));
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
    receiver.close();
  }

  private static Instant noon(LocalDate day) {
    return day.atTime(12, 0).atZone(Shop.ZONE).toInstant();
  }

  private static List<JsonNode> segments(List<JsonNode> all) {
    return all.stream()
        .filter(each -> each.path("event").asText().equals("Segment Changed"))
        .toList();
  }

  private static List<String> causes(List<JsonNode> all) {
    return all.stream().map(each -> each.at("/properties/cause").asText()).toList();
  }

  private static void until(BooleanSupplier done) throws InterruptedException {
    for (int i = 0; i < 400 && !done.getAsBoolean(); i++) {
      Thread.sleep(25);
    }
    assertThat(done.getAsBoolean()).as("it is done within ten seconds").isTrue();
  }

  @Test
  void whoBecomesOverdue_isToldAtMidnightInMadrid_andNotBefore() {
    ChangeFinder finder = shop.finder("a");
    shop.looks("leal");
    finder.tick();
    assertThat(shop.found()).as("what the run published is no news").isEmpty();

    Instant due = shop.standing("leal").orElseThrow().due().orElseThrow();
    assertThat(due.atZone(Shop.ZONE).toLocalTime()).hasToString("00:00");
    assertThat(due).as("past the end of summer time").isAfter(noon(LocalDate.of(2026, 10, 25)));
    shop.at(due.minusMillis(1));
    finder.tick();
    assertThat(shop.found()).isEmpty();
    shop.at(due);
    finder.tick();

    JsonNode change = segments(shop.found()).get(0);
    assertThat(change.path("type").asText()).isEqualTo("track");
    assertThat(change.path("userId").asText()).isEqualTo("leal");
    assertThat(change.path("timestamp").asText()).isEqualTo(due.toString());
    assertThat(change.at("/properties/cause").asText()).isEqualTo("time");
    assertThat(change.at("/properties/customer_id").asText()).isEqualTo("leal");
    assertThat(change.at("/properties/as_of").asText())
        .isEqualTo(due.atZone(Shop.ZONE).toLocalDate().toString());
    assertThat(change.at("/properties/segment"))
        .isNotEqualTo(change.at("/properties/previous_segment"));
    assertThat(change.at("/properties/value").asDouble()).isEqualTo(240);
    assertThat(change.at("/context/externalIds/0/type").asText()).isEqualTo("user_id");
    finder.tick();
    assertThat(segments(shop.found())).hasSize(1);
  }

  @Test
  void daysWithoutAServer_areToldOneByOne_eachByItsMidnight() {
    shop.looks("leal");
    shop.finder("a").tick();
    shop.finder("a").close();
    shop.at(noon(REFERENCE.plusDays(700)));
    shop.finder("b").tick();

    List<JsonNode> changes = segments(shop.found());
    assertThat(changes.size()).isGreaterThanOrEqualTo(2);
    assertThat(causes(changes)).containsOnly("time");
    for (int i = 1; i < changes.size(); i++) {
      assertThat(changes.get(i).at("/properties/previous_segment"))
          .isEqualTo(changes.get(i - 1).at("/properties/segment"));
      assertThat(Instant.parse(changes.get(i).path("timestamp").asText()))
          .isAfter(Instant.parse(changes.get(i - 1).path("timestamp").asText()))
          .isBefore(shop.now());
    }
    assertThat(changes.get(changes.size() - 1).at("/properties/state").asText())
        .isEqualTo("inactive");
  }

  @Test
  void whoBuys_andTakesItBack_isToldAtOnce() {
    ChangeFinder finder = shop.finder("a");
    shop.buys("nueva", "n1", 300);
    finder.tick();
    shop.happens(
        Map.of(
            "type", "track",
            "userId", "nueva",
            "event", "Order Refunded",
            "properties", Map.of("order_id", "n1")));
    finder.tick();

    List<JsonNode> changes = segments(shop.found());
    assertThat(causes(changes)).containsExactly("purchase", "refund");
    assertThat(changes.get(0).at("/properties/previous_segment").isNull()).isTrue();
    assertThat(changes.get(0).at("/properties/value").asDouble()).isEqualTo(300);
    assertThat(changes.get(1).at("/properties/segment").isNull()).isTrue();
  }

  @Test
  void aFewCentsMoreAreNoNews_untilTheyAreMany() {
    ChangeFinder finder = shop.finder("a");
    shop.looks("leal");
    finder.tick();
    for (int i = 0; i < 3; i++) {
      shop.buys("leal", "small" + i, 10);
      finder.tick();
    }

    List<JsonNode> values =
        shop.found().stream()
            .filter(e -> e.path("event").asText().equals("Value Changed"))
            .toList();
    assertThat(values).hasSize(1);
    assertThat(values.get(0).at("/properties/previous_value").asDouble()).isEqualTo(240);
    assertThat(values.get(0).at("/properties/value").asDouble()).isEqualTo(270);
    assertThat(shop.receivers.step().share()).isEqualTo(0.1);
  }

  @Test
  void whatAnotherRunHasChanged_isToldWithItsCause() {
    ChangeFinder finder = shop.finder("a");
    shop.looks("leal");
    shop.looks("otra");
    finder.tick();
    List<String> more = new ArrayList<>(List.of(ORDERS));
    more.add("7,otra,2026-09-30,900.00"); // of a till that sends no events
    Shop.run(home, REFERENCE.plusDays(1), more.toArray(String[]::new));
    shop.at(noon(REFERENCE.plusDays(2)));
    finder.tick();

    assertThat(causes(shop.found())).isNotEmpty().containsOnly("run");
    assertThat(segments(shop.found())).extracting(e -> e.path("userId").asText()).contains("otra");
    assertThat(shop.standing("leal").orElseThrow().run())
        .isEqualTo(shop.standing("otra").orElseThrow().run());
  }

  @Test
  void twoWhoAreOne_areToldAsOne() {
    ChangeFinder finder = shop.finder("a");
    shop.happens(order(Map.of("anonymousId", "tablet"), "t1", 200));
    shop.buys("ana", "a1", 500);
    finder.tick();
    int before = shop.found().size();
    shop.happens(Map.of("type", "identify", "userId", "ana", "anonymousId", "tablet"));
    finder.tick();

    List<JsonNode> later = shop.found().subList(before, shop.found().size());
    assertThat(causes(later)).isNotEmpty().containsOnly("merge");
    assertThat(later.get(later.size() - 1).at("/properties/value").asDouble()).isEqualTo(700);
    finder.tick();
    assertThat(shop.found()).hasSize(before + later.size());
  }

  @Test
  void twoWhomSomebodyJoins_areToldAsOne_andAsTwoWhenTheyAreSeparated() {
    ChangeFinder finder = shop.finder("a");
    shop.buys("one", "o1", 300);
    shop.buys("two", "t1", 500);
    finder.tick();
    IdentityChanges identity = new IdentityChanges(shop.store, IdentityRules.standard(), shop::now);
    Identifier one = new Identifier("user_id", "one");
    Identifier two = new Identifier("user_id", "two");
    int before = shop.found().size();

    shop.at(shop.now().plusSeconds(1));
    identity.join(Shop.ANA, one, two);
    finder.tick();
    List<JsonNode> joined = shop.found().subList(before, shop.found().size());
    assertThat(causes(joined)).isNotEmpty().containsOnly("merge");
    assertThat(joined.get(joined.size() - 1).at("/properties/value").asDouble()).isEqualTo(800);
    assertThat(shop.standing("one")).isEqualTo(shop.standing("two")).isPresent();

    before = shop.found().size();
    shop.at(shop.now().plusSeconds(1));
    identity.separate(Shop.ANA, one, two);
    finder.tick();
    List<JsonNode> apart = shop.found().subList(before, shop.found().size());
    assertThat(causes(apart)).isNotEmpty().contains("merge");
    assertThat(shop.standing("one")).isPresent();
    assertThat(shop.standing("two")).isPresent().isNotEqualTo(shop.standing("one"));
  }

  private static Map<String, Object> order(Map<String, Object> who, String id, double amount) {
    Map<String, Object> message = new HashMap<>(who);
    message.put("type", "track");
    message.put("event", "Order Completed");
    message.put("properties", Map.of("order_id", id, "revenue", amount, "currency", "EUR"));
    return message;
  }

  @Test
  void receiver_losesNothingAndHearsOfEachPersonInOrder_whateverItAnswers() throws Exception {
    shop.tells(receiver);
    ChangeFinder finder = shop.finder("a");
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 12; i++) {
        shop.buys("u" + i, "o" + round + "-" + i, 100 * Math.pow(4, round));
      }
      finder.tick();
    }
    List<String> all = shop.found().stream().map(e -> e.path("messageId").asText()).toList();
    assertThat(all.size()).isGreaterThan(36);

    int[] asked = {0};
    receiver.answers( // taken and not answered, not taken, or taken
        message -> {
          synchronized (asked) {
            return new int[] {200, 200, 503, 200, 0, 200, 200, 429}[asked[0]++ % 8];
          }
        });
    ChangeSender first = shop.sender("a");
    first.tick();
    until(() -> shop.receivers.all().get(0).receiver().failures() > 0);
    first.close(); // what it remembers beside the position is gone, as with a server that dies
    ChangeSender second = shop.sender("b");
    until(
        () -> {
          shop.at(shop.now().plusSeconds(700));
          second.tick();
          return shop.receivers.all().get(0).waiting() == 0;
        });

    assertThat(new HashSet<>(receiver.ids())).containsExactlyInAnyOrderElementsOf(all);
    Map<String, List<String>> found = byProfile(shop.found());
    Map<String, List<String>> told = byProfile(receiver.taken());
    found.forEach(
        (profile, ids) ->
            assertThat(told.getOrDefault(profile, List.of()).stream().distinct())
                .containsExactlyElementsOf(ids));
  }

  private static Map<String, List<String>> byProfile(List<JsonNode> messages) {
    Map<String, List<String>> all = new HashMap<>();
    messages.forEach(
        each ->
            all.computeIfAbsent(each.at("/properties/profile_id").asText(), k -> new ArrayList<>())
                .add(each.path("messageId").asText()));
    return all;
  }

  @Test
  void receiverThatIsDead_isPausedAfterADay_goesOnFromThere_andHearsAgainOnDemand()
      throws Exception {
    shop.tells(receiver);
    receiver.answers(message -> 500);
    shop.buys("nueva", "n1", 300);
    shop.finder("a").tick();
    ChangeSender sender = shop.sender("a");
    until(
        () -> {
          shop.at(shop.now().plus(Duration.ofHours(1)));
          sender.tick();
          return shop.receivers.all().get(0).receiver().paused().isPresent();
        });
    ReceiverBook.Line dead = shop.receivers.all().get(0);
    assertThat(dead.receiver().problemEnglish()).hasValue("it answered with 500");
    assertThat(Duration.between(dead.receiver().failingSince().orElseThrow(), shop.now()))
        .isGreaterThan(Duration.ofHours(23));
    int found = shop.found().size();
    assertThat(dead.waiting()).isEqualTo(found);

    receiver.answers(message -> 200);
    shop.receivers.resume(Shop.ANA, "crm");
    sender.tick();
    until(() -> shop.receivers.all().get(0).waiting() == 0);
    assertThat(receiver.ids()).hasSize(found);
    shop.receivers.replay(Shop.ANA, "crm", 0);
    sender.tick();
    until(() -> receiver.ids().size() == 2 * found);
    assertThat(receiver.ids().subList(found, 2 * found))
        .isEqualTo(receiver.ids().subList(0, found));
    assertThatThrownBy(() -> shop.receivers.replay(Shop.ANA, "crm", 1_000_000))
        .isInstanceOf(InputException.class);
  }

  @Test
  void twoServersOnOnePostgresql_tellOnce_andTheOtherTakesOver(@TempDir Path folder)
      throws Exception {
    try (PostgresServer postgres = PostgresServer.startOrSkip(folder);
        Shop shared = new Shop(home, DatabaseAddress.postgresql(postgres.newDatabase(), home))) {
      shared.at(noon(REFERENCE.plusDays(1)));
      shared.tells(receiver);
      List<ChangeFinder> finders = List.of(shared.finder("a"), shared.finder("b"));
      List<ChangeSender> senders = List.of(shared.sender("a"), shared.sender("b"));
      for (int i = 0; i < 20; i++) {
        shared.buys("u" + i, "o" + i, 300);
      }
      finders.parallelStream().forEach(ChangeFinder::tick);
      senders.parallelStream().forEach(ChangeSender::tick);
      until(() -> shared.receivers.all().get(0).waiting() == 0);
      List<String> found =
          shared.store.read(in -> new Changes(in).after(0, 1000)).stream()
              .map(Changes.Kept::id)
              .toList();
      assertThat(receiver.ids()).containsExactlyInAnyOrderElementsOf(found);
      Set<String> users = new HashSet<>();
      segments(receiver.taken()).forEach(each -> users.add(each.path("userId").asText()));
      assertThat(users).hasSize(20);

      // whoever did it says no more: the other one goes on once the lease ran out
      shared.at(shared.now().plusSeconds(31));
      shared.buys("late", "l1", 300);
      finders.get(1).tick();
      senders.get(1).tick();
      until(() -> receiver.ids().size() > found.size());
      finders.get(0).tick();
      senders.get(0).tick();
      until(() -> shared.receivers.all().get(0).waiting() == 0);
      assertThat(new HashSet<>(receiver.ids())).hasSize(receiver.ids().size());
    }
  }
}
