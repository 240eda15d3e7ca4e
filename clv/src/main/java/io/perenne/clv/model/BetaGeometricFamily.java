// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.HistoryCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
  public Problem problem(HistoryCells cells, FitOptions options) {
    List<Coordinate> coordinates =
        List.of(
            Coordinate.positive("r", 1),
            Coordinate.positive("alpha", cells.meanAge()),
            Coordinate.positive("a", 1),
            Coordinate.positive("b", 1));
    PurchaseMoments guess = PurchaseMoments.of(cells);
    List<double[]> starts =
        List.of(
            new double[] {guess.r(), guess.alpha(), 1, 3},
            new double[] {guess.r(), guess.alpha(), 4, 3},
            new double[] {guess.r(), guess.alpha(), 0.25, 3});
    Penalty penalty =
        options.priors()
            ? Penalty.none()
                .withNormal(R, -0.7, 1.5)
                .withNormal(ALPHA, 0, 1.5)
                .withNormalDifference(A, B, -1, 1.5)
                .withNormalLogSum(A, B, 1, 1.2)
            : Penalty.none();
    return new Problem(
        coordinates,
        starts,
        penalty,
        Stages.of(cells, some -> new BetaGeometricLikelihood(some, coins, options.parallel())));
  }

  @Override
  public List<Finding> findings(Fitter.Peak peak, HistoryCells cells) {
    List<Finding> findings = new ArrayList<>();
    double[] p = peak.parameters();
    double dropout = p[A] / (p[A] + p[B]);
    if (!RateFindings.addNoDropout(peak, cells, "a", findings) && p[A] + p[B] > 50) {
      findings.add(
          new Finding(
              Finding.Kind.SAME_DROPOUT,
              String.format(
                  Locale.ROOT,
                  "All customers seem to share one dropout probability per purchase, %.3g; only"
                      + " this mean is determined, not a and b.",
                  dropout)));
    }
    RateFindings.addSameRate(p[R], p[ALPHA], findings);
    return findings;
  }
}
