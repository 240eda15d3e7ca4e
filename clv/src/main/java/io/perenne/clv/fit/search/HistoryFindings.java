// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit.search;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.history.HistoryCells;
import java.util.ArrayList;
import java.util.List;

/** What makes a base of histories hard to learn from, whatever the model. */
public final class HistoryFindings {

  private static final double FEW_REPEATERS = 0.03;

  private HistoryFindings() {}

  /** Returns what is noticed, most important first; empty if nothing is. */
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
          Finding.of(
              Finding.Kind.HARDLY_ANY_REPEATERS,
              "finding.hardly-any-repeaters",
              100 * share,
              cells.maxFrequency()));
    }
    double gap = activeDays / cells.transactions();
    if (oldest < 4 * gap) {
      findings.add(Finding.of(Finding.Kind.SHORT_HISTORY, "finding.short-history", oldest, gap));
    }
    if (oldest - youngest < gap) {
      findings.add(Finding.of(Finding.Kind.SAME_AGE, "finding.same-age", oldest - youngest, gap));
    }
    return findings;
  }
}
