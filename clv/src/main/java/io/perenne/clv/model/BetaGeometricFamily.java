// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.history.HistoryCells;
import java.util.List;

/** BG/NBD and MBG/NBD: how they are fitted and how they degenerate. */
final class BetaGeometricFamily implements ModelFamily {

  private static final int R = 0;
  private static final int ALPHA = 1;
  private static final int A = 2;
  private static final int B = 3;

  private final int coins;

  private BetaGeometricFamily(int coins) {
    this.coins = coins;
  }

  static BetaGeometricFamily bgNbd() {
    return new BetaGeometricFamily(0);
  }

  static BetaGeometricFamily modifiedBgNbd() {
    return new BetaGeometricFamily(1);
  }

  @Override
  public String name() {
    return coins == 0 ? BgNbd.NAME : ModifiedBgNbd.NAME;
  }

  @Override
  public List<String> parameterNames() {
    return BetaGeometricModel.NAMES;
  }

  @Override
  public TransactionModel model(double[] p) {
    return coins == 0
        ? BgNbd.of(p[R], p[ALPHA], p[A], p[B])
        : ModifiedBgNbd.of(p[R], p[ALPHA], p[A], p[B]);
  }

  @Override
  public FittingProblem problem(HistoryCells cells, FitOptions options) {
    return CoinProblem.of(
        cells, options, 1, some -> new BetaGeometricLikelihood(some, coins, options.parallel()));
  }

  @Override
  public List<Finding> findings(Fitter.Peak peak, HistoryCells cells) {
    return CoinProblem.findings(peak, cells);
  }
}
