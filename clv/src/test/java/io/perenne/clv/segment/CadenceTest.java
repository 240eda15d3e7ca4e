// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceTest {
  private static final Cadence CADENCE = new Cadence(60, 2);

  @Test
  void timeBetweenPurchases_workedExample() {
    // two purchases 130 days apart: (120 + 130) / 3
    assertThat(CADENCE.timeBetweenPurchases(130, 1)).isCloseTo(83.33, within(0.005));
  }

  @Test
  void timeBetweenPurchases_withoutGapsIsThatOfTheBase() {
    assertThat(CADENCE.timeBetweenPurchases(0, 0)).isEqualTo(60);
    assertThat(new Cadence(60, 0).timeBetweenPurchases(0, 0)).isEqualTo(60);
  }

  @Test
  void timeBetweenPurchases_withoutShrinkageIsTheMeanGap() {
    assertThat(new Cadence(60, 0).timeBetweenPurchases(335, 11))
        .isEqualTo(Cadence.daysBetweenPurchases(335, 11));
  }

  @Test
  void timeBetweenPurchases_negativeIsRefused() {
    assertThatThrownBy(() -> CADENCE.timeBetweenPurchases(-1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gaps are not >= 0: sum=-1, count=1");
  }

  @Test
  void daysBetweenPurchases_twelveMonthlyPurchases() {
    assertThat(Cadence.daysBetweenPurchases(335, 11)).isCloseTo(30.45, within(0.005));
    assertThat(Cadence.daysBetweenPurchases(0, 0)).isNaN();
  }

  @Test
  void normalisedGap_seesOnlyWhatCameBefore() {
    assertThat(CADENCE.normalisedGap(90, 0, 0)).isEqualTo(1.5);
    // the gap before was 30 days: (120 + 30) / 3 = 50
    assertThat(CADENCE.normalisedGap(90, 30, 1)).isEqualTo(1.8);
  }

  @Property
  void isSurelyBelow_ofAnyGap_isTrueOnlyBelowAndFalseOnlyInDoubt(
      @ForAll @DoubleRange(min = 0.1, max = 1e4) double populationDays,
      @ForAll @DoubleRange(min = 0, max = 100) double shrinkage,
      @ForAll @IntRange(min = 1, max = 5_000) int gap,
      @ForAll @IntRange(min = 1, max = 20_000) int earlierSum,
      @ForAll @IntRange(min = 0, max = 500) int earlierCount,
      @ForAll @IntRange(min = -10_000, max = 10_000) int difference) {
    Cadence cadence = new Cadence(populationDays, shrinkage);
    double normalised = cadence.normalisedGap(gap, earlierSum, earlierCount);
    for (double bound :
        new double[] {0, normalised, normalised * (1 + 1e-15 * difference), 0.5, 1, 3}) {
      boolean below = cadence.isSurelyBelow(bound, gap, earlierSum, earlierCount);

      assertThat(below && normalised >= bound).isFalse();
      assertThat(!below && normalised < bound * (1 - 1e-11)).isFalse();
    }
  }

  @Test
  void daysUntilDue_isNegativeWhenOverdue() {
    assertThat(Cadence.daysUntilDue(40, 181)).isEqualTo(-141);
  }

  @Test
  void nextPurchase_roundsHalfUpToDays() {
    LocalDate last = LocalDate.of(2025, 6, 15);
    assertThat(Cadence.nextPurchase(last, 34.5)).isEqualTo("2025-07-20");
    assertThat(Cadence.nextPurchase(last, 34.49)).isEqualTo("2025-07-19");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, populationDays is not finite and > 0: 0.0",
    "NaN, 2, populationDays is not finite and > 0: NaN",
    "Infinity, 2, populationDays is not finite and > 0: Infinity",
    "60, -0.1, shrinkage is not finite and >= 0: -0.1",
    "60, NaN, shrinkage is not finite and >= 0: NaN"
  })
  void new_outsideItsDomainIsRefused(double populationDays, double shrinkage, String message) {
    assertThatThrownBy(() -> new Cadence(populationDays, shrinkage))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
