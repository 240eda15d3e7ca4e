// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.control.ArmBalance.Moments;
import io.perenne.clv.control.ArmBalance.Verdict;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArmBalanceTest {
  @Test
  void difference_isInDeviationsWithinAnArm() {
    ArmBalance balance = new ArmBalance(new Moments(50, 12, 9), new Moments(450, 9, 27));

    assertThat(balance.difference()).isCloseTo(3 / Math.sqrt(18), within(1e-12));
  }

  @Test
  void verdict_tellsChanceFromMore() {
    assertThat(arms(10_000, 0.09).verdict()).isEqualTo(Verdict.BALANCED);
    assertThat(arms(20, 0.3).verdict()).isEqualTo(Verdict.CHANCE);
    assertThat(arms(10_000, 0.3).verdict()).isEqualTo(Verdict.UNBALANCED);
  }

  /** SciPy: 2 * stats.t.sf(t, 78) with t = 1 / sqrt(9.025641025641026 * (1 / 30 + 1 / 50)). */
  @Test
  void probability_isThatOfStudent() {
    ArmBalance arms = new ArmBalance(new Moments(30, 3, 4), new Moments(50, 2, 12));

    assertThat(arms.probability()).isCloseTo(0.1534959333195923, within(1e-9));
    assertThat(new ArmBalance(new Moments(30, 1, 4), new Moments(30, 1, 4)).probability())
        .isCloseTo(1, within(1e-12));
    assertThat(new ArmBalance(new Moments(5, 22, 4), new Moments(46, 5, 4)).verdict())
        .as("of five customers nothing is said")
        .isEqualTo(Verdict.CHANCE);
  }

  /** Ten thousand differences, where two would pass the level if means were normal. */
  @Test
  void armsDrawnAtRandom_areHardlyEverCalledDifferent() {
    SplittableRandom random = new SplittableRandom(7);
    int alarms = 0;
    for (int table = 0; table < 200; table++) {
      for (int i = 0; i < 50; i++) {
        ArmBalance arms = new ArmBalance(drawn(random, 5 + i), drawn(random, 9 * (5 + i)));
        alarms += arms.verdict() == Verdict.UNBALANCED ? 1 : 0;
      }
    }
    assertThat(alarms).isLessThanOrEqualTo(8);
  }

  /** Money, as skewed as money is. */
  private static Moments drawn(SplittableRandom random, int customers) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < customers; i++) {
      double value = -Math.log1p(-random.nextDouble());
      sum += value;
      squares += value * value;
    }
    double mean = sum / customers;
    return new Moments(customers, mean, (squares - customers * mean * mean) / (customers - 1));
  }

  private static ArmBalance arms(long customers, double off) {
    return new ArmBalance(new Moments(customers, off, 1), new Moments(customers * 9, 0, 1));
  }

  @Test
  void armWithNobody_isUnknown() {
    assertThat(
            new ArmBalance(new Moments(0, Double.NaN, Double.NaN), new Moments(9, 1, 1)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void customersAllAlike_areBalanced() {
    assertThat(new ArmBalance(new Moments(5, 2, 0), new Moments(9, 2, 0)).verdict())
        .isEqualTo(Verdict.BALANCED);
  }
}
