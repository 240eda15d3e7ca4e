// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.engage.event.Event;
import io.perenne.engage.event.EventType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileStateTest {
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  private static ProfileState of(Event... events) {
    ProfileState state = ProfileState.empty();
    for (Event event : events) {
      state = state.apply(event);
    }
    return state;
  }

  private static Event at(int minute, String name, Map<String, ?> properties) {
    return Events.track(name + minute, name, NOON.plusSeconds(60L * minute), properties);
  }

  @Test
  void traitsAreTheLatestByTheTimeOfEventsWhateverTheCaseOfTheirNames() {
    Map<String, Object> gone = new HashMap<>();
    gone.put("Phone", null);
    ProfileState state =
        of(
            Events.identify("3", NOON.plusSeconds(3), gone, Map.of("userId", "u1")),
            Events.identify(
                "2", NOON.plusSeconds(2), Map.of("CITY", "Jaca"), Map.of("userId", "u1")),
            Events.identify(
                "1",
                NOON,
                Map.of("city", "Huesca", "phone", "1", "name", "Ana"),
                Map.of("userId", "u1")));

    assertThat(state.traits().value("City")).contains("Jaca");
    assertThat(state.traits().values())
        .containsExactlyInAnyOrderEntriesOf(Map.of("CITY", "Jaca", "name", "Ana"));
  }

  @Test
  void theBasketFollowsWhatWasPutInTakenOutAndBought() {
    ProfileState filled =
        of(
            at(1, "Product Added", Map.of("product_id", "a", "price", "10.50", "quantity", 2)),
            at(2, "Product Added", Map.of("product_id", "b", "name", "Tea", "price", 3)),
            at(3, "Product Removed", Map.of("product_id", "a")));

    assertThat(filled.session().basket())
        .containsExactly(
            new Session.Line("a", "", 1, 105_000), new Session.Line("b", "Tea", 1, 30_000));
    assertThat(filled.session().basketAmount()).isEqualByComparingTo("13.50");

    ProfileState bought =
        filled.apply(at(4, "Order Completed", Map.of("order_id", "o", "total", 1)));
    assertThat(bought.session().basket()).isEmpty();
    // what was added before the order, and is only learned now, was bought with it
    assertThat(bought.apply(at(0, "Product Added", Map.of("product_id", "c"))).session().basket())
        .isEmpty();
    assertThat(
            filled
                .apply(at(5, "Cart Viewed", Map.of("products", List.of(Map.of("product_id", "z")))))
                .session()
                .basket())
        .containsExactly(new Session.Line("z", "", 1, 0));
  }

  private static Event consent(String id, int minute, Map<String, ?> who, boolean granted) {
    Map<String, Object> message = new HashMap<>(who);
    message.put(
        "context",
        Map.of("consent", Map.of("categoryPreferences", Map.of("Advertising", granted))));
    return Events.identify(id, NOON.plusSeconds(60L * minute), Map.of(), message);
  }

  @Test
  void ofTwoPersonsWhoAreOneTheStricterConsentCounts() {
    ProfileState one = of(consent("1", 5, Map.of("userId", "u1"), true));
    ProfileState other = of(consent("2", 1, Map.of("userId", "u2"), false));

    assertThat(one.consents().allows(Consents.purpose("advertising"))).contains(true);
    assertThat(one.merge(other).consents().allows("purpose:advertising")).contains(false);
  }

  @Test
  void aLaterStatementOfTheSameUserReplacesAnEarlierOneAndThatOfADevice() {
    ProfileState state =
        of(
            consent("1", 1, Map.of("anonymousId", "cookie"), false),
            consent("2", 2, Map.of("userId", "u1"), false),
            consent("3", 3, Map.of("userId", "u1", "anonymousId", "cookie"), true));

    assertThat(state.consents().allows("purpose:advertising")).contains(true);
    assertThat(
            state
                .apply(consent("4", 4, Map.of("anonymousId", "cookie"), false))
                .consents()
                .allows("purpose:advertising"))
        .contains(false);
    assertThat(state.consents().allows("purpose:analytics")).isEmpty();
  }

  @Test
  void whoHasUnsubscribedOrWhoseMailComesBackIsNotReached() {
    ProfileState state = of(at(1, "Subscribed", Map.of()));

    assertThat(state.consents().reaches("email")).isTrue();
    assertThat(state.apply(at(2, "Email Bounced", Map.of())).consents().reaches("email")).isFalse();
    assertThat(
            state
                .apply(at(2, "Email Bounced", Map.of("bounce_type", "Soft")))
                .consents()
                .reaches("email"))
        .isTrue();
    assertThat(state.apply(at(2, "Unsubscribed", Map.of())).consents().reaches("email")).isFalse();
    assertThat(ProfileState.empty().consents().reaches("email")).isFalse();
  }

  @Test
  void anOrderIsWorthWhatWasSaidLastLessWhatWasRefunded() {
    ProfileState state =
        of(
            at(1, "Order Refunded", Map.of("order_id", "o1", "total", 4)),
            at(0, "Order Completed", Map.of("order_id", "o1", "revenue", 10, "total", 13)),
            at(2, "Order Updated", Map.of("order_id", "o1", "revenue", "12.3456")));

    assertThat(net(state)).containsExactly(83_456L);
    assertThat(net(state.apply(at(3, "Order Refunded", Map.of("order_id", "o1", "total", 99)))))
        .containsExactly(0L);
    assertThat(net(state.apply(at(3, "Order Refunded", Map.of("order_id", "o1")))))
        .containsExactly(0L);
  }

  private static List<Long> net(ProfileState state) {
    return state.orders().asOf(NOON.plusSeconds(86_400)).stream().map(Orders.Order::net).toList();
  }

  @Test
  void aCancelledOrderIsWorthNothingUntilItIsCompletedAnew() {
    ProfileState state =
        of(
            at(2, "Order Cancelled", Map.of("order_id", "o1", "total", 10)),
            at(1, "Order Completed", Map.of("order_id", "o1", "total", 10)),
            at(3, "Order Updated", Map.of("order_id", "o1", "total", 10)));

    assertThat(net(state)).containsExactly(0L);
    assertThat(net(state.apply(at(4, "Order Completed", Map.of("order_id", "o1", "total", 8)))))
        .containsExactly(80_000L);
  }

  @Test
  void aRefundWhoseOrderNobodyKnowsStandsForItselfUntilTheOrderComes() {
    ProfileState state = of(at(2, "Order Refunded", Map.of("order_id", "o1", "total", 10)));

    assertThat(net(state)).containsExactly(-100_000L);
    assertThat(net(state.apply(at(1, "Order Completed", Map.of("order_id", "o1", "total", 25)))))
        .containsExactly(150_000L);
  }

  @Test
  void itIsKnownWhenSomethingWasDoneAndSaidAndSeen() {
    ProfileState state =
        of(
            at(7, "Quiz Answered", Map.of()),
            at(5, "Quiz Answered", Map.of()),
            at(6, "Email Opened", Map.of("campaign_name", "Spring")),
            Events.read(
                EventType.PAGE,
                NOON,
                Map.of(
                    "userId",
                    "u1",
                    "messageId",
                    "p",
                    "name",
                    "Home",
                    "timestamp",
                    NOON.toString())));

    assertThat(state.times("QUIZ answered"))
        .containsExactly(NOON.plusSeconds(420), NOON.plusSeconds(300));
    assertThat(state.contacts())
        .containsExactly(new Contact(NOON.plusSeconds(360), "email opened", "Spring"));
    assertThat(state.session().pages()).containsExactly(new Session.Page(NOON, "Home", ""));
    assertThat(state.firstSeen()).contains(NOON);
    assertThat(state.lastSeen()).contains(NOON.plusSeconds(420));
  }
}
