// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.engage.journey.JourneyStore.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of journeys has to do. */
abstract class JourneyStoreContract {
  private final Journey journey = Journeys.reactivation(4);
  private final Journey several = Journeys.thanks();

  /** Returns an empty store. */
  abstract JourneyStore store();

  private JourneyStore running() {
    JourneyStore store = store();
    for (Journey each : List.of(journey, several)) {
      store.define(each, Journeys.START);
      store.set(each.id(), State.RUNNING, Journeys.START);
    }
    return store;
  }

  private Move enter(String person, String key) {
    return Journeys.ENGINE.enter(journey, person, key, Journeys.START);
  }

  private static Move moved(JourneyStore store, Journey journey, Instance instance, Instant at) {
    Move move = Journeys.ENGINE.move(journey, instance, Journeys.customer(instance.person()), at);
    assertThat(store.commit(instance, move)).isTrue();
    return move;
  }

  @Test
  void aJourney_isStoppedUntilItIsStarted() {
    JourneyStore store = store();
    store.define(journey, Journeys.START);
    assertThat(store.journeys())
        .containsExactly(new JourneyStore.Started(journey, State.STOPPED, Journeys.START));
    assertThat(store.enter(enter("ana", "a"))).isFalse();
    assertThat(store.watched("ana", Journeys.START)).isEmpty();
    store.set(journey.id(), State.RUNNING, Journeys.after(1));
    assertThat(store.enter(enter("ana", "a"))).isTrue();
  }

  @Test
  void nobodyEntersTwice_byOneFact_orWhileInIt() {
    JourneyStore store = running();
    assertThat(store.enter(enter("ana", "a"))).isTrue();
    assertThat(store.enter(enter("ana", "a"))).isFalse();
    assertThat(store.enter(enter("ana", "b"))).isFalse();
    assertThat(store.enter(enter("ben", "a"))).isTrue();
    Instance ana = store.watched("ana", Journeys.START).get(0);
    assertThat(
            store.commit(
                ana, Journeys.ENGINE.leave(journey, ana, Reason.STOPPED, Journeys.after(1))))
        .isTrue();
    assertThat(store.enter(enter("ana", "a"))).isFalse();
    assertThat(store.enter(enter("ana", "b"))).isTrue();
    assertThat(store.lastEntered(journey.id(), "ana")).contains(Journeys.START);
  }

  @Test
  void ofSeveralEvents_eachHasAnInstance() {
    JourneyStore store = running();
    for (String key : List.of("one", "two", "one")) {
      var unused = store.enter(Journeys.ENGINE.enter(several, "ana", key, Journeys.START));
    }
    assertThat(store.watched("ana", Journeys.START)).hasSize(2);
  }

  @Test
  void whatWasChangedMeanwhile_isNotKept_norItsLogAndOrders() {
    JourneyStore store = running();
    store.enter(enter("ana", "a"));
    Instance seen = store.watched("ana", Journeys.START).get(0);
    Move first = moved(store, journey, seen, Journeys.START);
    assertThat(first.orders()).hasSize(1);
    int entries = store.log("ana").size();
    assertThat(
            store.commit(
                seen, Journeys.ENGINE.leave(journey, seen, Reason.STOPPED, Journeys.after(1))))
        .isFalse();
    assertThat(store.log("ana")).hasSize(entries);
    assertThat(store.find(seen.id()).orElseThrow().isActive()).isTrue();
    assertThat(store.outbox().outcome(seen.sendKey())).isEmpty();
    assertThat(store.outbox().withdraw(seen.sendKey())).isTrue();
  }

  @Test
  void due_areThoseOfRunningJourneys_theLongestDueFirst() {
    JourneyStore store = running();
    store.enter(Journeys.ENGINE.enter(journey, "ben", "a", Journeys.after(2)));
    store.enter(Journeys.ENGINE.enter(journey, "ana", "a", Journeys.after(1)));
    store.enter(Journeys.ENGINE.enter(several, "eva", "a", Journeys.after(3)));
    assertThat(store.due(Journeys.START, 10)).isEmpty();
    assertThat(store.due(Journeys.after(3), 10))
        .extracting(Instance::person)
        .containsExactly("ana", "ben", "eva");
    assertThat(store.due(Journeys.after(3), 1)).extracting(Instance::person).containsExactly("ana");
    store.set(journey.id(), State.PAUSED, Journeys.after(3));
    assertThat(store.due(Journeys.after(3), 10))
        .extracting(Instance::person)
        .containsExactly("eva");
  }

  @Test
  void whilePaused_noTimePasses() {
    JourneyStore store = running();
    store.enter(Journeys.ENGINE.enter(several, "ana", "a", Journeys.START));
    moved(store, several, store.watched("ana", Journeys.START).get(0), Journeys.START);
    store.set(several.id(), State.PAUSED, Journeys.after(24));
    store.resume(several.id(), Journeys.ENGINE, Journeys.after(24 * 11));
    assertThat(store.journeys().get(1).state()).isEqualTo(State.RUNNING);
    Instance ana = store.watched("ana", Journeys.START).get(0);
    assertThat(ana.due()).isEqualTo(Journeys.after(24 * 12));
  }

  @Test
  void versions_areKept_andTheLastTakesPeople() {
    JourneyStore store = running();
    Journey next = Journeys.reactivation(5);
    store.define(next, Journeys.after(1));
    assertThat(store.journeys().get(0).journey()).isEqualTo(next);
    assertThat(store.journeys().get(0).state()).isEqualTo(State.RUNNING);
    assertThat(store.version(journey.id(), journey.version())).contains(journey);
    assertThat(store.version(journey.id(), "none")).isEqualTo(Optional.empty());
  }

  @Test
  void whoHasLeft_isWatchedUntilTheGoalCountsNoMore() {
    JourneyStore store = running();
    store.enter(enter("ana", "a"));
    Instance ana = store.watched("ana", Journeys.START).get(0);
    store.commit(ana, Journeys.ENGINE.leave(journey, ana, Reason.STOPPED, Journeys.after(1)));
    assertThat(store.active(journey.id(), "", 10)).isEmpty();
    assertThat(store.watched("ana", Journeys.after(24 * 29))).hasSize(1);
    assertThat(store.watched("ana", Journeys.after(24 * 31))).isEmpty();
  }
}
