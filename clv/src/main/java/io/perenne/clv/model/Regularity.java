// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import java.util.function.IntFunction;

/**
 * The choice of k, the regularity of purchases, by likelihood: k = 1, 2, 3, ... until it has fallen
 * twice. Likelihoods of different k compare because each includes the density of the gaps.
 */
final class Regularity {

  private static final int HIGHEST = 12;

  private Regularity() {}

  static ModelFit<TransactionModel> best(
      IntFunction<ModelFamily> families, HistoryCells cells, FitOptions options) {
    ModelFit<TransactionModel> best = FamilyFit.of(families.apply(1), cells, options);
    if (best.status() == FitStatus.FAILED) {
      return best;
    }
    if (!gapsKnown(cells)) {
      return best.with(Finding.of(Finding.Kind.GAPS_UNKNOWN, "finding.gaps-unknown"));
    }
    int falls = 0;
    for (int k = 2; k <= HIGHEST && falls < 2; k++) {
      ModelFit<TransactionModel> next = FamilyFit.of(families.apply(k), cells, options);
      if (next.model().isPresent() && next.logLikelihood() > best.logLikelihood()) {
        best = next;
        falls = 0;
      } else {
        falls++;
      }
    }
    return best;
  }

  /** Returns whether any log gap sum was given. */
  static boolean gapsKnown(HistoryCells cells) {
    for (int i = 0; i < cells.size(); i++) {
      if (cells.logGapSum(i) != 0) {
        return true;
      }
    }
    return false;
  }
}
