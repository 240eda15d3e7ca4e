// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.outlook.CommonShock;
import io.perenne.clv.outlook.Experience;
import io.perenne.clv.outlook.Outlook;
import io.perenne.clv.outlook.StateFactors;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.PriceLevel;
import io.perenne.clv.spend.SpendIndependence;
import io.perenne.clv.value.ResidualValuation;
import io.perenne.clv.words.Message;
import java.util.Optional;

/**
 * How the future is valued, and all that was fitted for it.
 *
 * @param valuation the valuation
 * @param reason why not a better one; empty if it is the model asked for
 * @param selection why it was chosen, if the run was to choose
 * @param purchases the fit of purchases, that of new customers where these have models of their
 *     own; empty if none was asked for
 * @param spend the fit of spend, if a model was asked for
 * @param independence whether who buys often spends otherwise, if spend was fitted
 * @param outlook the models, where there is more than {@code purchases}
 * @param prices the price level; absent if the history is too short to tell, or nobody asked
 * @param experience what forecasts of the past came to
 * @param states by how much customers in one state bring less, or more
 * @param shock what all customers have in common
 */
record Foresight(
    ResidualValuation valuation,
    Optional<Message> reason,
    Optional<Message> selection,
    Optional<ModelFit<TransactionModel>> purchases,
    Optional<ModelFit<GammaGamma>> spend,
    Optional<SpendIndependence> independence,
    Optional<Outlook> outlook,
    Optional<PriceLevel> prices,
    Experience experience,
    Optional<StateFactors.Applied> states,
    CommonShock shock) {

  /** Returns that only what was bought counts. */
  static Foresight none(ResidualValuation valuation) {
    return new Foresight(
        valuation,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Experience.none(),
        Optional.empty(),
        CommonShock.stated());
  }

  /** Returns the price level by which spend is brought to today. */
  PriceLevel priceLevel() {
    return prices.orElseGet(PriceLevel::constant);
  }
}
