// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.intake.Arrival;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.intake.Json;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.live.profile.ProfileWriter;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Messages;
import io.perenne.server.storage.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People who say by events who they are and what they allow, and messages to them. */
final class Shoppers {
  static final IdentityRules RULES = IdentityRules.standard();

  private final Store store;
  private int events;

  Shoppers(Store store) {
    this.store = store;
  }

  /** Somebody with an address and a telephone who allows some channels. */
  void add(String userId, Instant at, String... channels) {
    say(
        Map.of(
            "type",
            "identify",
            "userId",
            userId,
            "traits",
            Map.of("email", userId + "@people.example", "phone", "+34600" + userId.hashCode())),
        at);
    for (String each : channels) {
      track(userId, "Subscribed", Map.of("channel", each), at);
    }
  }

  void track(String userId, String event, Map<String, Object> properties, Instant at) {
    say(Map.of("type", "track", "userId", userId, "event", event, "properties", properties), at);
  }

  private void say(Map<String, Object> event, Instant at) {
    Map<String, Object> message = new java.util.LinkedHashMap<>(event);
    message.put("messageId", "event-" + ++events);
    message.put("timestamp", at.toString());
    Arrival arrival =
        new Intake(RULES)
            .read(Json.object(Json.text(message)).orElseThrow(), Optional.empty(), 1, at)
            .get(0);
    store.write(
        in -> {
          new Events(in).add(List.of(((Arrival.Good) arrival).event()));
          return in;
        });
    new ProfileWriter(store, RULES).drain();
  }

  ProfileReader reader() {
    return new ProfileReader(store, RULES);
  }

  String profile(String userId) {
    return reader().find(new Identifier("user_id", userId)).orElseThrow().id();
  }

  static Messages.Order order(
      String key, String person, String channel, String action, Instant due) {
    return new Messages.Order(
        key,
        person,
        channel,
        action,
        "retain",
        false,
        "test",
        "",
        "es",
        Json.text(
            Map.of(
                "subject",
                "Te echamos de menos",
                "body",
                "<p>Hola:</p><p>Vuelve &amp; <a href=\"https://shop.example/a?b=1\">mira</a></p>")),
        due,
        due.plus(Duration.ofDays(3)));
  }

  boolean order(Messages.Order order) {
    return store.write(in -> new Messages(in).add(order, order.due()));
  }

  Messages.Message message(String key) {
    return store.<Optional<Messages.Message>>read(in -> new Messages(in).find(key)).orElseThrow();
  }
}
