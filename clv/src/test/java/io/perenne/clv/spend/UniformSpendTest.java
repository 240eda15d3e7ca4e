// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.words.Language;
import org.junit.jupiter.api.Test;

class UniformSpendTest {

  private static SpendCells customers(double... prices) {
    SpendCells.Builder cells = SpendCells.builder();
    for (double price : prices) {
      for (int n = 1; n <= 30; n++) {
        cells.add(n, n * price, n * Math.log(price));
      }
    }
    return cells.build();
  }

  @Test
  void fit_hasNoDistributionForTicketsOfOnePrice() {
    ModelFit<GammaGamma> fit =
        GammaGamma.fitTransactions(customers(9.9), FitOptions.withDefaults());

    assertThat(fit.status()).isEqualTo(FitStatus.FAILED);
    assertThat(fit.findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.UNIFORM_SPEND);
    assertThat(fit.diagnosis(Language.EN))
        .contains("all have the same value")
        .contains("goes on paying that");
  }

  @Test
  void fit_hasNoneForSubscriptionsOfSeveralPrices() {
    ModelFit<GammaGamma> fit =
        GammaGamma.fitTransactions(
            customers(1, 4.99, 9.99, 19.99), FitOptions.withDefaults().withoutPriors());

    assertThat(fit.model()).isEmpty();
  }

  @Test
  void fit_findsASpreadOfAFewPercent() {
    SpendCells.Builder cells = SpendCells.builder();
    for (int i = 0; i < 200; i++) {
      double more = 10 * (1 + 0.02 * (i % 5));
      double less = 10 * (1 - 0.02 * (i % 3));
      cells.add(2, more + less, Math.log(more) + Math.log(less));
    }

    assertThat(GammaGamma.fitTransactions(cells.build(), FitOptions.withDefaults()).model())
        .isPresent();
  }

  @Test
  void averageSpend_saysThatEverybodyGoesOnPayingTheSame() {
    SpendCells cells = customers(1);
    AverageSpend spend = new AverageSpend(cells.meanValue());

    assertThat(spend.expectedTransactionValue(7, 7)).isEqualTo(1);
    assertThat(spend.expectedTransactionValue(0, 0)).isEqualTo(1);
  }
}
