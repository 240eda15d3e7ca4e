// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationalClockTest {
  private static final int DAY = (int) LocalDate.of(2024, 1, 1).toEpochDay();

  private static SeasonalIndex busySundays() {
    return new SeasonalIndex(0, List.of(), 0, List.of(0.0, 0.0, 0.0, 0.0, 0.0, Math.log(3)));
  }

  @Test
  void between_addsTheDaysAfterTheFirst() {
    OperationalClock clock = OperationalClock.of(busySundays(), DAY, DAY + 30);

    // 2024-01-01 is a Monday, so six days later is the first Sunday
    assertThat(clock.between(DAY, DAY + 5)).isEqualTo(5);
    assertThat(clock.between(DAY, DAY + 6)).isCloseTo(8, within(1e-12));
    assertThat(clock.between(DAY + 6, DAY + 13)).isCloseTo(9, within(1e-12));
    assertThat(clock.between(DAY + 3, DAY + 3)).isZero();
    int far = DAY + 40_000;
    assertThat(clock.between(far, far + 9)).isEqualTo(9);
    assertThat(OperationalClock.calendar().between(DAY, DAY + 6)).isEqualTo(6);
  }

  @Test
  void with_makesTheMeanOne() {
    SeasonalIndex index = busySundays().with(busySundays().coefficients(), DAY, 700);
    double sum = 0;
    for (double s : index.on(DAY, 700)) {
      sum += s;
    }

    assertThat(sum).isCloseTo(700, within(1e-9));
    assertThat(index.terms())
        .containsExactly("tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
  }

  @ParameterizedTest
  @CsvSource({
    "12-01..12-24, 2024-12-01, true",
    "12-01..12-24, 2023-12-24, true",
    "12-01..12-24, 2024-11-30, false",
    "12-27..01-06, 2024-01-06, true",
    "12-27..01-06, 2024-12-31, true",
    "12-27..01-06, 2024-01-07, false",
    "02-29, 2024-02-29, true",
    "02-29, 2023-03-01, false",
    "'2024-11-29, 2025-11-28', 2025-11-28, true",
    "'2024-11-29, 2025-11-28', 2025-11-29, false"
  })
  void holiday_isOnItsDays(String rule, LocalDate day, boolean expected) {
    assertThat(new Holiday("some", rule).days().contains(day)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"christmas", "christmas=", "=12-24", "x=12-24..", "x=24.12.", "x=13-01"})
  void holiday_ofAnotherForm_isRefused(String text) {
    assertThatThrownBy(() -> Holiday.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void index_refusesWhatCannotBe() {
    assertThatThrownBy(() -> new SeasonalIndex(1, List.of(), 0, List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a coefficient for each term");
    assertThatThrownBy(() -> new SeasonalIndex(4, List.of(), 0, List.of()))
        .hasMessageContaining("harmonics is not in 0 to 3");
    assertThatThrownBy(
            () -> busySundays().with(List.of(Double.NaN, 0.0, 0.0, 0.0, 0.0, 0.0), DAY, 7))
        .hasMessageContaining("not finite");
  }
}
