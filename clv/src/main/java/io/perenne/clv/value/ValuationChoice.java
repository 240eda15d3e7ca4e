// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.SpendModel;

/**
 * The best valuation the data allow, in the order model, run rate, historic only, and why it is not
 * a better one.
 *
 * @param valuation the valuation
 * @param reason a sentence; empty when the model is used as asked
 */
public record ValuationChoice(ResidualValuation valuation, String reason) {

  /**
   * Chooses for fits that may have failed.
   *
   * @param purchases the fit of purchases to {@code histories}
   * @param spend the fit of spend to {@code values}
   */
  public static ValuationChoice of(
      ModelFit<TransactionModel> purchases,
      HistoryCells histories,
      ModelFit<GammaGamma> spend,
      SpendCells values,
      Horizon horizon) {
    SpendModel spendModel =
        spend.model().<SpendModel>map(m -> m).orElse(new AverageSpend(values.meanValue()));
    String spendReason =
        spend.model().isPresent()
            ? ""
            : spend.diagnosis() + " The average of past purchases stands in.";
    if (purchases.model().isPresent()) {
      ResidualValuation byModel = ModelValuation.of(purchases.model().get(), spendModel, horizon);
      return new ValuationChoice(byModel, spendReason);
    }
    if (histories.transactions() > 0 && histories.meanAge() > 0) {
      return new ValuationChoice(
          RunRateValuation.of(histories, spendModel, horizon),
          purchases.diagnosis() + " Each customer's run rate stands in.");
    }
    return new ValuationChoice(
        new HistoricValuation(horizon),
        purchases.diagnosis() + " Nobody has bought twice, so only past value counts.");
  }
}
