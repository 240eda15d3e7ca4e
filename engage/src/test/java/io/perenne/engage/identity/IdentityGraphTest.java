// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityGraphTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final IdentityGraph graph = new IdentityGraph(IdentityRules.standard());
  private int events;

  private static Identifier user(String value) {
    return new Identifier("user_id", value);
  }

  private static Identifier email(String value) {
    return new Identifier("email", value);
  }

  private static Identifier cookie(String value) {
    return new Identifier("anonymous_id", value);
  }

  /** Adds the next event, a minute after the last. */
  private Profile event(Identifier... identifiers) {
    return graph.add(evidence(events++, identifiers)).orElseThrow();
  }

  private static Evidence evidence(int minute, Identifier... identifiers) {
    return Evidence.of("e" + minute, START.plusSeconds(60L * minute), identifiers);
  }

  private Profile of(Identifier identifier) {
    return graph.find(identifier).orElseThrow();
  }

  @Test
  void cookieThatLogsIn_bringsItsEarlierEventsAlong() {
    Profile visitor = event(cookie("A"));
    Profile customer = event(cookie("A"), user("X"));

    assertThat(customer.id()).isEqualTo(visitor.id());
    assertThat(graph.owner(evidence(0, cookie("A")))).contains(customer);
    assertThat(customer.identifiers()).containsExactlyInAnyOrder(cookie("A"), user("X"));
  }

  @Test
  void cookieOfTwoUsers_keepsThemApart_andIsSharedFromThenOn() {
    event(cookie("A"), user("X"));
    event(cookie("A"), user("Y"));
    Profile unknown = event(cookie("A"));

    assertThat(of(user("X")).id()).isNotEqualTo(of(user("Y")).id());
    assertThat(unknown.shared()).isTrue();
    assertThat(unknown.id()).isNotIn(of(user("X")).id(), of(user("Y")).id());
    assertThat(graph.owner(Evidence.of("before", START.plusSeconds(30), cookie("A"))))
        .as("before the second user, the cookie was the first one's")
        .contains(of(user("X")));
    assertThat(graph.decisions(cookie("A")))
        .extracting(Decision::kind)
        .containsExactly(Decision.Kind.SHARED);
  }

  @Test
  void ticketCallAndChatOfOnePerson_areOneProfile() {
    Identifier card = new Identifier("loyalty_card", "7001");
    Identifier phone = new Identifier("phone", "+34600111222");
    event(card, user("X"));
    event(phone, user("X"));
    event(email("Ana@Shop.example "), phone);

    assertThat(event(card).id()).isEqualTo(event(phone).id());
    assertThat(of(email("ana@shop.example")).identifiers())
        .containsExactlyInAnyOrder(card, user("X"), phone, email("ana@shop.example"));
  }

  @Test
  void eventThatWouldJoinTwoUsers_losesItsAddress() {
    // the worked example of Segment Unify
    event(user("abc123"), email("jane@example.com"));
    Profile second = event(user("abc456"), email("jane@example.com"));

    assertThat(second.identifiers()).containsExactly(user("abc456"));
    assertThat(of(email("jane@example.com"))).isEqualTo(of(user("abc123")));
    assertThat(graph.decisions(user("abc456")))
        .singleElement()
        .satisfies(decision -> assertThat(decision.kind()).isEqualTo(Decision.Kind.OVER_LIMIT))
        .satisfies(decision -> assertThat(decision.subject()).contains(email("jane@example.com")));
  }

  @Test
  void strongIdentifiers_areNeverJoinedByADevice() {
    event(cookie("A"), email("ana@shop.example"));
    event(cookie("A"), email("leo@shop.example"));

    assertThat(of(email("ana@shop.example"))).isNotEqualTo(of(email("leo@shop.example")));
  }

  @Test
  void newIdentifierBeyondTheLimit_isLeftOut_notTheOnesBesideIt() {
    for (int i = 0; i < 5; i++) {
      event(user("X"), cookie("c" + i));
    }
    event(user("X"), cookie("c5"), new Identifier("phone", "+34600111222"));

    assertThat(of(user("X")).identifiers()).hasSize(7).doesNotContain(cookie("c5"));
    assertThat(of(new Identifier("phone", "+34600111222"))).isEqualTo(of(user("X")));
  }

  @Test
  void valuesThatNameNobody_joinNobody() {
    assertThat(graph.add(evidence(0, cookie("undefined"), user("0"), email("no address"))))
        .isEmpty();
    event(cookie("A"), user(" null "));
    event(cookie("B"), user("NULL"));

    assertThat(of(cookie("A"))).isNotEqualTo(of(cookie("B")));
  }

  @Test
  void lateEvent_givesWhatItWouldHaveGivenInItsPlace() {
    graph.add(evidence(1, cookie("A"), user("Y")));
    graph.add(evidence(2, cookie("B"), user("X")));
    graph.add(evidence(0, cookie("A"), user("X")));

    assertThat(of(cookie("A")).shared()).isTrue();
    assertThat(graph.owner(Evidence.of("early", START.plusSeconds(30), cookie("A"))))
        .contains(of(user("X")));
    assertThat(of(cookie("B"))).isEqualTo(of(user("X")));
  }

  @Test
  void mergeThatIsUndone_givesBothBack_andDoesNotComeAgain() {
    Profile visitor = event(cookie("A"), email("ana@shop.example"));
    event(cookie("B"), user("X"));
    event(user("X"), email("ana@shop.example"));
    assertThat(of(cookie("A"))).isEqualTo(of(cookie("B")));

    graph.separate(user("X"), email("ana@shop.example"));

    assertThat(of(email("ana@shop.example"))).isEqualTo(visitor);
    assertThat(of(cookie("B")).identifiers()).containsExactlyInAnyOrder(cookie("B"), user("X"));
    event(user("X"), email("ana@shop.example"), cookie("C"));
    assertThat(of(email("ana@shop.example"))).isEqualTo(visitor);
    assertThat(of(cookie("C"))).isEqualTo(of(user("X")));
    assertThat(graph.decisions(user("X")))
        .extracting(Decision::kind)
        .contains(Decision.Kind.SEPARATED)
        .doesNotContain(Decision.Kind.MERGED);
  }

  @Test
  void personWhoJoinsTwoAccounts_joinsWhatNoEventMay() {
    Profile older = event(user("X"), cookie("A"));
    event(user("Y"), cookie("B"));
    graph.separate(user("X"), user("Y"));
    graph.add(Evidence.byHand("ana-1", START.plusSeconds(86_400), user("X"), user("Y")));

    assertThat(of(cookie("B"))).isEqualTo(of(cookie("A")));
    assertThat(of(user("Y")).id()).as("the older one goes on").isEqualTo(older.id());
  }

  @Test
  void accountsThatWereJoinedByHand_getNewDevices_andNoThirdAccount() {
    event(user("X"));
    event(user("Y"));
    graph.add(Evidence.byHand("ana-1", START.plusSeconds(600), user("X"), user("Y")));
    events = 20;
    event(user("X"), cookie("new"));
    event(cookie("new"), user("Z"));

    assertThat(of(user("Y")).identifiers()).contains(user("X"), user("Y"));
    assertThat(of(cookie("new")).identifiers()).as("shared from then on").hasSize(1);
    assertThat(of(user("Z")).id()).isNotEqualTo(of(user("X")).id());
    event(user("Y"), cookie("second"));
    assertThat(of(cookie("second"))).isEqualTo(of(user("X")));
  }

  @Test
  void personWhoIsErased_leavesNothing_andOthersAsTheyWere() {
    event(cookie("A"), user("X"), email("ana@shop.example"));
    event(cookie("B"), user("Y"));
    event(cookie("B"), user("X"));
    Profile other = of(user("Y"));

    Set<String> events = graph.erase(of(user("X")));

    assertThat(events).containsExactlyInAnyOrder("e0", "e2");
    assertThat(graph.find(user("X"))).isEmpty();
    assertThat(graph.find(email("ana@shop.example"))).isEmpty();
    assertThat(of(user("Y")).id()).isEqualTo(other.id());
    assertThat(of(cookie("B"))).as("nobody else is known to use it").isEqualTo(of(user("Y")));
  }

  @Test
  void addressThatAThousandUse_isNobodys() {
    for (int i = 0; i <= IdentityGraph.CROWD; i++) {
      event(cookie("c" + i), email("till@shop.example"));
    }

    assertThat(graph.crowded()).containsExactly(email("till@shop.example"));
    assertThat(of(cookie("c0"))).isNotEqualTo(of(cookie("c1")));
    assertThat(graph.find(email("till@shop.example"))).isEmpty();
    assertThat(graph.add(evidence(events++, email("till@shop.example")))).isEmpty();
  }
}
