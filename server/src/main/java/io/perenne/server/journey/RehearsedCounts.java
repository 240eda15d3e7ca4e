// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.engage.journey.Journey;
import io.perenne.engage.journey.LogEntry;
import io.perenne.engage.journey.Reason;
import io.perenne.server.journey.RehearsalResult.Tally;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Counts what happens in journeys. */
final class RehearsedCounts {
  private static final class Counts {
    private long entered;
    private long goals;
    private long left;
    private final Map<String, Long> sent = new TreeMap<>();
    private final Map<String, Long> failed = new TreeMap<>();
    private final Map<String, Long> leftBy = new TreeMap<>();
    private final Map<String, Set<String>> refused = new TreeMap<>();
  }

  private final Map<String, Counts> byJourney = new LinkedHashMap<>();

  RehearsedCounts(List<Journey> journeys) {
    journeys.forEach(each -> byJourney.put(each.id(), new Counts()));
  }

  private Counts of(String journey) {
    return Objects.requireNonNull(byJourney.get(journey), journey);
  }

  void count(LogEntry entry) {
    Counts counts = of(entry.journey());
    String reason = entry.reason().map(Reason::code).orElse("");
    switch (entry.what()) {
      case ENTERED -> counts.entered++;
      case GOAL -> counts.goals++;
      case DONE -> add(counts.sent, entry.detail());
      case FAILED ->
          add(
              counts.failed,
              entry.reason().filter(Reason.REFUSED::equals).isPresent() ? entry.detail() : reason);
      case LEFT -> {
        counts.left++;
        add(
            counts.leftBy,
            entry.reason().filter(Reason.EVENT::equals).isPresent() ? entry.detail() : reason);
      }
      default -> {}
    }
  }

  /** Counts somebody who did not enter though it was their turn, once for each reason. */
  void refused(String journey, String person, Reason reason) {
    if (reason != Reason.CONDITION) {
      of(journey).refused.computeIfAbsent(reason.code(), any -> new HashSet<>()).add(person);
    }
  }

  private static void add(Map<String, Long> counts, String name) {
    counts.merge(name, 1L, Long::sum);
  }

  private static Map<String, Long> people(Map<String, Set<String>> refused) {
    Map<String, Long> counts = new TreeMap<>();
    refused.forEach((reason, people) -> counts.put(reason, (long) people.size()));
    return counts;
  }

  List<Tally> tallies(List<Journey> journeys) {
    return journeys.stream()
        .map(
            journey -> {
              Counts counts = of(journey.id());
              return new Tally(
                  journey,
                  counts.entered,
                  counts.goals,
                  counts.entered - counts.left,
                  counts.sent,
                  counts.failed,
                  counts.leftBy,
                  people(counts.refused));
            })
        .toList();
  }
}
