// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PurchaseLogTest {

  private static PurchaseLog log() {
    return PurchaseLog.builder()
        .add(new int[] {15}, new double[] {3}, 1)
        .add(new int[] {10, 12, 20}, new double[] {5, 0, 7}, 3)
        .build();
  }

  @Test
  void customers_comeInTheOrderOfTheirFirstDay() {
    PurchaseLog log = log();

    assertThat(log.firstDay(0)).isEqualTo(10);
    assertThat(log.firstDay(1)).isEqualTo(15);
    assertThat(log.lastDay()).isEqualTo(20);
    assertThat(log.customersUntil(9)).isZero();
    assertThat(log.customersUntil(10)).isEqualTo(1);
    assertThat(log.customersUntil(15)).isEqualTo(2);
  }

  @Test
  void build_givesTheSameLogForEveryOrderOfArrival() {
    int[] same = {10, 11};
    PurchaseLog.Builder forth = PurchaseLog.builder();
    PurchaseLog.Builder back = PurchaseLog.builder();
    for (int i = 0; i < 50; i++) {
      forth.add(same, new double[] {1, 1 + i}, 2);
      back.add(same, new double[] {1, 50 - i}, 2);
    }
    PurchaseLog a = forth.build();
    PurchaseLog b = back.build();

    for (int p = 0; p < a.purchases(); p++) {
      assertThat(a.day(p)).isEqualTo(b.day(p));
      assertThat(a.value(p)).isEqualTo(b.value(p));
    }
  }

  @Test
  void histories_knowOnlyWhatHappenedUntilTheDay() {
    HistoryCells cells = log().histories(14);

    assertThat(cells.customers()).isEqualTo(1);
    assertThat(cells.frequency(0)).isEqualTo(1);
    assertThat(cells.recency(0)).isEqualTo(2);
    assertThat(cells.age(0)).isEqualTo(4);
    assertThat(cells.logGapSum(0)).isCloseTo(Math.log(2), within(1e-15));
  }

  @Test
  void spend_countsWhatTheBasisSays() {
    PurchaseLog log = log();

    SpendHistory paid = log.spend(0, 20, SpendBasis.PAID);
    assertThat(paid.count()).isEqualTo(2);
    assertThat(paid.sum()).isEqualTo(12);
    assertThat(paid.sumLog()).isCloseTo(Math.log(35), within(1e-14));
    SpendHistory repeat = log.spend(0, 20, SpendBasis.REPEAT);
    assertThat(repeat.count()).isEqualTo(2);
    assertThat(repeat.sum()).isEqualTo(7);
    assertThat(log.spend(0, 12, SpendBasis.REPEAT)).isEqualTo(SpendHistory.none());
  }

  @Test
  void sample_keepsWhatWasKnownOfSomeCustomers() {
    PurchaseLog.Builder builder = PurchaseLog.builder();
    for (int i = 0; i < 100; i++) {
      builder.add(new int[] {i, 200}, new double[] {1, 2}, 2);
    }
    PurchaseLog sample = builder.build().sample(99, 10);

    assertThat(sample.customers()).isEqualTo(10);
    assertThat(sample.purchases()).isEqualTo(10);
    assertThat(sample.firstDay(9)).isEqualTo(90);
    assertThat(log().sample(20, 10).purchases()).isEqualTo(4);
  }

  @Test
  void add_refusesWhatCannotBe() {
    assertThatThrownBy(() -> PurchaseLog.builder().add(new int[] {3, 3}, new double[2], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("days do not rise: 3, then 3");
    assertThatThrownBy(() -> PurchaseLog.builder().add(new int[] {3}, new double[] {Double.NaN}, 1))
        .hasMessage("value is not finite and >= 0: NaN");
  }
}
