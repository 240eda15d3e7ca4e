// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

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
