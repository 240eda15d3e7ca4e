// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.engage.event.Event;
import io.perenne.engage.event.EventReader;
import io.perenne.engage.event.EventType;
import io.perenne.engage.event.Fields;
import io.perenne.engage.event.MalformedEventException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes events as clients send them. */
final class Events {
  private Events() {}

  /** Returns an event that was received when it happened. */
  static Event track(String id, String name, Instant at, Map<String, ?> properties) {
    return track(id, name, at, at, properties);
  }

  static Event track(
      String id, String name, Instant at, Instant received, Map<String, ?> properties) {
    return read(
        EventType.TRACK,
        received,
        Map.of(
            "messageId", id,
            "event", name,
            "userId", "u1",
            "timestamp", at.toString(),
            "properties", properties));
  }

  static Event identify(String id, Instant at, Map<String, ?> traits, Map<String, ?> more) {
    Map<String, Object> message = new HashMap<>();
    message.put("messageId", id);
    message.put("timestamp", at.toString());
    message.put("traits", traits);
    message.putAll(more);
    return read(EventType.IDENTIFY, at, message);
  }

  static Event read(EventType type, Instant received, Map<String, ?> message) {
    try {
      return EventReader.read(Fields.of(message), Fields.NONE, Optional.of(type), received, "none");
    } catch (MalformedEventException e) {
      throw new AssertionError(e);
    }
  }
}
