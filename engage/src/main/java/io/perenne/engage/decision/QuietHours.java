// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When nobody is disturbed: from a local time to another, which may lie on the next day.
 *
 * @param from included
 * @param until not included; the same as from for never
 */
public record QuietHours(LocalTime from, LocalTime until) {
  /** Nobody minds. */
  public static final QuietHours NEVER = new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

  /**
   * Returns when a person may be disturbed: the instant itself, or the end of the quiet hours that
   * it lies in. An end that a clock change leaves out comes as much later as that is long.
   */
  public Instant next(Instant at, ZoneId zone) {
    ZonedDateTime local = at.atZone(zone);
    LocalTime time = local.toLocalTime();
    boolean overnight = until.isBefore(from);
    boolean late = !time.isBefore(from);
    boolean early = time.isBefore(until);
    if (from.equals(until) || !(overnight ? late || early : late && early)) {
      return at;
    }
    boolean tomorrow = overnight && late;
    ZonedDateTime end = local.toLocalDate().plusDays(tomorrow ? 1 : 0).atTime(until).atZone(zone);
    // an hour that is there twice may put the end before now
    return end.toInstant().isAfter(at)
        ? end.toInstant()
        : end.withLaterOffsetAtOverlap().toInstant();
  }
}
