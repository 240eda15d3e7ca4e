// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.event.Event;
import io.perenne.engage.profile.ProfileState;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.People;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Profiles while events change them; all are written at once. */
final class Drafts {
  private final People people;
  private final Map<String, Draft> drafts = new HashMap<>();

  Drafts(People people) {
    this.people = people;
  }

  /** A profile; {@code touched} where its orders, or who it is, are others than were kept. */
  private record Draft(
      long component, long events, Instant newest, ProfileState state, boolean touched) {
    Draft composed(long position) {
      return new Draft(component, events, newest, state.composed(position), true);
    }

    Draft with(long number, Event event) {
      Instant at = event.times().at();
      ProfileState after = state.apply(event);
      return new Draft(
          number,
          events + 1,
          at.isAfter(newest) ? at : newest,
          after,
          touched || !after.orders().equals(state.orders()));
    }
  }

  /** Says that a profile is to be looked at. */
  void touch(String id) {
    drafts.computeIfPresent(
        id,
        (same, each) ->
            new Draft(each.component(), each.events(), each.newest(), each.state(), true));
  }

  /** Notes that an event said whose the events of a profile are. */
  void compose(String id, long position) {
    drafts.computeIfPresent(id, (same, each) -> each.composed(position));
  }

  /** Notes that an event said whose the events of all profiles of a component are. */
  void composeAll(long component, long position) {
    drafts.replaceAll((id, each) -> each.component() == component ? each.composed(position) : each);
  }

  /** Returns all profiles that were read. */
  List<String> all() {
    return List.copyOf(drafts.keySet());
  }

  /** Returns the profiles that are to be looked at. */
  List<String> touched() {
    return drafts.entrySet().stream()
        .filter(each -> each.getValue().touched())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Lets an event change a profile, which is new if it is not there. */
  void apply(String id, long component, Event event) {
    drafts.put(id, drafts.computeIfAbsent(id, this::read).with(component, event));
  }

  private Draft read(String id) {
    return people
        .profile(id)
        .map(
            kept ->
                new Draft(
                    kept.component(),
                    kept.events(),
                    kept.newest(),
                    ProfileState.of(Json.own(kept.state())),
                    false))
        .orElseGet(() -> new Draft(0, 0, Instant.EPOCH, ProfileState.empty(), true));
  }

  /** Makes the profiles of some components those of another one. */
  void join(List<Long> parts, long into) {
    drafts.replaceAll(
        (id, draft) ->
            parts.contains(draft.component())
                ? new Draft(into, draft.events(), draft.newest(), draft.state(), draft.touched())
                : draft);
  }

  /** Forgets the profiles of a component. */
  void forget(long component) {
    drafts.values().removeIf(each -> each.component() == component);
  }

  /** Writes all. */
  void keep() {
    people.keep(
        drafts.entrySet().stream()
            .map(
                each ->
                    new People.Kept(
                        each.getKey(),
                        each.getValue().component(),
                        each.getValue().events(),
                        each.getValue().newest(),
                        Json.text(each.getValue().state().toFields())))
            .toList());
  }
}
