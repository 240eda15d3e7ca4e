// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.live;

import io.perenne.server.live.profile.ConsentChanges;
import io.perenne.server.live.profile.Whereabouts;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Quarantine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page of events shows.
 *
 * @param events the newest
 * @param sources the names of sources by their numbers
 * @param waiting how many events are part of no profile yet
 * @param reasons how many messages are kept aside, for each reason
 * @param kept the newest of them
 * @param changes the newest changes of segment and value
 * @param asked the id that was looked for; empty if none was
 * @param place what became of it; empty if it never came
 * @param taken how many messages a replay has just made events of; empty if there was none
 */
public record EventsView(
    List<Events.Stored> events,
    Map<Long, String> sources,
    long waiting,
    List<Quarantine.Count> reasons,
    List<Quarantine.Kept> kept,
    List<ChangeLine> changes,
    String asked,
    Optional<Whereabouts.Place> place,
    Optional<Integer> taken) {
  /** Copies the lists. */
  public EventsView {
    events = List.copyOf(events);
    sources = Map.copyOf(sources);
    reasons = List.copyOf(reasons);
    kept = List.copyOf(kept);
    changes = List.copyOf(changes);
  }

  /** Returns the name of a source. */
  public String source(long id) {
    return sources.getOrDefault(id, id == ConsentChanges.OWN ? "perenne" : "");
  }

  /** Returns how many messages are kept aside. */
  public long aside() {
    return reasons.stream().mapToLong(Quarantine.Count::messages).sum();
  }
}
