// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class IntervalTest {

  @Test
  void start_months_countsCalendarMonthsBackFromTheDayAfter() {
    // The example of the product's definition: 12 months to 2025-06-30 start on 2024-07-01.
    assertThat(Interval.months(12).start(LocalDate.parse("2025-06-30")))
        .contains(LocalDate.parse("2024-07-01"));
    assertThat(Interval.months(12).start(LocalDate.parse("2024-02-29")))
        .contains(LocalDate.parse("2023-03-01"));
  }

  @Test
  void start_since_isThatDay() {
    LocalDate start = LocalDate.parse("2024-01-31");

    assertThat(Interval.since(start).start(start)).contains(start);
    assertThatThrownBy(() -> Interval.since(start).start(start.minusDays(1)))
        .hasMessage("interval starts after the reference date: 2024-01-31 > 2024-01-30");
  }

  @Test
  void start_all_isLeftToTheData() {
    assertThat(Interval.all().start(LocalDate.parse("2025-06-30"))).isEmpty();
  }

  @Test
  void horizonDays_followTheCalendar() {
    assertThat(new ForecastHorizon(12).days(LocalDate.parse("2025-06-30"))).isEqualTo(365);
    assertThat(new ForecastHorizon(12).days(LocalDate.parse("2023-06-30"))).isEqualTo(366);
    assertThat(new ForecastHorizon(3).days(LocalDate.parse("2025-11-30"))).isEqualTo(90);
  }
}
