// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.intake.Arrival;
import io.perenne.server.live.intake.EventWriter;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.intake.Outcome;
import io.perenne.server.live.intake.OverloadedException;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.live.profile.ProfileWriter;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.PostgresServer;
import io.perenne.server.storage.Quarantine;
import io.perenne.server.storage.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles depend on the events, not on when they came, who took them, or how often. */
class ProfileRebuildTest {
  private static final IdentityRules RULES = IdentityRules.standard();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int ROUNDS = Integer.getInteger("perenne.shuffles", 12);

  private @TempDir Path folder;

  private static List<Arrival> events(Random random, int count) {
    List<Arrival> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> message = new LinkedHashMap<>();
      message.put("messageId", "m" + i);
      message.put("timestamp", START.plusSeconds(random.nextInt(5000)).toString());
      message.put("anonymousId", "browser" + random.nextInt(6));
      if (random.nextInt(3) == 0) {
        message.put("userId", "user" + random.nextInt(5));
      }
      if (random.nextInt(4) == 0) {
        message.put(
            "context", Map.of("traits", Map.of("email", "e" + random.nextInt(5) + "@x.es")));
      }
      message.put("type", "track");
      boolean order = random.nextBoolean();
      message.put("event", order ? "Order Completed" : "Product Viewed");
      message.put(
          "properties",
          order ? Map.of("order_id", "o" + random.nextInt(20), "revenue", i) : Map.of());
      all.addAll(
          new Intake(RULES)
              .read(Map.copyOf(message), Optional.empty(), 1, START.plusSeconds(9000)));
    }
    return all;
  }

  private static void keep(Store store, List<Arrival> arrivals) throws OverloadedException {
    try (EventWriter writer = EventWriter.start(store, () -> {})) {
      assertThat(writer.keep(arrivals)).doesNotContain(Outcome.QUARANTINED);
    }
  }

  private static Map<Identifier, ProfileReader.Found> profiles(Store store) {
    ProfileReader reader = new ProfileReader(store, RULES);
    Map<Identifier, ProfileReader.Found> all = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      for (Identifier each :
          List.of(
              new Identifier("anonymous_id", "browser" + i),
              new Identifier("user_id", "user" + i),
              new Identifier("email", "e" + i + "@x.es"))) {
        reader.find(each).ifPresent(found -> all.put(each, found));
      }
    }
    return all;
  }

  private static Map<Identifier, ProfileReader.Found> inOrder(Store store, List<Arrival> events)
      throws OverloadedException {
    keep(store, events);
    new ProfileWriter(store, RULES).drain();
    return profiles(store);
  }

  /** Part by part, some of it twice, by two servers that know nothing of each other. */
  private static Map<Identifier, ProfileReader.Found> shuffled(
      Store store, List<Arrival> events, Random random) throws OverloadedException {
    List<Arrival> order = new ArrayList<>(events);
    Collections.shuffle(order, random);
    List<ProfileWriter> servers =
        List.of(new ProfileWriter(store, RULES), new ProfileWriter(store, RULES));
    for (int from = 0; from < order.size(); from += 7) {
      keep(store, order.subList(Math.max(0, from - 2), Math.min(order.size(), from + 7)));
      servers.get(random.nextInt(2)).drain();
    }
    return profiles(store);
  }

  private Store store(String name) {
    return Store.open(DatabaseAddress.inHome(folder.resolve(name)), InstantSource.system());
  }

  @Test
  void anyOrder_anyServer_andARebuild_giveTheSameProfiles() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      List<Arrival> events = events(random, 20 + random.nextInt(60));
      try (Store one = store("one" + round);
          Store other = store("other" + round)) {
        Map<Identifier, ProfileReader.Found> expected = inOrder(one, events);
        assertThat(expected).isNotEmpty();
        assertThat(shuffled(other, events, random)).as("round %d", round).isEqualTo(expected);

        new ProfileWriter(other, RULES).rebuild();
        assertThat(profiles(other)).as("rebuilt, round %d", round).isEqualTo(expected);
        assertThat(other.<Long>read(in -> new Events(in).count())).isEqualTo(events.size());
        assertThat(other.<Long>read(in -> new Events(in).countWaiting())).isZero();
      }
    }
  }

  @Test
  void eventOnWhichTheProgramFails_isKeptAside_andHoldsNoOtherBack() throws Exception {
    try (Store store = store("poison")) {
      List<Arrival> events = events(new Random(7), 30);
      keep(store, events.subList(0, 10));
      Events.Stored poison =
          new Events.Stored(
              0, "poison", 1, START, START, "track", "Order Completed", "?", "{\"messageId\":");
      assertThat(store.<List<Boolean>>write(in -> new Events(in).add(List.of(poison))))
          .containsExactly(true);
      keep(store, events.subList(10, 30));
      new ProfileWriter(store, RULES).drain();

      assertThat(store.<Long>read(in -> new Events(in).countWaiting())).isZero();
      assertThat(store.<List<Quarantine.Kept>>read(in -> new Quarantine(in).newest(9)))
          .extracting(Quarantine.Kept::messageId, Quarantine.Kept::reason)
          .containsExactly(tuple("poison", ProfileWriter.FAILED));
      try (Store other = store("without")) {
        assertThat(profiles(store)).isEqualTo(inOrder(other, events));
      }
    }
  }

  @Test
  void postgresql_givesTheSameProfiles() throws Exception {
    try (PostgresServer postgres = PostgresServer.startOrSkip(folder);
        Store one = store("sqlite");
        Store other =
            Store.open(
                DatabaseAddress.postgresql(postgres.newDatabase(), folder),
                InstantSource.system())) {
      Random random = new Random(99);
      List<Arrival> events = events(random, 60);

      assertThat(shuffled(other, events, random)).isEqualTo(inOrder(one, events));
    }
  }
}
