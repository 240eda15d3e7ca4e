// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.analytics.home.RunDocument;
import io.perenne.engage.journey.Journey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a rehearsal.
 *
 * @param run the run
 * @param everybody whether everybody counted as having entered their segment on the first day
 * @param people how many took part
 * @param customers of how many
 * @param purchases how often they bought
 * @param tallies by journey, in their order
 */
public record RehearsalResult(
    RunDocument run,
    boolean everybody,
    long people,
    long customers,
    long purchases,
    List<Tally> tallies) {
  /** Copies the list. */
  public RehearsalResult {
    tallies = List.copyOf(tallies);
  }

  /**
   * What came of a journey.
   *
   * @param journey the journey
   * @param entered how many entered, each time counted
   * @param goals how many reached the goal
   * @param active how many were still in it
   * @param sent what was done, by channel; what goes by none by its kind
   * @param failed what was not done, by why
   * @param left who left, by why
   * @param refused how many people did not enter though it was their turn, by why
   */
  public record Tally(
      Journey journey,
      long entered,
      long goals,
      long active,
      Map<String, Long> sent,
      Map<String, Long> failed,
      Map<String, Long> left,
      Map<String, Long> refused) {
    /** Copies the maps, in the order of names. */
    public Tally {
      sent = Collections.unmodifiableMap(new TreeMap<>(sent));
      failed = Collections.unmodifiableMap(new TreeMap<>(failed));
      left = Collections.unmodifiableMap(new TreeMap<>(left));
      refused = Collections.unmodifiableMap(new TreeMap<>(refused));
    }
  }
}
