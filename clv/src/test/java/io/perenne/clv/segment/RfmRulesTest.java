// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RfmRulesTest {
  private static final Quintiles TO_HUNDRED = new Quintiles(20, 40, 60, 80);

  @Test
  void code_countsTheCutsBeaten() {
    RfmRules rules = new RfmRules(TO_HUNDRED, TO_HUNDRED, TO_HUNDRED);

    assertThat(rules.code(0, 100, 100)).isEqualTo(555);
    assertThat(rules.code(100, 0, 0)).isEqualTo(111);
    assertThat(rules.code(30, 50, 10)).isEqualTo(431);
  }

  @Test
  void code_onACutFallsToTheLowerDigit() {
    RfmRules rules = new RfmRules(TO_HUNDRED, TO_HUNDRED, TO_HUNDRED);

    assertThat(rules.code(20, 80, 80.01)).isEqualTo(445);
  }

  @Test
  void code_whereMostAreEqualLeavesDigitsUnused() {
    // 70 % bought once: three cuts are 1
    Quintiles once = Quintiles.of(new double[] {1, 1, 1, 1, 1, 1, 1, 2, 3, 9});
    RfmRules rules = new RfmRules(TO_HUNDRED, once, TO_HUNDRED);

    assertThat(rules.code(0, 1, 0)).isEqualTo(511);
    assertThat(rules.code(0, 2, 0)).isEqualTo(541);
    assertThat(rules.code(0, 3, 0)).isEqualTo(551);
  }

  @Test
  void new_cutsOutOfOrderAreRefused() {
    assertThatThrownBy(() -> new Quintiles(2, 1, 3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cuts are not in order: 2.0, 1.0, 3.0, 4.0");
    assertThatThrownBy(() -> new Quintiles(1, 2, 3, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
