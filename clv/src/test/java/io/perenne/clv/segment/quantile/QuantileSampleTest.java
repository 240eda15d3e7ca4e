// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.quantile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuantileSampleTest {

  @Test
  void width_ofAlikeNumbers_isThatOfTheCustomers() {
    QuantileSample sample = new QuantileSample(1_000);
    NumberTaker taker = sample.open();
    for (int customer = 1; customer <= 100; customer++) {
      for (int i = 0; i < 4; i++) {
        taker.add(customer);
      }
      taker.endCustomer();
    }

    assertThat(sample.end()).isTrue();
    // 90 customers have 4 - 3.6 too many and 10 have 3.6 too few: 90 * 0.4^2 + 10 * 3.6^2 = 12^2
    assertThat(sample.width(0.9)).isCloseTo(8 * 12 + 8, within(1e-9));
  }

  @Test
  void width_ofOneNumberEach_isBinomial() {
    QuantileSample sample = new QuantileSample(1_000);
    NumberTaker taker = sample.open();
    for (int customer = 1; customer <= 400; customer++) {
      taker.add(customer);
      taker.endCustomer();
    }

    assertThat(sample.end()).isTrue();
    // sqrt(400 * 0.9 * 0.1) = 6
    assertThat(sample.width(0.9)).isCloseTo(8 * 6 + 8, within(1e-9));
  }

  @Test
  void end_ofMoreThanCanBeHeld_saysSo() {
    QuantileSample sample = new QuantileSample(100);
    NumberTaker one = sample.open();
    NumberTaker other = sample.open();
    for (int i = 1; i <= 60; i++) {
      one.add(i);
      other.add(i);
    }

    assertThat(sample.end()).isFalse();
  }
}
