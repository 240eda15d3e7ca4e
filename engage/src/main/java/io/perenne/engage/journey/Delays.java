// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;

/** Says until when a delay lasts. */
final class Delays {
  private static final double MINUTES_A_DAY = 24 * 60;

  private Delays() {}

  static Instant end(Step.Delay delay, Customer customer, Instant since, ZoneId zone) {
    Instant end = delay.span().after(since, zone);
    if (delay.rhythm().isPresent()) {
      double days = delay.rhythm().get() * rhythm(customer.columns());
      if (days >= 0) { // not NaN
        Instant sooner = since.plusSeconds(60 * Math.round(days * MINUTES_A_DAY));
        end = sooner.isBefore(end) ? sooner : end;
      }
    }
    ZonedDateTime local = end.atZone(zone);
    if (delay.at().isEmpty() && (delay.on().isEmpty() || isOn(delay, local.toLocalDate()))) {
      return end;
    }
    LocalTime time = delay.at().orElse(local.toLocalTime());
    LocalDate day = local.toLocalDate();
    if (at(day, time, zone).isBefore(end)) {
      day = day.plusDays(1);
    }
    while (!isOn(delay, day)) {
      day = day.plusDays(1);
    }
    return at(day, time, zone);
  }

  private static Instant at(LocalDate day, LocalTime time, ZoneId zone) {
    return day.atTime(time).atZone(zone).toInstant();
  }

  private static boolean isOn(Step.Delay delay, LocalDate day) {
    return delay.on().isEmpty() || delay.on().contains(day.getDayOfWeek());
  }

  /** The customer's own time between purchases, as the datamodel has it; NaN if it is not known. */
  private static double rhythm(Map<String, String> columns) {
    String recency = columns.getOrDefault("REC_VALUE", "");
    String difference = columns.getOrDefault("DIFF_TBP_RECENCY", "");
    return recency.isEmpty() || difference.isEmpty()
        ? Double.NaN
        : Double.parseDouble(recency) + Double.parseDouble(difference);
  }
}
