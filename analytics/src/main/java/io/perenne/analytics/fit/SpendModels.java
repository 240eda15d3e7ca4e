// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.CovariateGroups;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.spend.CovariateSpend;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.SpendModel;
import java.util.Optional;

/** Fits spend and makes models of what was kept. */
public final class SpendModels {
  private SpendModels() {}

  /**
   * Fits Gamma-Gamma: to single values where every value has a logarithm, to means where free
   * purchases count.
   */
  static FittedSpend fit(PurchaseLog log, int until, SpendBasis basis, FitOptions options) {
    SpendCells cells = log.spend(until, basis);
    ModelFit<GammaGamma> fit =
        basis.isPaid()
            ? GammaGamma.fitTransactions(cells, options)
            : GammaGamma.fitMeans(cells, options);
    return FittedSpend.of(fit, fit.model(), cells, basis);
  }

  /** Does the same with the covariates of the log. */
  static ModelFit<CovariateSpend> fitCovariates(
      PurchaseLog log, int until, SpendBasis basis, FitOptions options) {
    CovariateGroups<SpendCells> groups = log.spendGroups(until, basis);
    return basis.isPaid()
        ? GammaGamma.fitTransactions(groups, options)
        : GammaGamma.fitMeans(groups, options);
  }

  /** Returns the Gamma-Gamma model, absent if only an average could be had. */
  public static Optional<GammaGamma> gammaGamma(FittedSpend spend) {
    return spend.parameters().isEmpty()
        ? Optional.empty()
        : Optional.of(GammaGamma.of(spend.parameters()));
  }

  /** Returns the model, whichever it is. */
  public static SpendModel of(FittedSpend spend) {
    return gammaGamma(spend).<SpendModel>map(m -> m).orElse(average(spend.meanValue()));
  }

  static AverageSpend average(double meanValue) {
    return new AverageSpend(meanValue);
  }
}
