// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.home.RunDocument;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a run knows of one customer: each value, and through the provenance the numbers
 * it was made from.
 *
 * @param run the run
 * @param values by column, in the order of the columns; an absent one is empty text
 */
public record CustomerRecord(RunDocument run, Map<String, String> values) {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  /** Copies the map and keeps its order. */
  public CustomerRecord {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Returns when the customer buys again; empty where the run has no model, the customer never
   * bought or is as good as gone.
   *
   * @param interval the probability of the interval, within (0, 1)
   */
  public Optional<NextPurchaseDate> next(double interval) {
    return new RunModels(run).next(this, interval);
  }

  /**
   * Returns the sum of the logarithms of the gaps between purchases, in the time of the run's
   * models; 0 where these read none.
   */
  double logGaps() {
    String text = values.getOrDefault("log_gaps", "");
    return text.isEmpty() ? 0 : Double.parseDouble(text);
  }

  /** Returns the epoch day of a moment. */
  int day(String column) {
    return Math.toIntExact(Math.floorDiv(number(column), MICROS_PER_DAY));
  }

  long number(String column) {
    String text = values.getOrDefault(column, "");
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }
}
