// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistoryCellsTest {

  @Test
  void build_equalHistories_areOneCellInCanonicalOrder() {
    HistoryCells cells =
        HistoryCells.builder()
            .add(2, 30, 90, 5.0, 1)
            .add(0, 0, 400, 7)
            .add(2, 30, 90, 6.0, 3)
            .add(0, 0, 12)
            .build();

    assertThat(cells.size()).isEqualTo(3);
    assertThat(cells.age(0)).isEqualTo(12);
    assertThat(cells.weight(1)).isEqualTo(7);
    assertThat(cells.history(2)).isEqualTo(new PurchaseHistory(2, 30, 90, 5.75));
    assertThat(cells.weight(2)).isEqualTo(4);
    assertThat(cells.customers()).isEqualTo(12);
    assertThat(cells.transactions()).isEqualTo(8);
    assertThat(cells.maxFrequency()).isEqualTo(2);
  }

  @Test
  void build_gapsApart_keepsRegularCustomersFromOthers() {
    HistoryCells cells =
        HistoryCells.builder()
            .keepLogGapsApart()
            .add(2, 30, 90, 5.0, 1)
            .add(2, 30, 90, 6.0, 3)
            .build();
    assertThat(cells.size()).isEqualTo(2);
  }

  @Test
  void coarse_carriesMeansAndTotals() {
    HistoryCells cells =
        HistoryCells.builder().add(1, 10, 100).add(1, 12, 103, 2).add(1, 40, 101).build();
    HistoryCells coarse = cells.coarse(7 * 5);
    assertThat(coarse.size()).isEqualTo(2);
    assertThat(coarse.customers()).isEqualTo(4);
    assertThat(coarse.meanAge()).isCloseTo(cells.meanAge(), within(1e-12));
    assertThat(coarse.age(1)).isEqualTo(102.0);
    assertThat(coarse.recency(1)).isCloseTo(34 / 3.0, within(1e-12));
  }

  @Test
  void coarse_keepsFrequenciesAndBinsApart() {
    HistoryCells.Builder builder = HistoryCells.builder();
    SplittableRandom random = new SplittableRandom(1);
    for (int day = 1; day < 700; day++) {
      builder.add(1, 1 + random.nextInt(day), day).add(2, 1 + random.nextInt(day), day);
    }
    HistoryCells cells = builder.build();
    HistoryCells coarse = cells.coarse(50);

    // every bin of t_x up to that of T, 14 bins of T, two frequencies
    assertThat(coarse.size()).isBetween(2 * 14, 14 * 15);
    assertThat(coarse.customers()).isEqualTo(cells.customers());
    assertThat(coarse.transactions()).isEqualTo(cells.transactions());
    assertThat(coarse.meanAge()).isCloseTo(cells.meanAge(), within(1e-9));
    for (int i = 1; i < coarse.size(); i++) {
      boolean apart =
          coarse.frequency(i) != coarse.frequency(i - 1)
              || (int) (coarse.age(i) / 50) != (int) (coarse.age(i - 1) / 50)
              || (int) (coarse.recency(i) / 50) != (int) (coarse.recency(i - 1) / 50);
      assertThat(apart).as("cell %d", i).isTrue();
    }
  }

  @Test
  void withoutRecency_mergesEqualAges() {
    HistoryCells cells =
        HistoryCells.builder().add(1, 3, 9).add(1, 6, 9, 2).add(1, 3, 8).add(2, 3, 9).build();
    HistoryCells merged = cells.withoutRecency();

    assertThat(merged.size()).isEqualTo(3);
    assertThat(merged.age(1)).isEqualTo(9);
    assertThat(merged.recency(1)).isEqualTo(5);
    assertThat(merged.weight(1)).isEqualTo(3);
  }

  @Test
  void add_impossibleHistories_areNamed() {
    HistoryCells.Builder cells = HistoryCells.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cells.add(1, 5, Double.NaN))
        .withMessage("recency not in [0, age]: recency=5.0, age=NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cells.add(1, 0, 9))
        .withMessageContaining("recency must be 0 exactly when there is no repeat purchase");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cells.add(0, 0, 9, -1))
        .withMessage("customers is not finite and > 0: -1.0");
  }

  @Test
  void purchase_updatesInPlaceOfARecount() {
    PurchaseHistory h =
        PurchaseHistory.justAcquired().withPurchaseAt(10).withPurchaseAt(25).observedUntil(60);
    assertThat(h).isEqualTo(new PurchaseHistory(2, 25, 60, Math.log(10) + Math.log(15)));
    assertThat(h.timeSinceLastPurchase()).isEqualTo(35);
    assertThatIllegalArgumentException().isThrownBy(() -> h.withPurchaseAt(59));
  }

  @Test
  void spend_cellsIgnoreCustomersWithoutValues() {
    SpendCells cells =
        SpendCells.builder().add(0, 0, 0).add(2, 30, 5).add(2, 30, 5.5).add(1, 10, 2.3).build();
    assertThat(cells.size()).isEqualTo(2);
    assertThat(cells.customers()).isEqualTo(3);
    assertThat(cells.meanValue()).isCloseTo(14, within(1e-12));
    assertThat(cells.sumLog(1)).isEqualTo(5.25);
    assertThat(SpendHistory.none().withPurchaseOf(20).sum()).isEqualTo(20);
  }
}
