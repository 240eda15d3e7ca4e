// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.control.Arm;
import io.perenne.clv.control.ArmSample;
import io.perenne.clv.control.Lift;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RomiTest {
  private static final double MORE = 8;
  private static final double RATE = 0.4;
  private static final int CUSTOMERS = 1_000;

  /** A shop whose customers in target, three of four, spend 8 more than they would have. */
  private static Lift lift(SplittableRandom random) {
    ArmSample.Builder sample = new ArmSample.Builder(0);
    for (int i = 0; i < CUSTOMERS; i++) {
      boolean target = i % 4 != 0;
      double money = random.nextDouble() < 0.4 ? 25 * Math.exp(0.6 * random.nextGaussian()) : 0;
      sample.add(1, target ? Arm.TARGET : Arm.CONTROL, money + (target ? MORE : 0));
    }
    return Lift.of(sample.build(), 1.96, 1).orElseThrow();
  }

  @Test
  void returnOfAKnownLift_isWithinItsIntervalAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(4);
    double cost = 1_500;
    double truth = (MORE * RATE * 0.75 * CUSTOMERS - cost) / cost;
    int runs = 200;
    int held = 0;
    for (int run = 0; run < runs; run++) {
      Romi romi = Romi.of(lift(random), RATE, cost);
      held += romi.lowValue() <= truth && truth <= romi.highValue() ? 1 : 0;
    }

    assertThat((double) held / runs).isGreaterThanOrEqualTo(0.93);
  }

  @Test
  void returnIsZero_whereTheGainIsTheCost() {
    Lift lift = lift(new SplittableRandom(5));
    Romi even = Romi.of(lift, RATE, RATE * lift.total());

    assertThat(even.value()).isCloseTo(0, within(1e-12));
    assertThat(even.verdict()).isEqualTo(Romi.Verdict.NOT_YET);
    assertThat(Romi.of(lift, RATE, RATE * lift.totalLow() / 2).verdict())
        .isEqualTo(Romi.Verdict.PAYS);
    assertThat(Romi.of(lift, RATE, RATE * lift.totalHigh() * 2).verdict())
        .isEqualTo(Romi.Verdict.LOSES);
  }

  @Test
  void costOrMarginThatIsNone_isRefused() {
    Lift lift = lift(new SplittableRandom(6));

    assertThatThrownBy(() -> Romi.of(lift, RATE, 0))
        .hasMessage("cost is not finite and above 0: 0.0");
    assertThatThrownBy(() -> Romi.of(lift, Double.NaN, 10))
        .hasMessage("margin rate is not in (0, 1]: NaN");
  }
}
