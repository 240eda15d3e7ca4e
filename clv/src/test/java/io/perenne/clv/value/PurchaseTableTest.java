// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.model.BgNbd;
import io.perenne.clv.model.ModifiedBgNbd;
import io.perenne.clv.model.PoissonPurchases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PurchaseTableTest {

  static Stream<PoissonPurchases> models() {
    return Stream.of(
        ModifiedBgNbd.of(0.5248, 43.28, 0.8914, 1.6140),
        BgNbd.of(0.2426, 30.9, 0.7929, 2.4259),
        BgNbd.of(1.2, 90, 1e-5, 0.8),
        ModifiedBgNbd.of(12, 300, 40, 160),
        BgNbd.of(0.05, 0.5, 0.3, 0.4));
  }

  /** The table promises a relative error below 1e-11; checked off the nodes, out to 25 years. */
  @ParameterizedTest
  @MethodSource("models")
  void purchases_equalTheModel(PoissonPurchases model) {
    for (double[] horizon : new double[][] {{365, 2.6e-4}, {90, 0}, {1826, 1e-3}}) {
      PurchaseTable table = new PurchaseTable(model, 0, horizon[1], horizon[0]);
      for (int x : new int[] {0, 1, 2, 7, 40, 300, 511, 700}) {
        for (double age = 0; age < 9000; age = age * 1.37 + 1) {
          double expected = model.discountedTransactionsIfAlive(x, age, horizon[1], horizon[0]);
          assertThat(Math.abs(table.purchases(x, age) / expected - 1))
              .as("%s x=%s T=%s", model, x, age)
              .isLessThan(1e-11);
        }
      }
    }
  }
}
