// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.kafka;

import io.perenne.engage.event.Fields;
import io.perenne.server.live.intake.Arrival;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.live.intake.Json;
import io.perenne.server.live.intake.Saying;
import io.perenne.server.storage.Quarantine;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of records: a record is a message, or a batch of them, as over HTTP. What has no id
 * gets one of the place of its record, so that a record that is read twice counts once.
 */
final class RecordReader {
  private static final int MOST_BYTES = 1 << 20;
  private static final String BATCH = "batch";
  private static final String ID = "messageId";
  private static final String FAILED = "failed";

  private final Intake intake;

  RecordReader(Intake intake) {
    this.intake = intake;
  }

  List<Arrival> read(ConsumerRecord<byte[], byte[]> sent, long sourceId, Instant now) {
    byte @Nullable [] value = sent.value();
    if (value == null) {
      return List.of(bad(sent, sourceId, now, Intake.NO_OBJECT, "the record has no value"));
    }
    if (value.length > MOST_BYTES) {
      String detail = value.length + " bytes, at most " + MOST_BYTES + " are taken";
      return List.of(bad(sent, sourceId, now, Intake.TOO_LARGE, detail));
    }
    try {
      return Json.object(value)
          .map(message -> read(message, sent, sourceId, now))
          .orElseGet(
              () -> List.of(bad(sent, sourceId, now, Intake.NO_OBJECT, "it is no JSON object")));
    } catch (RuntimeException e) {
      // one that makes the program fail must not be read again for ever
      return List.of(bad(sent, sourceId, now, FAILED, e.toString()));
    }
  }

  private List<Arrival> read(
      Map<String, @Nullable Object> message,
      ConsumerRecord<byte[], byte[]> sent,
      long sourceId,
      Instant now) {
    List<@Nullable Object> messages = Intake.messages(message);
    List<@Nullable Object> named = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      named.add(named(messages.get(i), sent, i));
    }
    Map<String, @Nullable Object> request;
    if (message.get(BATCH) instanceof List<?>) {
      request = new LinkedHashMap<>(message);
      request.put(BATCH, named);
    } else {
      request = Map.of(BATCH, named);
    }
    Instant received = received(Fields.of(message), sent, now);
    List<Arrival> arrivals = new ArrayList<>();
    for (Arrival each : intake.read(request, Optional.empty(), sourceId, received)) {
      arrivals.add(withPlace(each, sent, arrivals.size()));
    }
    return arrivals;
  }

  private static @Nullable Object named(
      @Nullable Object message, ConsumerRecord<byte[], byte[]> sent, int index) {
    if (!(message instanceof Map<?, ?>) || Fields.of(message).text(ID).isPresent()) {
      return message;
    }
    Map<String, @Nullable Object> values = Fields.of(message).values();
    values.put(ID, id(sent, index));
    return values;
  }

  /** When Kafka, or who wrote the record, took it: it may lie there for long. */
  private static Instant received(
      Fields message, ConsumerRecord<byte[], byte[]> sent, Instant now) {
    Instant then = sent.timestamp() < 0 ? now : Instant.ofEpochMilli(sent.timestamp());
    Optional<String> said = message.text("receivedAt");
    if (said.isPresent()) {
      try {
        then = OffsetDateTime.parse(said.get()).toInstant();
      } catch (DateTimeException e) {
        // the time of the record is as good
      }
    }
    return then.isBefore(now) ? then : now;
  }

  private static Arrival withPlace(
      Arrival arrival, ConsumerRecord<byte[], byte[]> sent, int index) {
    if (!(arrival instanceof Arrival.Bad bad)) {
      return arrival;
    }
    Quarantine.Kept kept = bad.message();
    boolean unnamed = kept.reason().equals(Intake.NO_OBJECT);
    return new Arrival.Bad(
        new Quarantine.Kept(
            0,
            unnamed ? id(sent, index) : kept.messageId(),
            kept.sourceId(),
            kept.received(),
            kept.reason(),
            place(sent) + ": " + kept.detail(),
            kept.body()));
  }

  private static Arrival bad(
      ConsumerRecord<byte[], byte[]> sent,
      long sourceId,
      Instant now,
      String reason,
      String detail) {
    return new Arrival.Bad(
        new Quarantine.Kept(
            0, id(sent, 0), sourceId, now, reason, place(sent) + ": " + detail, text(sent)));
  }

  /** A topic that is made anew counts from 0 again, so the time is part of it. */
  private static String id(ConsumerRecord<byte[], byte[]> sent, int index) {
    return "kafka-" + Saying.hash(place(sent) + "/" + sent.timestamp() + "/" + index);
  }

  private static String place(ConsumerRecord<byte[], byte[]> sent) {
    return sent.topic() + "/" + sent.partition() + "/" + sent.offset();
  }

  /** The beginning of what was sent, such that any database keeps it. */
  private static String text(ConsumerRecord<byte[], byte[]> sent) {
    byte @Nullable [] value = sent.value();
    if (value == null) {
      return "";
    }
    int length = Math.min(value.length, Intake.MOST_BYTES);
    return new String(value, 0, length, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
  }
}
