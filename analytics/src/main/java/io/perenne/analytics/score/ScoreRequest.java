// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import io.perenne.analytics.fit.LastDay;
import io.perenne.analytics.pipeline.PurchaseInput;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to score.
 *
 * @param input the files; zero-price purchases must count as they did in the fit
 * @param lastDay the day as of which customers are scored
 * @param horizon how far ahead
 * @param interval the probability of the intervals, within (0, 1)
 * @param covariates a file with what else is known of customers; needed if the model knows some
 * @param out the file to write, CSV or Parquet as its name ends
 */
public record ScoreRequest(
    PurchaseInput input,
    LastDay lastDay,
    HorizonOption horizon,
    double interval,
    Optional<Path> covariates,
    Path out) {

  /** Checks the interval. */
  public ScoreRequest {
    if (!(interval > 0 && interval < 1)) {
      throw new IllegalArgumentException("interval not in (0, 1): " + interval);
    }
  }
}
