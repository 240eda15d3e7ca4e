// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.outlook.CommonShock.Past;
import io.perenne.clv.outlook.CommonShock.Range;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommonShockTest {

  private static final double YEAR = 365.25;

  @Test
  void range_isThatOfTheStatedDeviationWithoutForecastsOfThePast() {
    Range range = CommonShock.learned(List.of()).range(1000, 0, YEAR, 0.9);

    // e^(-+1.6449 x 0.15)
    assertThat(range.low()).isCloseTo(781.3, within(0.1));
    assertThat(range.high()).isCloseTo(1279.8, within(0.1));
    assertThat(range.holds(1000)).isTrue();
    assertThat(range.holds(1300)).isFalse();
  }

  @Test
  void learned_widensWherePastForecastsWereOffAndNarrowsWhereNot() {
    CommonShock good = CommonShock.learned(Collections.nCopies(8, new Past(100, 101, YEAR)));
    CommonShock bad = CommonShock.learned(Collections.nCopies(8, new Past(100, 120, YEAR)));

    assertThat(good.deviation(YEAR)).isCloseTo(0.15 / Math.sqrt(2), within(0.001));
    assertThat(bad.deviation(YEAR))
        .isCloseTo(Math.sqrt((0.15 * 0.15 + Math.log(1.2) * Math.log(1.2)) / 2), within(0.001));
  }

  @Test
  void learned_countsAForecastThatMissedASeasonOnlySoMuch() {
    CommonShock far = CommonShock.learned(List.of(new Past(100, 1000, YEAR)));
    CommonShock farther = CommonShock.learned(List.of(new Past(100, 9000, YEAR)));

    assertThat(far.deviation(YEAR)).isEqualTo(farther.deviation(YEAR));
  }

  @Test
  void deviation_growsWithTheHorizon() {
    CommonShock shock = CommonShock.stated();

    assertThat(shock.deviation(YEAR)).isCloseTo(0.15, within(1e-12));
    assertThat(shock.deviation(2 * YEAR)).isGreaterThan(0.15);
    assertThat(shock.deviation(30)).isBetween(0.05, 0.1);
  }

  @Test
  void withAssumedDropout_spansWhatLittleAndMuchDropoutWouldMean() {
    CommonShock shock = CommonShock.stated().withAssumedDropout(1200, 900, YEAR);
    Range range = shock.range(1000, 0, YEAR, 0.9);

    assertThat(shock.dropoutDeviation()).isCloseTo(Math.log(4.0 / 3) / 2 / 1.645, within(1e-4));
    assertThat(range.low()).isLessThan(781);
    assertThat(range.high()).isGreaterThan(1280);
  }

  @Test
  void range_addsTheCustomersOwnLuck() {
    Range few = CommonShock.stated().range(1000, 200 * 200, YEAR, 0.9);

    assertThat(Math.log(few.high() / 1000) / 1.6449)
        .isCloseTo(Math.sqrt(0.15 * 0.15 + Math.log(1.04)), within(1e-3));
    assertThat(CommonShock.stated().range(0, 0, YEAR, 0.9)).isEqualTo(new Range(0, 0));
  }

  @Test
  void range_refusesALevelThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommonShock.stated().range(1, 0, 1, 1))
        .withMessageContaining("level");
  }
}
