// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.control.ArmBalance.Moments;
import io.perenne.clv.control.ArmBalance.Verdict;
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
