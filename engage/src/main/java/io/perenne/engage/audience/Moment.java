// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.audience;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * When a rule is asked.
 *
 * @param at the instant
 * @param zone whose days count
 */
public record Moment(Instant at, ZoneId zone) {
  /** Returns the epoch day that it is. */
  public long today() {
    return LocalDate.ofInstant(at, zone).toEpochDay();
  }

  /** Returns when a day begins. */
  Instant beginOf(long day) {
    return LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant();
  }
}
