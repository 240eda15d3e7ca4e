// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.words.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twelve months of a wholesaler: the likelihood of the coin models runs to "nobody ever stops". */
class OnlineRetailFitTest {

  @ParameterizedTest
  @CsvSource({"bg-nbd, true", "bg-nbd, false", "mbg-nbd, true", "mbg-nbd, false"})
  void fit_withoutDropoutInTheData_saysSoAndPredicts(String name, boolean priors) {
    HistoryCells cells = OnlineRetail.cells();
    FitOptions options = FitOptions.withDefaults();

    ModelFit<TransactionModel> fit =
        TransactionModels.fit(name, cells, priors ? options : options.withoutPriors());

    assertThat(fit.status()).isEqualTo(FitStatus.BOUNDARY);
    assertThat(fit.findings().get(0).kind()).isEqualTo(Finding.Kind.NO_DROPOUT_SEEN);
    assertThat(fit.diagnosis(Language.EN)).startsWith("No dropout seen: a goes to 0");
    assertThat(fit.standardErrors().values())
        .allSatisfy(e -> assertThat(e).isFinite().isPositive());
    TransactionModel model = fit.model().orElseThrow();
    for (int cell = 0; cell < cells.size(); cell += 7) {
      PurchaseHistory history = cells.history(cell);
      assertThat(model.probabilityAlive(history)).isBetween(0.0, 1.0);
      assertThat(model.conditionalExpectedTransactions(history, 365)).isBetween(0.0, 400.0);
    }
  }

  /** The model of which the others say it would do as well. */
  @Test
  void nbd_isAsLikelyAsTheCoinModels() {
    FitOptions plain = FitOptions.withDefaults().withoutPriors();
    HistoryCells cells = OnlineRetail.cells();
    double nbd = TransactionModels.fit("nbd", cells, plain).logLikelihood();
    double bg = TransactionModels.fit("bg-nbd", cells, plain).logLikelihood();
    assertThat(bg - nbd).isBetween(-1e-6, 1.35);
  }
}
