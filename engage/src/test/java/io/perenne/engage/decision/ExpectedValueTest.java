// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ExpectedValueTest {
  private static ExpectedValue value(double probability, double cost, Action.Terms terms) {
    Action action = People.action("a", cost, terms);
    return ExpectedValue.of(
        People.prospects(probability), new Candidate(action, action.treatments().get(0)));
  }

  @Test
  void value_isTheFormula() {
    // by hand: m = 40, M = 60 / 0.5 = 120, p0 = 0.2, u = 0.05, d = 8, kappa = 0.25, c = 0.5
    // 0.05 * 40 - 0.25 * 8 + 0.25 * 0.05 * 120 - 0.5 = 2 - 2 + 1.5 - 0.5
    assertThat(value(0.2, 0.5, People.terms(8, 0.25)).at(0.05)).isCloseTo(1.0, within(1e-12));
  }

  @Test
  void uplift_cannotRaiseAProbabilityAboveOne() {
    ExpectedValue value = value(0.9, 0, People.terms(0, 0));
    assertThat(value.at(0.5)).isEqualTo(value.at(0.1)).isCloseTo(4, within(1e-12));
    assertThat(value.at(-2)).isCloseTo(-0.9 * 40, within(1e-12));
  }

  @Property
  void actionWithoutUplift_isNeverWorthMoreThanNothing(
      @ForAll @DoubleRange(min = 0, max = 1) double probability,
      @ForAll @DoubleRange(min = 0, max = 1000) double discount,
      @ForAll @DoubleRange(min = 0, max = 1000) double cost,
      @ForAll @DoubleRange(min = 0, max = 1) double carryOver) {
    assertThat(value(probability, cost, People.terms(discount, carryOver)).at(0)).isNotPositive();
  }

  @Property
  void error_isThatOfTheUpliftTimesWhatItBrings(
      @ForAll @DoubleRange(min = 0.1, max = 0.9) double probability,
      @ForAll @DoubleRange(min = 0, max = 60) double discount) {
    ExpectedValue value = value(probability, 1, People.terms(discount, 0));
    assertThat(Math.abs(value.at(0.03) - value.at(0.02)))
        .isCloseTo(value.error(0.01), within(1e-9));
  }
}
