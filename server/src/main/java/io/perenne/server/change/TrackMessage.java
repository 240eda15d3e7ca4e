// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.change;

import io.perenne.engage.identity.Identifier;
import io.perenne.engage.profile.Change;
import io.perenne.server.live.intake.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change as a call of {@code track}, as Segment and whoever speaks its protocol take it. */
final class TrackMessage {
  private static final String USER = "user_id";
  private static final String ANONYMOUS = "anonymous_id";
  private static final String EMAIL = "email";

  private TrackMessage() {}

  /**
   * Returns the message as JSON.
   *
   * @param id what no other change has
   * @param profile the id of the profile
   * @param identifiers what the person is known by
   * @param customerId the id by which the run knows the person; empty if it does not
   */
  static String of(
      String id, Change change, String profile, List<Identifier> identifiers, String customerId) {
    return of(
        id, change.name(), change.at(), change.properties(), profile, identifiers, customerId);
  }

  /**
   * Returns a message as JSON.
   *
   * @param name of what has happened
   * @param at since when
   * @param said what is said of it
   */
  static String of(
      String id,
      String name,
      Instant at,
      Map<String, @Nullable Object> said,
      String profile,
      List<Identifier> identifiers,
      String customerId) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("type", "track");
    message.put("messageId", id);
    message.put("event", name);
    Optional<String> user = first(identifiers, USER);
    Optional<String> anonymous = first(identifiers, ANONYMOUS);
    user.ifPresent(each -> message.put("userId", each));
    if (user.isEmpty() || anonymous.isPresent()) {
      // a message without either is refused by those who speak the protocol
      message.put("anonymousId", anonymous.orElse(profile));
    }
    message.put("timestamp", at.toString());
    message.put("context", context(identifiers));
    Map<String, @Nullable Object> properties = new LinkedHashMap<>(said);
    properties.put("profile_id", profile);
    if (!customerId.isEmpty()) {
      properties.put("customer_id", customerId);
    }
    message.put("properties", properties);
    return Json.text(message);
  }

  private static Optional<String> first(List<Identifier> identifiers, String type) {
    return identifiers.stream()
        .filter(each -> each.type().equals(type))
        .map(Identifier::value)
        .findFirst();
  }

  private static Map<String, Object> context(List<Identifier> identifiers) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("library", Map.of("name", "perenne"));
    first(identifiers, EMAIL).ifPresent(email -> context.put("traits", Map.of(EMAIL, email)));
    context.put("externalIds", identifiers.stream().map(TrackMessage::externalId).toList());
    return context;
  }

  private static Map<String, Object> externalId(Identifier identifier) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", identifier.value());
    fields.put("type", identifier.type());
    fields.put("collection", "users");
    fields.put("encoding", "none");
    return fields;
  }
}
