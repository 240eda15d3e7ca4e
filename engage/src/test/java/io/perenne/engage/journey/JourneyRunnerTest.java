// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.engage.decision.Channel;
import io.perenne.engage.journey.JourneyStore.State;
import io.perenne.engage.journey.LogEntry.What;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JourneyRunnerTest {
  private static final int DAY = 24;

  private final InMemoryOutbox outbox = new InMemoryOutbox();
  private final InMemoryJourneyStore store = new InMemoryJourneyStore(outbox);
  private final Map<String, Customer> people =
      new HashMap<>(Map.of("ana", Journeys.customer("ana")));
  private final JourneyRunner runner =
      new JourneyRunner(
          store, Journeys.ENGINE, person -> Objects.requireNonNull(people.get(person)));

  private void start(Journey journey) {
    store.define(journey, Journeys.START);
    store.set(journey.id(), State.RUNNING, Journeys.START);
  }

  private Optional<Reason> enter(String person, String key, Instant at) {
    return runner.enter(
        store.journeys().get(0), Objects.requireNonNull(people.get(person)), key, at, at);
  }

  private void pass(int hours) {
    runner.turn(Journeys.after(hours), 100);
  }

  /** Sends what is due by all channels but some. */
  private List<String> send(int hours, Channel... broken) {
    Instant now = Journeys.after(hours);
    List<Order> due =
        outbox.due(now).stream()
            .filter(each -> each.channels().stream().noneMatch(List.of(broken)::contains))
            .toList();
    for (Order order : due) {
      assertThat(outbox.claim(order.key())).isTrue();
      outbox.settle(order.key(), new Outcome(Outcome.Kind.DONE, "sent"));
      runner.outcome(order.key(), new Outcome(Outcome.Kind.DONE, "sent"), now);
    }
    return due.stream().map(Order::step).toList();
  }

  private List<What> log() {
    return store.log("ana").stream().map(LogEntry::what).toList();
  }

  @Test
  void aPersonGoesTheWholeWay_andTheLogSaysWhy() {
    start(Journeys.reactivation(4));
    assertThat(enter("ana", "segment:04", Journeys.START)).isEmpty();
    pass(0);
    assertThat(send(1)).containsExactly("offer");
    pass(1);
    assertThat(send(2)).isEmpty();
    pass(4 * DAY + 1);
    assertThat(send(4 * DAY + 2)).containsExactly("reminder");
    pass(4 * DAY + 2);
    pass(9 * DAY);
    assertThat(send(9 * DAY)).containsExactly("offer");
    assertThat(log())
        .containsExactly(
            What.ENTERED,
            What.HANDED,
            What.DONE,
            What.WAITS,
            What.TIMED_OUT,
            What.HANDED,
            What.DONE,
            What.DELAYED,
            What.WENT,
            What.HANDED,
            What.DONE);
    pass(9 * DAY);
    runner.signal(
        "ana", new Signal("answered", Journeys.after(10 * DAY), "1"), Journeys.after(10 * DAY));
    assertThat(store.log("ana").get(store.log("ana").size() - 1))
        .extracting(LogEntry::what, LogEntry::reason)
        .containsExactly(What.LEFT, Optional.of(Reason.FINISHED));
  }

  @Test
  void aPurchase_takesBackWhatHasNotLeft_andReachesTheGoal() {
    start(Journeys.reactivation(4));
    enter("ana", "segment:04", Journeys.START);
    pass(0);
    Instant bought = Journeys.after(2);
    runner.signal("ana", new Signal(Signal.PURCHASE, bought, "2026-03-02"), bought);
    assertThat(send(3)).isEmpty();
    assertThat(log()).containsExactly(What.ENTERED, What.HANDED, What.GOAL, What.LEFT);
    assertThat(enter("ana", "other", Journeys.after(DAY))).contains(Reason.AGAIN);
    assertThat(enter("ana", "other", Journeys.after(20 * DAY))).isEmpty();
    assertThat(enter("ana", "third", Journeys.after(60 * DAY))).contains(Reason.ACTIVE);
  }

  @Test
  void afterADayDown_whatIsTooLate_isDropped_andTheRestGoesOn() {
    start(Journeys.reactivation(4));
    enter("ana", "segment:04", Journeys.START);
    pass(3 * DAY); // the first message was worth sending for three days
    assertThat(send(3 * DAY)).isEmpty();
    assertThat(log()).containsExactly(What.ENTERED, What.FAILED, What.WAITS);
    assertThat(store.log("ana").get(1).reason()).contains(Reason.EXPIRED);
  }

  @Test
  void whatNobodySends_expires() {
    start(Journeys.reactivation(4));
    enter("ana", "segment:04", Journeys.START);
    pass(0);
    pass(3 * DAY);
    assertThat(log()).containsExactly(What.ENTERED, What.HANDED, What.FAILED);
    assertThat(send(3 * DAY)).isEmpty();
  }

  @Test
  void aBrokenChannel_delaysItsOwnMessagesOnly() {
    start(
        Journeys.journey(
            "both",
            new Entry.Listed(),
            new ReEntry.Never(),
            Set.of(),
            new Step(
                "any",
                new Step.Message(
                    "action",
                    List.of(Channel.SMS, Channel.EMAIL),
                    "any",
                    Optional.empty(),
                    Target.NEXT)),
            Journeys.message("mail", Channel.EMAIL, Target.NEXT)));
    people.put("eva", Journeys.customer("eva", Set.of(Channel.EMAIL)));
    enter("ana", "list", Journeys.START);
    enter("eva", "list", Journeys.START);
    pass(0);
    assertThat(send(1, Channel.SMS)).containsExactly("any");
    pass(1);
    assertThat(send(2, Channel.SMS)).containsExactly("mail");
    assertThat(store.log("eva")).extracting(LogEntry::what).endsWith(What.LEFT);
    assertThat(send(3)).containsExactly("any");
    pass(3);
    assertThat(send(4)).containsExactly("mail");
  }

  @Test
  void withoutConsent_aMessageFails_andItsBranchIsTaken() {
    people.put("ana", Journeys.customer("ana", Set.of(Channel.EMAIL)));
    start(Journeys.reactivation(4));
    enter("ana", "segment:04", Journeys.START);
    pass(0);
    assertThat(send(1)).containsExactly("offer");
    pass(1);
    pass(5 * DAY);
    assertThat(send(5 * DAY)).containsExactly("last");
    assertThat(store.log("ana"))
        .filteredOn(each -> each.what() == What.FAILED)
        .extracting(LogEntry::reason)
        .containsExactly(Optional.of(Reason.NO_CHANNEL));
  }

  @Test
  void aNewVersion_takesNewPeople_andLeavesTheOthersOnTheirs() {
    Journey old = Journeys.reactivation(4);
    start(old);
    enter("ana", "a", Journeys.START);
    store.define(Journeys.reactivation(9), Journeys.after(1));
    people.put("ben", Journeys.customer("ben"));
    enter("ben", "a", Journeys.after(1));
    assertThat(store.active("reactivation", "", 10))
        .extracting(Instance::person, Instance::version)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("ana", old.version()),
            org.assertj.core.groups.Tuple.tuple("ben", Journeys.reactivation(9).version()));
    pass(1);
    send(1);
    pass(2);
    Instance ana = store.watched("ana", Journeys.after(2)).get(0);
    assertThat(ana.due()).isEqualTo(Journeys.after(4 * DAY + 1));
  }

  @Test
  void paused_sendsNothing_andGoesOnWhereItWas() {
    start(Journeys.reactivation(4));
    enter("ana", "a", Journeys.START);
    pass(0);
    runner.pause("reactivation", Journeys.after(1));
    assertThat(send(2)).isEmpty();
    pass(3);
    assertThat(enter("ana", "b", Journeys.after(3))).contains(Reason.CLOSED);
    runner.resume("reactivation", Journeys.after(40 * DAY));
    pass(40 * DAY);
    assertThat(send(40 * DAY)).containsExactly("offer");
  }

  @Test
  void stopped_everybodyLeaves() {
    start(Journeys.reactivation(4));
    enter("ana", "a", Journeys.START);
    pass(0);
    runner.stop("reactivation", Journeys.after(1));
    assertThat(send(2)).isEmpty();
    assertThat(store.log("ana").get(2).reason()).contains(Reason.STOPPED);
  }

  @Test
  void delays_lastUntilATimeOfDay_andAWeekday_alsoOverAClockChange() {
    Instant friday = Instant.parse("2026-03-27T10:00:00Z");
    assertThat(end(Span.ofDays(1), LocalTime.of(9, 0), Set.of(), friday))
        .isEqualTo("2026-03-29T07:00:00Z"); // summer time began that night
    assertThat(end(Span.NONE, LocalTime.of(9, 0), Set.of(DayOfWeek.MONDAY), friday))
        .isEqualTo("2026-03-30T07:00:00Z");
    assertThat(end(Span.NONE, LocalTime.of(11, 0), Set.of(), friday)).isEqualTo(friday);
    assertThat(end(new Span(0, Duration.ofHours(5)), null, Set.of(), friday))
        .isEqualTo("2026-03-27T15:00:00Z");
  }

  private static Instant end(
      Span span,
      @org.jspecify.annotations.Nullable LocalTime at,
      Set<DayOfWeek> on,
      Instant since) {
    return Delays.end(
        new Step.Delay(span, Optional.empty(), Optional.ofNullable(at), on, false),
        Journeys.customer("ana"),
        since,
        Journeys.ZONE);
  }

  @Test
  void aDelayByRhythm_isAShareOfTheCustomersOwn_atMostTheSpan() {
    Step.Delay delay =
        new Step.Delay(Span.ofDays(14), Optional.of(0.5), Optional.empty(), Set.of(), false);
    Customer known = Journeys.customer("ana");
    Customer quick =
        new Customer(
            "ana",
            known.standing(),
            false,
            false,
            known.consents(),
            known.segment(),
            known.band(),
            Map.of("REC_VALUE", "3.00", "DIFF_TBP_RECENCY", "7.00"),
            known.facts());
    assertThat(Delays.end(delay, quick, Journeys.START, Journeys.ZONE))
        .isEqualTo(Journeys.START.plus(Duration.ofDays(5)));
    assertThat(Delays.end(delay, known, Journeys.START, Journeys.ZONE))
        .isEqualTo(Journeys.START.plus(Duration.ofDays(14)));
  }

  @Test
  void lots_areStable_andHoldTheShares() {
    Journey journey = Journeys.thanks();
    int held = 0;
    for (int i = 0; i < 2000; i++) {
      double lot = Engine.lot(journey, "p" + i, 1);
      assertThat(lot).isEqualTo(Engine.lot(journey, "p" + i, 1)).isBetween(0.0, 1.0);
      held += lot < 0.3 ? 1 : 0;
    }
    assertThat(held).isBetween(540, 660); // within three standard deviations
  }
}
