// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.intake;

import io.perenne.engage.event.Event;
import io.perenne.engage.event.EventReader;
import io.perenne.engage.event.EventType;
import io.perenne.engage.event.Fields;
import io.perenne.engage.event.MalformedEventException;
import io.perenne.engage.event.OrderChange;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Quarantine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes events of messages, whether they come alone or in batches. */
public final class Intake {
  /** The most bytes of one message. */
  public static final int MOST_BYTES = 32 * 1024;

  /** The code of a message that is larger. */
  public static final String TOO_LARGE = "event_too_large";

  /** The code of a message that is a number, a text or a list. */
  public static final String NO_OBJECT = "not_an_object";

  private static final int LONGEST_ID = 100;
  private static final String BATCH = "batch";

  private final IdentityRules rules;

  /** Makes an intake under some rules of identity. */
  public Intake(IdentityRules rules) {
    this.rules = rules;
  }

  /** Returns the messages of a request: those of its batch, or itself. */
  public static List<@Nullable Object> messages(Map<String, @Nullable Object> request) {
    return request.get(BATCH) instanceof List<?> batch ? new ArrayList<>(batch) : List.of(request);
  }

  /**
   * Returns what the messages of a request are.
   *
   * @param type the type that the address of the request names, if it names one
   * @param sourceId where it came from
   * @param received when
   */
  public List<Arrival> read(
      Map<String, @Nullable Object> request,
      Optional<EventType> type,
      long sourceId,
      Instant received) {
    boolean isBatch = request.get(BATCH) instanceof List<?>;
    Map<String, @Nullable Object> shared = new LinkedHashMap<>();
    if (isBatch) {
      request.forEach(
          (name, value) -> {
            if (!name.equals(BATCH) && !name.equals("writeKey")) {
              shared.put(name, value);
            }
          });
    }
    Fields batch = Fields.of(shared);
    return messages(request).stream()
        .map(each -> read(each, batch, isBatch ? Optional.empty() : type, sourceId, received))
        .toList();
  }

  private Arrival read(
      @Nullable Object json,
      Fields batch,
      Optional<EventType> type,
      long sourceId,
      Instant received) {
    if (!(json instanceof Map<?, ?>)) {
      String text = Json.text(json == null ? "null" : json);
      return bad(
          UUID.randomUUID().toString(), sourceId, received, NO_OBJECT, "an object is needed", text);
    }
    Fields message = complete(Fields.of(json), batch, type);
    String id = message.text("messageId").orElseThrow();
    String body = Json.text(message.values());
    int bytes = body.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      String detail = bytes + " bytes, at most " + MOST_BYTES + " are taken";
      return bad(keyOf(id), sourceId, received, TOO_LARGE, detail, body);
    }
    try {
      Event event = event(message, received);
      return new Arrival.Good(
          new Events.Stored(
              0,
              event.id(),
              sourceId,
              received,
              event.times().at(),
              event.type().code(),
              event.name(),
              Saying.of(event, rules).map(Saying::hash).orElse(""),
              body));
    } catch (MalformedEventException e) {
      String detail = String.valueOf(e.getMessage());
      return bad(keyOf(id), sourceId, received, e.reason().code(), detail, body);
    }
  }

  /**
   * Returns the event of a message that stands for itself: its own id, and what it shared with a
   * batch.
   *
   * @throws MalformedEventException if it is none
   */
  public static Event event(Fields message, Instant received) throws MalformedEventException {
    Event event = EventReader.read(message, Fields.NONE, Optional.empty(), received, "");
    OrderChange.of(event); // an order that says too little is no order
    return event;
  }

  /**
   * Returns the event of a message that is kept, with its place among those.
   *
   * @throws MalformedEventException if it is none; an earlier version took it for one
   */
  public static Event event(Events.Stored stored) throws MalformedEventException {
    return event(Fields.of(Json.own(stored.body())), stored.received()).kept(stored.id());
  }

  /** Gives a message what it shares with its batch, its type, and an id. */
  private static Fields complete(Fields message, Fields batch, Optional<EventType> type) {
    Map<String, @Nullable Object> values = message.values();
    values.remove("writeKey");
    for (String each : List.of("context", "integrations")) {
      Fields both = message.object(each).over(batch.object(each));
      if (!both.isEmpty()) {
        values.put(each, both.values());
      }
    }
    if (message.text("sentAt").isEmpty()) {
      batch.text("sentAt").ifPresent(sent -> values.put("sentAt", sent));
    }
    NetworkPart.shorten(values);
    type.ifPresent(word -> values.put("type", word.code()));
    if (message.text("messageId").isEmpty()) {
      values.put("messageId", UUID.randomUUID().toString());
    }
    return Fields.of(values);
  }

  /** An id that is too long is no key. */
  private static String keyOf(String id) {
    return id.length() <= LONGEST_ID ? id : Saying.hash(id);
  }

  private static Arrival bad(
      String id, long sourceId, Instant received, String reason, String detail, String body) {
    return new Arrival.Bad(new Quarantine.Kept(0, id, sourceId, received, reason, detail, body));
  }

  /** Returns what a message that was kept aside is now. */
  public Arrival again(Quarantine.Kept message) {
    Map<String, @Nullable Object> body = Json.object(message.body()).orElseGet(LinkedHashMap::new);
    Arrival now = read(body, Fields.NONE, Optional.empty(), message.sourceId(), message.received());
    return now instanceof Arrival.Bad && body.isEmpty() ? new Arrival.Bad(message) : now;
  }
}
