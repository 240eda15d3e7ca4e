// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit;

import io.perenne.clv.history.HistoryCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What makes a base of histories hard to learn from, whatever the model. */
public final class HistoryFindings {

  private static final double FEW_REPEATERS = 0.03;

  private HistoryFindings() {}

  public static List<Finding> of(HistoryCells cells) {
    List<Finding> findings = new ArrayList<>();
    double repeaters = 0;
    double oldest = 0;
    double youngest = Double.POSITIVE_INFINITY;
    double activeDays = 0;
    for (int i = 0; i < cells.size(); i++) {
      repeaters += cells.frequency(i) > 0 ? cells.weight(i) : 0;
      activeDays += cells.weight(i) * cells.recency(i);
      oldest = Math.max(oldest, cells.age(i));
      youngest = Math.min(youngest, cells.age(i));
    }
    double share = repeaters / cells.customers();
    if (share < FEW_REPEATERS || cells.maxFrequency() < 2) {
      findings.add(
          new Finding(
              Finding.Kind.HARDLY_ANY_REPEATERS,
              String.format(
                  Locale.ROOT,
                  "Only %.1f %% of the customers have bought again, %d times at most: dropout and"
                      + " purchase rates are hard to tell apart.",
                  100 * share,
                  cells.maxFrequency())));
    }
    double gap = activeDays / cells.transactions();
    if (oldest < 4 * gap) {
      findings.add(
          new Finding(
              Finding.Kind.SHORT_HISTORY,
              String.format(
                  Locale.ROOT,
                  "The history is short: %.0f days for purchases about %.0f days apart. A longer"
                      + " interval would help.",
                  oldest,
                  gap)));
    }
    if (oldest - youngest < gap) {
      findings.add(
          new Finding(
              Finding.Kind.SAME_AGE,
              String.format(
                  Locale.ROOT,
                  "All customers were acquired within %.0f days, less than the %.0f days between two"
                      + " purchases: what comes of age and what of a season cannot be told apart.",
                  oldest - youngest,
                  gap)));
    }
    return findings;
  }
}
