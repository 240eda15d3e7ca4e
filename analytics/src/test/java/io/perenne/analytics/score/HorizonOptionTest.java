// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Months and years are the calendar's. Where a month is thirty days, as in other libraries, a
 * horizon of twelve months is five days short of a year, and one of three years sixteen.
 */
class HorizonOptionTest {

  @ParameterizedTest
  @CsvSource({
    "12 months, 2024-12-31, 365",
    "12 months, 2023-12-31, 366",
    "12 months, 2024-02-29, 365",
    "36 months, 2022-06-30, 1096",
    "1 month, 2025-01-31, 28",
    "1 month, 2025-02-28, 28",
    "6 months, 2025-06-30, 183",
    "6 months, 2024-12-31, 181",
    "1 year, 2024-12-31, 365",
    "2 years, 2023-06-30, 731",
    "52 weeks, 2024-12-31, 364",
    "360 days, 2024-12-31, 360",
  })
  void months_areTheCalendars(String text, LocalDate from, int days) {
    assertThat(HorizonOption.parse(text).daysAfter(from)).isEqualTo(days);
  }

  @ParameterizedTest
  @CsvSource({
    "12 months, 2025-06-30, 365",
    "12 months, 2024-06-30, 366",
    "1 month, 2025-03-31, 31",
    "39 weeks, 1998-06-30, 273",
  })
  void months_areTheCalendars_backwardsToo(String text, LocalDate until, int days) {
    assertThat(HorizonOption.parse(text).daysBefore(until)).isEqualTo(days);
  }
}
