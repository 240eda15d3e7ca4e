// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.backtest;

import io.perenne.analytics.fit.LastDay;
import io.perenne.analytics.pipeline.PurchaseInput;
import io.perenne.analytics.score.HorizonOption;
import io.perenne.clv.history.Holiday;
import io.perenne.clv.words.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to backtest.
 *
 * @param input the files
 * @param lastDay the day up to which the files are complete
 * @param models the models to compare; empty for all
 * @param origins how many cuts
 * @param horizon how far ahead is foretold
 * @param priors whether weak priors steady small data
 * @param seed of the random order of ties
 * @param language the language in which the page opens
 * @param covariates a file with what else is known of customers, with which every model is compared
 *     too; absent if nothing is
 * @param season the holidays of a season, with which every model is compared too; absent if there
 *     is to be none
 * @param out the folder for the report
 */
public record BacktestRequest(
    PurchaseInput input,
    LastDay lastDay,
    List<String> models,
    int origins,
    HorizonOption horizon,
    boolean priors,
    long seed,
    Language language,
    Optional<Path> covariates,
    Optional<List<Holiday>> season,
    Path out) {

  /** Copies the list. */
  public BacktestRequest {
    models = List.copyOf(models);
  }
}
