// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SpendModelTest {
  private static final SpendModel WITHOUT_MEAN =
      GammaGamma.of(Map.of("p", 0.1, "q", 0.8, "v", 10.0));

  @Test
  void finiteTransactionValue_populationWithoutMean_isTheCustomersOwnMean() {
    assertThat(WITHOUT_MEAN.expectedTransactionValue(0, 0)).isInfinite();
    assertThat(WITHOUT_MEAN.finiteTransactionValue(2, 30)).isEqualTo(15);
    assertThat(WITHOUT_MEAN.finiteTransactionValue(0, 0)).isZero();
  }

  @Test
  void finiteTransactionValue_populationWithMean_isTheExpectedOne() {
    SpendModel usual = GammaGamma.of(Map.of("p", 6.25, "q", 3.74, "v", 15.44));

    assertThat(usual.finiteTransactionValue(2, 30))
        .isEqualTo(usual.expectedTransactionValue(2, 30));
    assertThat(usual.finiteTransactionValue(0, 0)).isEqualTo(usual.expectedTransactionValue(0, 0));
  }
}
