// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.model.ModifiedBgCnbd;
import io.perenne.clv.model.ModifiedBgNbd;
import io.perenne.clv.model.ParetoNbd;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.words.Language;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResidualValuationTest {

  private static final GammaGamma SPEND = GammaGamma.of(6.25, 3.74, 15.44);
  private static final Horizon YEAR = Horizon.of(365, 0.10);

  static Stream<TransactionModel> models() {
    return Stream.of(
        ModifiedBgNbd.of(0.5248, 43.28, 0.8914, 1.6140),
        ParetoNbd.of(0.5533, 74, 0.6062, 81.7),
        ModifiedBgCnbd.of(2, 1.33, 20, 0.42, 0.79));
  }

  /** The table's promise of 1e-11 carries over to the value. */
  @ParameterizedTest
  @MethodSource("models")
  void residualValue_isSpendTimesDiscountedPurchases(TransactionModel model) {
    ResidualValuation valuation = ModelValuation.of(model, SPEND, YEAR);
    for (int x : new int[] {0, 1, 4, 30}) {
      for (double age = 0; age < 900; age += 71) {
        double recency = x == 0 ? 0 : Math.max(0.5, age * 0.7);
        var h = PurchaseHistory.of(x, recency, Math.max(age, recency));
        double purchases =
            model.discountedExpectedResidualTransactions(h, YEAR.dailyRate(), YEAR.days());
        double expected = purchases * SPEND.expectedTransactionValue(x + 1, 35.0 * (x + 1));
        assertThat(valuation.residualValue(x, recency, h.age(), x + 1, 35.0 * (x + 1)))
            .isCloseTo(expected, within(1e-9 * expected));
        assertThat(valuation.expectedPurchases(x, recency, h.age()))
            .isCloseTo(
                model.conditionalExpectedTransactions(h, 365), within(1e-9 * (1 + purchases)));
        assertThat(valuation.probabilityAlive(x, recency, h.age()))
            .hasValueCloseTo(model.probabilityAlive(h), within(1e-12));
      }
    }
  }

  /** Scoring must not depend on the batch: other rows, other order, other threads, same bits. */
  @ParameterizedTest
  @MethodSource("models")
  void residualValue_aloneOrInAnyBatch_sameBits(TransactionModel model) {
    ResidualValuation shared = ModelValuation.of(model, SPEND, YEAR);
    double[] together =
        IntStream.range(0, 4000).parallel().mapToDouble(i -> value(shared, 3999 - i)).toArray();
    for (int i = 0; i < 4000; i += 97) {
      double alone = value(ModelValuation.of(model, SPEND, YEAR), 3999 - i);
      assertThat(together[i]).isEqualTo(alone);
    }
  }

  private static double value(ResidualValuation valuation, int i) {
    int x = i % 9;
    double age = 1 + i % 700;
    double recency = x == 0 ? 0 : age * ((i % 13) + 1) / 14;
    return valuation.residualValue(x, recency, age, x + 1, 20 + i % 50);
  }

  /** The interest is per year here and per day inside; a peer applied it per week of data. */
  @Test
  void horizon_annualRate_isTakenPerDay() {
    assertThat(YEAR.dailyRate()).isCloseTo(Math.log(1.1) / 365.25, within(1e-18));
    assertThat(Horizon.of(365.25, 0.10).annuity() * Math.log(1.1) / 365.25)
        .isCloseTo(1 - 1 / 1.1, within(1e-12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Horizon(Double.POSITIVE_INFINITY, 0))
        .withMessage("an infinite horizon needs dailyRate > 0");
  }

  @Test
  void choice_tooLittleForAModel_isTheRunRate() {
    HistoryCells histories =
        HistoryCells.builder().add(0, 0, 200).add(2, 80, 150).add(0, 0, 90).build();
    SpendCells values = SpendCells.builder().add(1, 20, 3).add(3, 90, 10).build();
    FitOptions options = FitOptions.withDefaults();
    var choice =
        ValuationChoice.of(
            TransactionModels.fit("mbg-nbd", histories, options),
            histories,
            GammaGamma.fitTransactions(values, options),
            values,
            YEAR);

    assertThat(choice.valuation().name()).isEqualTo("run-rate");
    assertThat(choice.reason().orElseThrow().in(Language.EN))
        .isEqualTo(
            "Too little data for mbg-nbd: 3 customers with 2 repeat purchases; at least 10 and 5"
                + " are needed. Each customer's run rate stands in.");
    // mean rate 2 / 440; the customer's (2 + 1) / (150 + 220); mean value 30
    assertThat(choice.valuation().residualValue(2, 80, 150, 3, 90))
        .isCloseTo(3 / 370.0 * YEAR.annuity() * 30, within(1e-9));
    assertThat(choice.valuation().probabilityAlive(2, 80, 150)).isEmpty();
  }

  @Test
  void choice_nobodyBoughtTwice_isThePastOnly() {
    HistoryCells histories = HistoryCells.builder().add(0, 0, 200, 500).build();
    SpendCells values = SpendCells.builder().add(1, 20, 3, 500).build();
    FitOptions options = FitOptions.withDefaults();
    var choice =
        ValuationChoice.of(
            TransactionModels.fit("mbg-nbd", histories, options),
            histories,
            GammaGamma.fitTransactions(values, options),
            values,
            YEAR);

    assertThat(choice.valuation().name()).isEqualTo("historic-only");
    assertThat(choice.reason().orElseThrow().in(Language.EN))
        .endsWith("Nobody has bought twice, so only past value counts.");
    assertThat(choice.reason().orElseThrow().in(Language.ES))
        .contains("500 clientes con 0 recompras")
        .endsWith("Nadie ha comprado dos veces, así que solo cuenta el valor pasado.");
    assertThat(choice.valuation().residualValue(0, 0, 200, 1, 20)).isZero();
  }

  @Test
  void spendWithoutMean_fallsBackToTheCustomersOwn() {
    var valuation =
        ModelValuation.of(
            ModifiedBgNbd.of(0.5248, 43.28, 0.8914, 1.6140), GammaGamma.of(0.2, 0.5, 10), YEAR);
    assertThat(valuation.expectedTransactionValue(2, 50)).isEqualTo(25);
    assertThat(valuation.expectedTransactionValue(0, 0)).isZero();
    assertThat(new AverageSpend(12).expectedTransactionValue(0, 0)).isEqualTo(12);
  }
}
