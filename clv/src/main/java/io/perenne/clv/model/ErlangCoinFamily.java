// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.history.HistoryCells;
import java.util.ArrayList;
import java.util.List;

/** BG/CNBD-k and MBG/CNBD-k of one k: how they are fitted. */
final class ErlangCoinFamily implements ModelFamily {

  private final int k;
  private final int coins;

  private ErlangCoinFamily(int k, int coins) {
    this.k = k;
    this.coins = coins;
  }

  static ErlangCoinFamily bgCnbd(int k) {
    return new ErlangCoinFamily(k, 0);
  }

  static ErlangCoinFamily modifiedBgCnbd(int k) {
    return new ErlangCoinFamily(k, 1);
  }

  @Override
  public String name() {
    return (coins == 0 ? BgCnbd.NAME : ModifiedBgCnbd.NAME) + "-" + k;
  }

  @Override
  public List<String> parameterNames() {
    return BetaGeometricModel.NAMES;
  }

  @Override
  public TransactionModel model(double[] p) {
    return coins == 0
        ? BgCnbd.of(k, p[0], p[1], p[2], p[3])
        : ModifiedBgCnbd.of(k, p[0], p[1], p[2], p[3]);
  }

  @Override
  public FittingProblem problem(HistoryCells cells, FitOptions options) {
    return CoinProblem.of(
        cells, options, k, some -> new ErlangCoinLikelihood(some, k, coins, options.parallel()));
  }

  /** The limit without dropout is not NBD for k above 1, so only k = 1 can be compared with it. */
  @Override
  public List<Finding> findings(Fitter.Peak peak, HistoryCells cells) {
    if (k == 1) {
      return CoinProblem.findings(peak, cells);
    }
    List<Finding> findings = new ArrayList<>();
    double[] p = peak.parameters();
    RateFindings.addSameDropoutProbability(p[2], p[3], findings);
    RateFindings.addSameRate(p[0], p[1], findings);
    return findings;
  }
}
