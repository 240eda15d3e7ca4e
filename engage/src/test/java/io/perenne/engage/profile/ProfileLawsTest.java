// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.engage.event.Event;
import io.perenne.engage.event.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A profile depends on what happened, not on how it was learned. */
class ProfileLawsTest {
  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final List<String> NAMES =
      List.of(
          "Order Completed",
          "Order Updated",
          "Order Cancelled",
          "Order Refunded",
          "Product Added",
          "Product Removed",
          "Cart Viewed",
          "Products Searched",
          "Unsubscribed",
          "Subscribed",
          "Email Opened",
          "Email Bounced",
          "Quiz Answered");

  @Property(tries = 60)
  void orderDuplicatesAndMergesDoNotMatter(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int size) {
    Random random = new Random(seed);
    List<Event> events = events(random, size);
    List<Event> inTime = new ArrayList<>(events);
    inTime.sort(Comparator.comparing((Event event) -> event.times().at()).thenComparing(Event::id));
    ProfileState replay = applied(ProfileState.empty(), inTime);

    List<Event> shuffled = new ArrayList<>(events);
    for (int i = 0; i < size / 3; i++) {
      shuffled.add(events.get(random.nextInt(size)));
    }
    Collections.shuffle(shuffled, random);
    ProfileState one = ProfileState.empty();
    ProfileState other = ProfileState.empty();
    for (Event event : shuffled) {
      if (random.nextBoolean()) {
        one = one.apply(event);
      } else {
        other = other.apply(event);
      }
      if (random.nextInt(20) == 0) {
        one = stored(one);
      }
      if (random.nextInt(40) == 0) {
        one = one.merge(other);
      }
    }

    assertThat(one.merge(other)).isEqualTo(replay);
    assertThat(other.merge(one)).isEqualTo(replay);
    assertThat(stored(replay)).isEqualTo(replay);
    assertThat(replay.merge(replay)).isEqualTo(replay);
  }

  @Property(tries = 3)
  void whatIsLetGoOfDoesNotDependOnTheOrderEither(@ForAll long seed) {
    Random random = new Random(seed);
    List<Event> events = events(random, 1500);
    ProfileState replay =
        applied(
            ProfileState.empty(),
            events.stream().sorted(Comparator.comparing(event -> event.times().at())).toList());
    Collections.shuffle(events, random);
    ProfileState one = applied(ProfileState.empty(), events.subList(0, 700));
    ProfileState other = applied(ProfileState.empty(), events.subList(700, events.size()));

    assertThat(one.merge(other)).isEqualTo(replay);
    assertThat(replay.contacts()).hasSize(Contact.MOST);
    assertThat(replay.session().pages()).hasSize(Session.PAGES);
    assertThat(replay.times().values().stream().mapToInt(List::size).sum())
        .isEqualTo(Occurrences.MOST);
  }

  private static ProfileState applied(ProfileState state, List<Event> events) {
    ProfileState after = state;
    for (Event event : events) {
      after = after.apply(event);
    }
    return after;
  }

  private static ProfileState stored(ProfileState state) {
    return ProfileState.of(state.toFields());
  }

  private static List<Event> events(Random random, int size) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      // few distinct times, so that many are alike
      Instant at = START.plusSeconds(60L * random.nextInt(2 * size));
      events.add(event(random, "m" + i, at));
    }
    return events;
  }

  private static Event event(Random random, String id, Instant at) {
    Map<String, Object> message = new HashMap<>();
    message.put("messageId", id);
    message.put("timestamp", at.toString());
    message.put(random.nextInt(3) == 0 ? "anonymousId" : "userId", "p" + random.nextInt(3));
    Instant received = at.plusSeconds(random.nextInt(100_000));
    switch (random.nextInt(6)) {
      case 0 -> {
        Map<String, Object> traits = new HashMap<>();
        traits.put(
            random.nextBoolean() ? "city" : "City", random.nextInt(4) == 0 ? null : "c" + id);
        traits.put("t" + random.nextInt(5), random.nextInt(100));
        message.put("traits", traits);
        message.put(
            "context",
            Map.of(
                "consent",
                Map.of("categoryPreferences", Map.of("Advertising", random.nextBoolean()))));
        return Events.read(EventType.IDENTIFY, received, message);
      }
      case 1 -> {
        message.put("name", "Page " + random.nextInt(5));
        message.put("properties", Map.of("path", "/p" + random.nextInt(9)));
        return Events.read(EventType.PAGE, received, message);
      }
      default -> {
        message.put("event", NAMES.get(random.nextInt(NAMES.size())));
        message.put("properties", properties(random));
        return Events.read(EventType.TRACK, received, message);
      }
    }
  }

  private static Map<String, Object> properties(Random random) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("order_id", "o" + random.nextInt(6));
    if (random.nextInt(4) > 0) {
      properties.put("total", random.nextInt(5000) / 100.0);
    }
    properties.put("product_id", "sku" + random.nextInt(4));
    properties.put("quantity", 1 + random.nextInt(3));
    properties.put("query", "q" + random.nextInt(9));
    properties.put(
        "products",
        List.of(Map.of("product_id", "sku" + random.nextInt(4), "price", 5, "quantity", 2)));
    return properties;
  }
}
