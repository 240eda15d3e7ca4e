// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.history.HistoryCells;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** From coarse to exact cells: two coarser stages where they are worth their making. */
final class Stages {

  /** Below this many cells everything is done on the exact ones. */
  private static final int WORTH_COARSENING = 500;

  private Stages() {}

  static List<FittingProblem.Stage> of(
      HistoryCells cells, Function<HistoryCells, LogLikelihood> likelihood) {
    return of(cells, Double.POSITIVE_INFINITY, likelihood);
  }

  /** Returns stages that keep log gap sums apart that differ by more than a width. */
  static List<FittingProblem.Stage> of(
      HistoryCells cells, double logGapWidth, Function<HistoryCells, LogLikelihood> likelihood) {
    List<FittingProblem.Stage> stages = new ArrayList<>();
    if (cells.size() > WORTH_COARSENING) {
      // about four and one weeks for customers who are a year old on average
      HistoryCells fine = cells.coarse(cells.meanAge() / 52, logGapWidth);
      stages.add(() -> likelihood.apply(fine.coarse(cells.meanAge() / 13, 2 * logGapWidth)));
      stages.add(() -> likelihood.apply(fine));
    }
    stages.add(() -> likelihood.apply(cells));
    return stages;
  }
}
