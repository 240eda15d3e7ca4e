// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.engage.identity.Identifier;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-30T10:00:10Z");

  private static Event read(Map<String, Object> message) throws MalformedEventException {
    return read(message, Map.of());
  }

  private static Event read(Map<String, Object> message, Map<String, Object> batch)
      throws MalformedEventException {
    return EventReader.read(
        Fields.of(message), Fields.of(batch), Optional.empty(), RECEIVED, "new-1");
  }

  private static Map<String, Object> track(String name, Map<String, Object> properties) {
    return Map.of("type", "track", "userId", "u1", "event", name, "properties", properties);
  }

  @Test
  void batch_givesWhatItsMessagesLack() throws MalformedEventException {
    Event event =
        read(
            Map.of(
                "type",
                "track",
                "event",
                "Product Viewed",
                "anonymousId",
                "a1",
                "timestamp",
                "2026-11-30T11:00:00+01:00",
                "context",
                Map.of("library", Map.of("version", "2"), "ip", "1.2.3.4")),
            Map.of(
                "sentAt",
                "2026-11-30T10:00:03Z",
                "context",
                Map.of("library", Map.of("name", "lib", "version", "1"), "locale", "es")));

    assertThat(event.context().object("library").values())
        .containsEntry("name", "lib")
        .containsEntry("version", "2");
    assertThat(event.context().text("locale")).contains("es");
    assertThat(event.times().at())
        .as("three seconds on the device, by its own clock")
        .isEqualTo(RECEIVED.minusSeconds(3));
    assertThat(event.id()).isEqualTo("new-1");
  }

  @Test
  void originalTimestamp_isWhatAClientCallsTimestamp() throws MalformedEventException {
    Event event =
        read(
            Map.of(
                "type",
                "page",
                "userId",
                "u1",
                "originalTimestamp",
                "2026-11-30T09:00:00Z",
                "sentAt",
                "2026-11-30T09:30:00Z"));
    assertThat(event.times().at()).isEqualTo(RECEIVED.minusSeconds(1800));
  }

  @ParameterizedTest
  @CsvSource({
    // of a clock that is wrong by a year, of one in the future, of an import, of one never set
    "2025-11-30T10:00:00Z, 2025-11-30T10:00:05Z, 2026-11-30T10:00:05Z",
    "2027-01-01T00:00:00Z, , 2026-11-30T10:00:10Z",
    "2015-05-01T12:00:00Z, 2026-11-30T10:00:09Z, 2015-05-01T12:00:00Z",
    "1970-01-01T00:00:00Z, 2026-11-30T10:00:09Z, 2026-11-30T10:00:10Z"
  })
  void clocksOfDevices_areCorrected_andNeverGiveTheFuture(
      Instant original, Instant sent, Instant expected) {
    assertThat(EventTimes.of(RECEIVED, Optional.ofNullable(sent), Optional.of(original)).at())
        .isEqualTo(expected);
  }

  @Test
  void identifiers_areFoundWhereverClientsPutThem() throws MalformedEventException {
    Event event =
        read(
            Map.of(
                "type",
                "identify",
                "userId",
                12345678,
                "traits",
                Map.of("Email", "ana@shop.example"),
                "context",
                Map.of(
                    "device", Map.of("id", "d1"),
                    "externalIds",
                        List.of(
                            Map.of(
                                "id",
                                "7001",
                                "type",
                                "loyalty_card",
                                "collection",
                                "users",
                                "encoding",
                                "none"),
                            Map.of("id", "acme", "type", "company", "collection", "accounts")))));
    assertThat(event.identifiers())
        .containsExactlyInAnyOrder(
            new Identifier("user_id", "12345678"),
            new Identifier("email", "ana@shop.example"),
            new Identifier("device.id", "d1"),
            new Identifier("loyalty_card", "7001"));
  }

  @Test
  void messagesThatAreNoEvents_sayWhatIsMissing() {
    assertThatThrownBy(() -> read(Map.of("userId", "u1")))
        .isInstanceOfSatisfying(
            MalformedEventException.class,
            e -> assertThat(e.reason()).isEqualTo(Malformed.NO_TYPE));
    assertThatThrownBy(() -> read(Map.of("type", "track", "event", "x")))
        .hasMessage("userId or anonymousId is needed");
    assertThatThrownBy(() -> read(Map.of("type", "track", "userId", "u1")))
        .hasMessage("event is needed");
    assertThatThrownBy(() -> read(Map.of("type", "page", "userId", "u1", "timestamp", "yesterday")))
        .hasMessageStartingWith("timestamp is yesterday, and not a time with a zone");
    assertThatThrownBy(
            () -> read(Map.of("type", "page", "userId", "u1", "messageId", "x".repeat(101))))
        .hasMessageContaining("101 characters");
  }

  @Test
  void orderCompleted_bringsItsRevenue_orWhatComesNearest() throws MalformedEventException {
    assertThat(order(Map.of("revenue", 25, "total", 33, "subtotal", 26)))
        .isEqualByComparingTo("25");
    assertThat(order(Map.of("subtotal", "22.50", "total", 33))).isEqualByComparingTo("22.50");
    assertThat(order(Map.of("total", 27.5, "tax", 2, "shipping", 3))).isEqualByComparingTo("22.5");
    assertThat(
            order(
                Map.of(
                    "products", List.of(Map.of("price", 19, "quantity", 2), Map.of("price", 3.5)))))
        .isEqualByComparingTo("41.5");
  }

  private static java.math.BigDecimal order(Map<String, Object> money)
      throws MalformedEventException {
    Map<String, Object> properties = new HashMap<>(money);
    properties.put("order_id", 50314);
    OrderChange change = OrderChange.of(read(track("Order Completed", properties))).orElseThrow();
    assertThat(change.order()).isEqualTo("50314");
    assertThat(change.kind()).isEqualTo(OrderChange.Kind.PLACED);
    return change.amount().orElseThrow();
  }

  @Test
  void orderRefunded_withAnOrderOnly_isAllOfIt() throws MalformedEventException {
    Event whole = read(track("Order Refunded", Map.of("order_id", "50314", "currency", "eur")));
    Event part = read(track("order refunded", Map.of("order_id", "50314", "total", -9.5)));

    assertThat(OrderChange.of(whole))
        .hasValueSatisfying(change -> assertThat(change.amount()).isEmpty());
    assertThat(OrderChange.of(whole).orElseThrow().currency()).contains("EUR");
    assertThat(OrderChange.of(part).orElseThrow().amount().orElseThrow())
        .isEqualByComparingTo("9.5");
  }

  @Test
  void orderWithoutIdOrMoney_isNotCountedInSilence() throws MalformedEventException {
    Event noId = read(track("Order Completed", Map.of("revenue", 25)));
    Event noMoney = read(track("Order Completed", Map.of("order_id", "1", "revenue", "free")));
    assertThatThrownBy(() -> OrderChange.of(noId)).hasMessageContaining("order_id");
    assertThatThrownBy(() -> OrderChange.of(noMoney)).hasMessageContaining("revenue");
    assertThat(OrderChange.of(read(track("Product Viewed", Map.of())))).isEmpty();
  }

  @Test
  void merge_namesWhatIsOfOnePerson_andIsNoneWithoutTwo() throws MalformedEventException {
    Event event =
        read(
            Map.of(
                "type",
                "merge",
                "userId",
                "1hKOmRA4GRlm",
                "mergeProperties",
                List.of(
                    Map.of("type", "email", "value", "alex@example.com"),
                    Map.of("type", "mobile", "value", "+1-202-555-0146"),
                    Map.of("type", "loyalty_card", "value", 7),
                    Map.of("type", "empty"),
                    "none")));

    assertThat(event.identifiers())
        .containsExactlyInAnyOrder(
            new Identifier("user_id", "1hKOmRA4GRlm"),
            new Identifier("email", "alex@example.com"),
            new Identifier("phone", "+1-202-555-0146"),
            new Identifier("loyalty_card", "7"));
    assertThat(event.traits().isEmpty()).isTrue();
    assertThatThrownBy(() -> read(Map.of("type", "merge", "userId", "u1")))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("mergeProperties");
  }

  @Provide
  Arbitrary<Object> json() {
    Arbitrary<String> names =
        Arbitraries.of(
            "type",
            "event",
            "userId",
            "anonymousId",
            "messageId",
            "timestamp",
            "sentAt",
            "context",
            "traits",
            "properties",
            "email",
            "externalIds",
            "mergeProperties",
            "value",
            "order_id",
            "revenue",
            "products",
            "price",
            "USERID",
            "");
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            Arbitraries.of("track", "t", "Order Completed", "1e999999999", "2026-01-01", "0", "-"),
            Arbitraries.strings().ofMaxLength(5).map(text -> (Object) text),
            Arbitraries.doubles().map(number -> (Object) number),
            Arbitraries.of(true, false).map(flag -> (Object) flag),
            Arbitraries.longs().map(number -> (Object) number));
    return Arbitraries.recursive(
        () -> leaves,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(3).map(list -> (Object) list),
                Arbitraries.maps(names, inner).ofMaxSize(7).map(map -> (Object) map)),
        0,
        4);
  }

  @Property(tries = 5000)
  void whateverIsSent_isAnEventOrSaysWhyNot(
      @ForAll("json") Object message, @ForAll("json") Object batch, @ForAll boolean merge) {
    try {
      Optional<EventType> type = Optional.of(merge ? EventType.MERGE : EventType.TRACK);
      Event event = EventReader.read(Fields.of(message), Fields.of(batch), type, RECEIVED, "n");
      assertThat(event.times().at()).isBeforeOrEqualTo(RECEIVED);
      assertThat(event.identifiers()).isNotEmpty();
      OrderChange.of(event);
    } catch (MalformedEventException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
