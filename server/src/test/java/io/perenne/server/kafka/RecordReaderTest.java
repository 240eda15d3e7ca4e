// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.intake.Arrival;
import io.perenne.server.live.intake.Intake;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Quarantine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
  private static final Instant WRITTEN = Instant.parse("2026-11-30T07:00:00Z");
  private static final String VIEW =
      "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"Product Viewed\"%s}";

  private final RecordReader reader = new RecordReader(new Intake(IdentityRules.standard()));

  private List<Arrival> read(long offset, byte @Nullable [] value) {
    return reader.read(
        new ConsumerRecord<>(
            "shop",
            2,
            offset,
            WRITTEN.toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            0,
            new byte[0],
            value,
            new RecordHeaders(),
            Optional.empty()),
        7,
        NOW);
  }

  private List<Arrival> read(long offset, String value) {
    return read(offset, value.getBytes(StandardCharsets.UTF_8));
  }

  private static Events.Stored good(Arrival arrival) {
    return ((Arrival.Good) arrival).event();
  }

  private static Quarantine.Kept bad(Arrival arrival) {
    return ((Arrival.Bad) arrival).message();
  }

  @Test
  void messageWithoutId_hasOneOfItsPlace_sameWhenReadAgain_otherElsewhere() {
    String batch = "{\"batch\":[" + VIEW.formatted("") + "," + VIEW.formatted("") + ",5]}";
    List<String> ids = read(4, batch).stream().map(RecordReaderTest::id).toList();

    assertThat(ids).doesNotHaveDuplicates().hasSize(3);
    assertThat(read(4, batch).stream().map(RecordReaderTest::id)).isEqualTo(ids);
    assertThat(read(5, batch).stream().map(RecordReaderTest::id)).doesNotContainAnyElementsOf(ids);
    assertThat(good(read(4, VIEW.formatted(",\"messageId\":\"own\"")).get(0)).messageId())
        .isEqualTo("own");
  }

  private static String id(Arrival arrival) {
    return arrival instanceof Arrival.Good event
        ? event.event().messageId()
        : bad(arrival).messageId();
  }

  @Test
  void event_cameWhenItsRecordWasWritten_howeverLateItIsRead() {
    Events.Stored event =
        good(
            read(
                    1,
                    VIEW.formatted(
                        ",\"timestamp\":\"2026-11-30T06:58:00Z\",\"sentAt\":\"2026-11-30T06:59:00Z\""))
                .get(0));

    assertThat(event.received()).isEqualTo(WRITTEN);
    assertThat(event.happened()).isEqualTo("2026-11-30T06:59:00Z");
    assertThat(
            good(read(2, VIEW.formatted(",\"receivedAt\":\"2999-01-01T00:00:00Z\"")).get(0))
                .received())
        .as("never in the future")
        .isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no JSON", "7", "[]", "", "\0", "{\"type\":\"track\"}"})
  void recordThatIsNoEvent_isKeptAsideWithWhereItStands(String value) {
    Quarantine.Kept kept = bad(read(9, value).get(0));

    assertThat(kept.detail()).startsWith("shop/2/9: ");
    assertThat(kept.sourceId()).isEqualTo(7);
    assertThat(kept.body()).doesNotContain("\0");
  }

  @Test
  void recordWithoutValue_orTooLarge_isKeptAside_inPart() {
    assertThat(bad(read(1, (byte[]) null).get(0)).reason()).isEqualTo("not_an_object");
    Quarantine.Kept large = bad(read(2, new byte[2_000_000]).get(0));
    assertThat(large.reason()).isEqualTo("event_too_large");
    assertThat(large.body()).hasSize(Intake.MOST_BYTES);
  }
}
