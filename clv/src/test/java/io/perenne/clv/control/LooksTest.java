// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooksTest {

  /** Jennison and Turnbull, Group Sequential Methods (2000), table 2.3, alpha = 0.05. */
  @ParameterizedTest
  @CsvSource({
    "1, 1.960",
    "2, 1.977",
    "3, 2.004",
    "4, 2.024",
    "5, 2.040",
    "6, 2.053",
    "7, 2.063",
    "8, 2.072",
    "9, 2.080",
    "10, 2.087",
    "11, 2.092",
    "12, 2.098",
    "15, 2.110",
    "20, 2.126"
  })
  void constant_isThatOfTheTable(int looks, double constant) {
    assertThat(new Looks(looks).constant()).isCloseTo(constant, within(6e-4));
  }

  @Test
  void boundsOfTwelveLooks_areStrictAtFirst() {
    Looks monthly = new Looks(12);

    assertThat(monthly.bound(1.0 / 12)).isCloseTo(7.27, within(0.01));
    assertThat(monthly.bound(3.0 / 12)).isCloseTo(4.20, within(0.01));
    assertThat(monthly.bound(1)).isCloseTo(2.10, within(0.01));
    assertThat(monthly.bound(2)).isEqualTo(monthly.bound(1));
  }

  @Test
  void beforeTheFirstLook_nothingIsSeen() {
    assertThat(new Looks(12).bound(0.08)).isInfinite();
    assertThat(Looks.ONE.bound(0.99)).isInfinite();
  }

  @Test
  void anyTime_isTheLimitOfManyLooks() {
    assertThat(Looks.ANY.constant()).isCloseTo(2.2414, within(1e-4));
    assertThat(new Looks(Looks.MOST).constant()).isLessThan(Looks.ANY.constant());
  }

  @Test
  void noEffect_alarmsInAtMostOneOfTwenty_howeverOftenOneLooks() {
    SplittableRandom random = new SplittableRandom(7);
    int runs = 4_000;
    int steps = 360;
    int any = 0;
    int naive = 0;
    for (int run = 0; run < runs; run++) {
      double walk = 0;
      boolean alarm = false;
      boolean naiveAlarm = false;
      for (int day = 1; day <= steps; day++) {
        walk += random.nextGaussian();
        double z = Math.abs(walk) / Math.sqrt(day);
        alarm |= z >= Looks.ANY.bound((double) day / steps);
        naiveAlarm |= day % 30 == 0 && z > 1.96;
      }
      any += alarm ? 1 : 0;
      naive += naiveAlarm ? 1 : 0;
    }
    double error = Math.sqrt(0.05 * 0.95 / runs);
    assertThat((double) any / runs).isLessThan(0.05 + 2 * error).isGreaterThan(0.03);
    assertThat((double) naive / runs).isGreaterThan(0.17); // what the bounds are for
  }

  @Test
  void impossibleNumberOrTime_isRefused() {
    assertThatThrownBy(() -> new Looks(-1)).hasMessage("looks are not in [0, 52]: -1");
    assertThatThrownBy(() -> Looks.ANY.bound(Double.NaN))
        .hasMessage("fraction is not above 0: NaN");
  }
}
