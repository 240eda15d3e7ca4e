// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleRatioTest {
  private static SampleRatio of(long control, long target, double share) {
    return new SampleRatio(control, target, ControlShare.of(share));
  }

  /** The binomial summed up term by term. */
  private static double binomial(int n, double p, int from, int to) {
    double term = Math.pow(1 - p, n);
    double sum = 0;
    for (int k = 0; k <= to; k++) {
      sum += k >= from ? term : 0;
      term *= (double) (n - k) / (k + 1) * p / (1 - p);
    }
    return sum;
  }

  @Test
  void probabilityOfFewCustomers_isThatOfTheBinomial() {
    assertThat(of(3, 57, 0.1).probability()).isCloseTo(2 * binomial(60, 0.1, 0, 3), within(1e-12));
    assertThat(of(14, 46, 0.1).probability())
        .isCloseTo(2 * binomial(60, 0.1, 14, 60), within(1e-12));
  }

  @Test
  void probabilityOfMany_isThatOfChiSquare() {
    // chi-square 10.828 with one degree of freedom has a tail of 0.001
    double off = Math.sqrt(10.8276 * 100_000 * 0.1 * 0.9);
    SampleRatio ratio = of(10_000 + Math.round(off), 90_000 - Math.round(off), 0.1);

    assertThat(ratio.isExact()).isFalse();
    assertThat(ratio.probability()).isCloseTo(0.001, within(2e-5));
  }

  @Test
  void groupOfItsShare_isNoMismatch_andOneHalfAsLargeIs() {
    assertThat(of(437, 3935, 0.1).isMismatch()).isFalse();
    assertThat(of(437, 3935, 0.1).probability()).isGreaterThan(0.9);
    assertThat(of(218, 4154, 0.1).isMismatch()).isTrue();
  }

  @Test
  void nobody_isNoMismatch() {
    assertThat(of(0, 0, 0.1).probability()).isEqualTo(1);
    assertThat(of(0, 1, 0.1).isMismatch()).isFalse();
    assertThat(of(1, 0, 0.1).probability()).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void negativeCount_isRefused() {
    assertThatThrownBy(() -> of(-1, 5, 0.1)).isInstanceOf(IllegalArgumentException.class);
  }
}
