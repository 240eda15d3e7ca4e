// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.contract.BetaDiscreteWeibull;
import org.junit.jupiter.api.Test;

/** The formulas of the handbooks, against sums written out. */
class SimpleFormulasTest {

  @Test
  void classic_ofTheHandbooks_is600() {
    ClassicValue value = new ClassicValue(50, 4, 3);
    assertThat(value.revenue()).isEqualTo(600);
    assertThat(value.profit(0.3, 40)).isCloseTo(140, within(1e-12));
  }

  @Test
  void constantRetention_isTheSumOverItsPayments() {
    ConstantRetention contract = new ConstantRetention(100, 0.8, 0.1);
    double atRisk = 0;
    double growing = 0;
    for (int t = 1; t < 500; t++) {
      double survived = Math.pow(0.8 / 1.1, t);
      atRisk += 100 * survived;
      growing += 100 * survived * Math.pow(1.05, t - 1);
    }
    assertThat(contract.valueBeforeRenewal()).isCloseTo(atRisk, within(1e-9));
    assertThat(contract.valueWithPaymentNow()).isCloseTo(100 + atRisk, within(1e-9));
    assertThat(contract.valueWithGrowth(0.05)).isCloseTo(growing, within(1e-9));
    assertThat(contract.valueWithGrowth(0)).isEqualTo(contract.valueBeforeRenewal());
    assertThat(contract.expectedPeriods()).isCloseTo(5, within(1e-12));
  }

  /** With the aggregate rate it understates: those who stay are those who stay. */
  @Test
  void constantRetention_ofAMixedBase_understatesTheSurvivors() {
    var model = BetaDiscreteWeibull.shiftedBetaGeometric(.668088, 3.806095);
    double first = model.retention(1);
    assertThat(new ConstantRetention(1, first, 0.1).valueWithPaymentNow())
        .isLessThan(0.9 * model.discountedExpectedLifetime(0.1));
  }

  @Test
  void badArguments_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConstantRetention(1, 1, 0))
        .withMessage("the value is infinite: retention is 1 and discount is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConstantRetention(1, 1.2, 0.1))
        .withMessage("retention not in [0, 1]: 1.2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConstantRetention(1, 0.9, 0.1).valueWithGrowth(0.3))
        .withMessage("the value is infinite: growth 0.3 outpaces discount and attrition");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassicValue(50, Double.NaN, 3))
        .withMessage("purchasesPerYear is not finite and >= 0: NaN");
  }
}
