// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.period;

import io.perenne.analytics.score.HorizonOption;
import java.nio.file.Path;

/**
 * What to score with a model that counts periods.
 *
 * @param input the contracts or customers
 * @param horizon how far ahead expectations go
 * @param interval the probability of the intervals, within (0, 1)
 * @param out the file to write, CSV or Parquet as its name ends
 */
public record PeriodScoreRequest(
    PeriodInput input, HorizonOption horizon, double interval, Path out) {

  /** Checks the interval. */
  public PeriodScoreRequest {
    if (!(interval > 0 && interval < 1)) {
      throw new IllegalArgumentException("interval not in (0, 1): " + interval);
    }
  }
}
