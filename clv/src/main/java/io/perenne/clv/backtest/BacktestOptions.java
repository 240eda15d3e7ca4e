// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.Holiday;
import io.perenne.clv.history.SpendBasis;
import java.util.List;

/**
 * How to backtest.
 *
 * @param models the models to compare, by name; see {@link ModelVariant} for what may be added
 * @param origins how many cuts, at least 1; fewer are made if the history is too short
 * @param horizonDays how far ahead is foretold, at least 1; cuts are this far apart
 * @param fit how to fit
 * @param spend which purchases tell what a customer spends
 * @param seed of the random order of ties
 * @param holidays days of their own in the seasons of models that have one
 */
public record BacktestOptions(
    List<String> models,
    int origins,
    int horizonDays,
    FitOptions fit,
    SpendBasis spend,
    long seed,
    List<Holiday> holidays) {

  /** Checks the numbers and copies the lists. */
  public BacktestOptions {
    models = List.copyOf(models);
    holidays = List.copyOf(holidays);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models is empty");
    }
    if (origins < 1) {
      throw new IllegalArgumentException("origins is not >= 1: " + origins);
    }
    if (horizonDays < 1) {
      throw new IllegalArgumentException("horizonDays is not >= 1: " + horizonDays);
    }
  }

  /** Creates options without holidays. */
  public BacktestOptions(
      List<String> models,
      int origins,
      int horizonDays,
      FitOptions fit,
      SpendBasis spend,
      long seed) {
    this(models, origins, horizonDays, fit, spend, seed, List.of());
  }
}
