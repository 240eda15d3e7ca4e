// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * The instants of a rule in a time zone.
 *
 * <p>A local time that the clocks skip is the first valid minute after the gap; one that they
 * repeat is its first occurrence. Local times that fall on one instant so are one.
 *
 * @param rule the local times
 * @param zone where they are local
 */
public record Timetable(Recurrence rule, ZoneId zone) {

  /** Returns the first instant after another. */
  public Instant next(Instant after) {
    LocalDateTime time = rule.next(LocalDateTime.ofInstant(after, zone));
    // while a local hour is repeated, its times have been already
    while (!instant(time).isAfter(after)) {
      time = rule.next(time);
    }
    return instant(time);
  }

  /** Returns the first instants after another, in order. */
  public List<Instant> next(Instant after, int most) {
    List<Instant> instants = new ArrayList<>();
    Instant last = after;
    while (instants.size() < most) {
      last = next(last);
      instants.add(last);
    }
    return instants;
  }

  private Instant instant(LocalDateTime time) {
    ZoneOffsetTransition change = zone.getRules().getTransition(time);
    return change != null && change.isGap()
        ? change.getInstant()
        : time.toInstant(zone.getRules().getValidOffsets(time).get(0));
  }

  /** Returns what plans are computed from: another text, another plan. */
  @Override
  public String toString() {
    return rule + " " + zone;
  }
}
