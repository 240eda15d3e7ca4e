// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.person;

import io.perenne.engage.identity.Identifier;
import io.perenne.server.live.linkage.SuggestedPeople.Last;
import io.perenne.server.live.linkage.SuggestedPeople.Suggested;
import io.perenne.server.storage.Jobs;
import io.perenne.server.ui.frame.Frame;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may be known twice.
 *
 * @param pairs those that are shown, the most probable first
 * @param last how the last search went; empty if there was none
 * @param job the last search
 */
public record SuggestionsView(List<Suggested> pairs, Optional<Last> last, Optional<Jobs.Job> job) {
  private static final double CLEARLY = 5;

  /** Copies the list. */
  public SuggestionsView {
    pairs = List.copyOf(pairs);
  }

  /** Returns whether a search is under way. */
  public boolean searching() {
    return job.filter(Jobs.Job::open).isPresent();
  }

  /** Returns whether the last search failed. */
  public boolean failed() {
    return job.filter(each -> each.state().equals("failed")).isPresent();
  }

  /** Returns when the last search ended. */
  public Optional<Instant> ended() {
    return job.flatMap(Jobs.Job::ended);
  }

  /** Returns the fields of which one of two profiles says something. */
  public Set<String> fields(Suggested pair) {
    Set<String> fields = new TreeSet<>(pair.said().keySet());
    fields.addAll(pair.saidOfOther().keySet());
    return fields;
  }

  /** Returns what a field says, as a word. */
  public String verdict(Suggested pair, String field) {
    double bits =
        pair.reasons().stream()
            .filter(each -> each.field().equals(field))
            .mapToDouble(each -> each.bits())
            .sum();
    if (bits == 0) {
      return "nothing";
    }
    String direction = bits > 0 ? "for" : "against";
    return Math.abs(bits) >= CLEARLY ? "clearly-" + direction : direction;
  }

  /** Returns the address of the look at what joining two profiles does. */
  public String join(Suggested pair) {
    return PersonView.address(new Identifier("profile", pair.one().id()))
        + "/identity/change?change=join&one="
        + Frame.encoded(PersonView.name(pair.one()))
        + "&other="
        + Frame.encoded(PersonView.name(pair.other()));
  }
}
