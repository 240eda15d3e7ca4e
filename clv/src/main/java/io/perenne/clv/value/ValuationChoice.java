// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.SpendModel;
import io.perenne.clv.words.Message;
import java.util.Optional;
import java.util.function.Function;

/**
 * The best valuation the data allow, in the order model, run rate, historic only, and why it is not
 * a better one.
 *
 * @param valuation the valuation
 * @param reason what stands in for what, and why; empty when the model is used as asked
 */
public record ValuationChoice(ResidualValuation valuation, Optional<Message> reason) {

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
    if (purchases.model().isPresent()) {
      TransactionModel model = purchases.model().get();
      return of(spendModel -> ModelValuation.of(model, spendModel, horizon), spend, values);
    }
    SpendModel spendModel = spendModel(spend, values);
    if (histories.transactions() > 0 && histories.meanAge() > 0) {
      return new ValuationChoice(
          RunRateValuation.of(histories, spendModel, horizon),
          Optional.of(reason(purchases, "valuation.run-rate")));
    }
    return new ValuationChoice(
        new HistoricValuation(horizon), Optional.of(reason(purchases, "valuation.historic-only")));
  }

  /**
   * Chooses the spend of a valuation whose models of purchases are known.
   *
   * @param purchases makes the valuation for a model of spend
   * @param spend the fit of spend to {@code values}
   */
  public static ValuationChoice of(
      Function<SpendModel, ResidualValuation> purchases,
      ModelFit<GammaGamma> spend,
      SpendCells values) {
    return new ValuationChoice(
        purchases.apply(spendModel(spend, values)),
        spend.model().isPresent()
            ? Optional.empty()
            : Optional.of(reason(spend, "valuation.average-spend")));
  }

  private static SpendModel spendModel(ModelFit<GammaGamma> spend, SpendCells values) {
    return spend.model().<SpendModel>map(m -> m).orElse(new AverageSpend(values.meanValue()));
  }

  private static Message reason(ModelFit<?> failed, String key) {
    Message standIn = Message.of(key);
    return failed.diagnosis().map(why -> why.then(standIn)).orElse(standIn);
  }
}
