// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.event;

import io.perenne.engage.identity.Identifier;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the messages of the tracking protocol as its public clients send them, whichever of its
 * dialects they speak.
 */
public final class EventReader {
  private static final int LONGEST_ID = 100;

  /** Where clients put what devices and other programs call somebody. */
  private static final List<String> DEVICE_IDS = List.of("id", "advertisingId", "token");

  /**
   * What the dialect of RudderStack calls identifiers in a merge, and what they are called here.
   */
  private static final Map<String, String> MERGED =
      Map.of("userId", "user_id", "anonymousId", "anonymous_id", "mobile", "phone");

  private EventReader() {}

  /**
   * Returns the event of a message.
   *
   * @param message as sent
   * @param batch what was sent with the whole batch: {@code context} and {@code sentAt} apply where
   *     the message has none
   * @param type the type of the address it was sent to, if there is one for each
   * @param received when
   * @param newId the id that it gets if it has none
   * @throws MalformedEventException if it is none
   */
  public static Event read(
      Fields message, Fields batch, Optional<EventType> type, Instant received, String newId)
      throws MalformedEventException {
    EventType kind =
        type.or(() -> message.text("type").flatMap(EventType::of))
            .orElseThrow(() -> malformed(Malformed.NO_TYPE, "type", message));
    String id = message.text("messageId").orElse(newId);
    if (id.length() > LONGEST_ID) {
      throw new MalformedEventException(
          Malformed.LONG_ID, "messageId has " + id.length() + " characters, at most 100 are kept");
    }
    Fields context = message.object("context").over(batch.object("context"));
    Fields traits =
        kind == EventType.IDENTIFY
            ? message.object("traits").over(context.object("traits"))
            : context.object("traits");
    Set<Identifier> identifiers = identifiers(kind, message, context, traits);
    if (identifiers.isEmpty()) {
      throw malformed(Malformed.NO_IDENTIFIER, "userId or anonymousId", message);
    }
    if (kind == EventType.MERGE && identifiers.size() < 2) {
      throw malformed(Malformed.NO_MERGE, "mergeProperties with another type and value", message);
    }
    return new Event(
        id,
        kind,
        name(kind, message),
        times(message, batch, received),
        identifiers,
        kind == EventType.GROUP ? message.object("traits") : message.object("properties"),
        traits,
        context,
        0);
  }

  private static MalformedEventException malformed(Malformed reason, String field, Fields message) {
    String sent = message.text(field).map(value -> ", but " + value).orElse("");
    return new MalformedEventException(reason, field + " is needed" + sent);
  }

  private static String name(EventType type, Fields message) throws MalformedEventException {
    return switch (type) {
      case TRACK ->
          message.text("event").orElseThrow(() -> malformed(Malformed.NO_NAME, "event", message));
      case PAGE, SCREEN ->
          message.text("name").or(() -> message.object("properties").text("name")).orElse("");
      case GROUP -> message.text("groupId").orElse("");
      case IDENTIFY, ALIAS, MERGE -> "";
    };
  }

  private static EventTimes times(Fields message, Fields batch, Instant received)
      throws MalformedEventException {
    Optional<Instant> original = time(message, "originalTimestamp");
    Optional<Instant> sent = time(message, "sentAt");
    return EventTimes.of(
        received,
        sent.isPresent() ? sent : time(batch, "sentAt"),
        original.isPresent() ? original : time(message, "timestamp"));
  }

  private static Optional<Instant> time(Fields fields, String name) throws MalformedEventException {
    Optional<String> text = fields.text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text.get()).toInstant());
    } catch (DateTimeParseException e) {
      throw new MalformedEventException(
          Malformed.NO_TIME,
          name + " is " + text.get() + ", and not a time with a zone as 2026-11-30T09:15:00Z");
    }
  }

  private static Set<Identifier> identifiers(
      EventType type, Fields message, Fields context, Fields traits) {
    Set<Identifier> found = new LinkedHashSet<>();
    add(found, "user_id", message.text("userId"));
    add(found, "anonymous_id", message.text("anonymousId"));
    add(found, "email", traits.text("email"));
    add(found, "phone", traits.text("phone"));
    if (type == EventType.TRACK) {
      add(found, "email", message.object("properties").text("email"));
    }
    if (type == EventType.MERGE) {
      for (Fields each : message.objects("mergeProperties")) {
        each.text("type")
            .ifPresent(kind -> add(found, MERGED.getOrDefault(kind, kind), each.text("value")));
      }
    }
    Fields device = context.object("device");
    for (String each : DEVICE_IDS) {
      add(found, "device." + each, device.text(each));
    }
    for (Fields each : context.objects("externalIds")) {
      boolean plain = each.text("encoding").orElse("none").equals("none");
      boolean ofUser = each.text("collection").orElse("users").equals("users");
      if (plain && ofUser) {
        each.text("type").ifPresent(kind -> add(found, kind, each.text("id")));
      }
    }
    return found;
  }

  private static void add(Set<Identifier> found, String type, Optional<String> value) {
    value.ifPresent(text -> found.add(new Identifier(type, text)));
  }
}
