// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.pipeline.BaseSummary;
import io.perenne.analytics.pipeline.SegmentTable;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.segment.Calibration;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.SpendIndependence;
import io.perenne.clv.value.ResidualValuation;
import io.perenne.clv.words.Message;
import java.util.Optional;

/**
 * A customer base valued and segmented as of a date.
 *
 * @param segments the result
 * @param base the base as a whole
 * @param valuation how the future was valued
 * @param reason why not a better way; empty if it is the model asked for
 * @param selection why the model was chosen, if a backtest was to choose
 * @param purchases the fit of purchases, if a model was asked for
 * @param spend the fit of spend, if a model was asked for
 * @param independence whether who buys often spends otherwise, if spend was fitted
 * @param calibration the thresholds and where they come from
 * @param margin what part of money is margin
 */
record Assessment(
    SegmentTable segments,
    BaseSummary base,
    ResidualValuation valuation,
    Optional<Message> reason,
    Optional<Message> selection,
    Optional<ModelFit<TransactionModel>> purchases,
    Optional<ModelFit<GammaGamma>> spend,
    Optional<SpendIndependence> independence,
    Calibration calibration,
    MarginRate margin) {}
