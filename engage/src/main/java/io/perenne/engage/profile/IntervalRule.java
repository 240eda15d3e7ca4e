// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.history.ObservationPeriod;
import java.time.LocalDate;

/** Where the interval begins in which intensities are counted. */
@FunctionalInterface
public interface IntervalRule {
  /** Returns the period that ends on a day. */
  ObservationPeriod endingOn(LocalDate day);

  /** Returns the rule of so many months up to the day. */
  static IntervalRule ofMonths(int months) {
    return day -> ObservationPeriod.ofMonths(day, months);
  }

  /** Returns the rule of a fixed first day. */
  static IntervalRule since(LocalDate start) {
    return day -> ObservationPeriod.since(start.isAfter(day) ? day : start, day);
  }
}
