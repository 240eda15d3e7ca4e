// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
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
  void groups_areApartByCovariates_whateverTheOrderOfArrival() {
    List<List<Double>> patterns = List.of(List.of(2.0), List.of(1.0));
    int[][] days = {{10, 12, 20}, {15}, {10, 12, 20}};
    double[] values = {5, 1, 7};
    PurchaseLog.Builder forth = PurchaseLog.builder().withCovariates(List.of("web"), patterns);
    PurchaseLog.Builder back = PurchaseLog.builder().withCovariates(List.of("web"), patterns);
    for (int i = 0; i < 3; i++) {
      forth.add(days[i], values, days[i].length, i % 2);
      back.add(days[2 - i], values, days[2 - i].length, i % 2);
    }
    PurchaseLog log = forth.build();

    CovariateGroups<HistoryCells> groups = log.historyGroups(20);

    assertThat(log.covariates()).containsExactly("web");
    assertThat(log.covariates(2)).containsExactly(1.0);
    assertThat(back.build().covariates(2)).containsExactly(1.0);
    assertThat(groups.groups()).hasSize(2);
    assertThat(groups.groups().get(0).cells().customers()).isEqualTo(1);
    assertThat(groups.groups().get(1).cells().transactions()).isEqualTo(4);
    assertThat(groups.mean(0, HistoryCells::customers)).isCloseTo(5.0 / 3, within(1e-15));
    assertThat(log.spendGroups(20, SpendBasis.PAID).groups().get(1).cells().purchases())
        .isEqualTo(6);
    assertThat(log.sample(20, 2).historyGroups(12).groups().get(0).values()).containsExactly(2.0);
    assertThat(CovariateGroups.pooled(groups).customers()).isEqualTo(3);
  }

  @Test
  void groups_withoutCovariates_areOne() {
    assertThat(log().historyGroups(20).groups()).hasSize(1);
    assertThat(log().covariates()).isEmpty();
  }

  @Test
  void withCovariates_refusesWhatCannotBe() {
    PurchaseLog.Builder builder =
        PurchaseLog.builder().withCovariates(List.of("web"), List.of(List.of(1.0)));
    assertThatThrownBy(() -> builder.add(new int[] {3}, new double[1], 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no such pattern: 1");
    builder.add(new int[] {3}, new double[1], 1);
    assertThatThrownBy(() -> builder.withCovariates(List.of(), List.of()))
        .isInstanceOf(IllegalStateException.class);
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
