// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.fit.search.Coordinate;
import io.perenne.clv.fit.search.CovariateEffects;
import io.perenne.clv.fit.search.CovariateProblem;
import io.perenne.clv.fit.search.Diagnosis;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.fit.search.Penalty;
import io.perenne.clv.history.CovariateGroups;
import io.perenne.clv.history.SpendCells;
import java.util.ArrayList;
import java.util.List;

/** How a Gamma-Gamma model is fitted and how it degenerates. */
final class GammaGammaFit {

  private static final int P = 0;
  private static final int Q = 1;
  private static final int V = 2;

  /** Shapes above this mean a spread below a percent. */
  private static final double UNIFORM = 1e4;

  private GammaGammaFit() {}

  static ModelFit<GammaGamma> of(
      SpendCells cells, GammaGammaLikelihood.Level level, FitOptions options) {
    if (cells.customers() < options.minimumCustomers()
        || cells.purchases() < Math.max(1, options.minimumPurchases())) {
      return ModelFit.failed(
          cells.customers(),
          cells.size(),
          options.priors(),
          Finding.of(
              Finding.Kind.TOO_LITTLE_DATA,
              "finding.too-little-data.spend",
              cells.customers(),
              cells.purchases()));
    }
    if (level == GammaGammaLikelihood.Level.TRANSACTION && UniformSpend.isUniform(cells)) {
      return ModelFit.failed(
          cells.customers(), cells.size(), options.priors(), UniformSpend.finding(cells));
    }
    Fitter.Peak peak = Fitter.maximize(problem(cells, level, options));
    return peak.report(
        p -> GammaGamma.of(p[P], p[Q], p[V]),
        cells.customers(),
        cells.size(),
        options.priors(),
        () -> {
          List<Finding> findings = findings(peak.parameters());
          Diagnosis.addOptimum(peak, GammaGamma.NAMES, findings);
          return findings;
        });
  }

  /** Fits to groups, starting from the fit that knows nothing of the groups. */
  static ModelFit<CovariateSpend> of(
      CovariateGroups<SpendCells> groups, GammaGammaLikelihood.Level level, FitOptions options) {
    SpendCells pooled = CovariateGroups.pooledSpend(groups);
    ModelFit<GammaGamma> plain = of(pooled, level, options);
    if (plain.model().isEmpty()) {
      return plain.failure();
    }
    var covariates =
        new CovariateProblem<>(
            groups, SpendCells::customers, CovariateEffects.onSpend(GammaGamma.NAMES), options);
    Fitter.Peak peak =
        Fitter.maximize(
            covariates.of(
                problem(pooled, level, options),
                NamedParameters.inOrder(
                    GammaGamma.NAME, GammaGamma.NAMES, plain.model().get().parameters()),
                List.of(groups),
                cells -> new GammaGammaLikelihood(cells, level, false)));
    return peak.report(
        p -> model(p, covariates, groups.names()),
        pooled.customers(),
        groups.groups().stream().mapToInt(group -> group.cells().size()).sum(),
        options.priors(),
        () -> {
          List<Finding> findings = findings(peak.parameters());
          findings.addAll(covariates.findings());
          Diagnosis.addOptimum(peak, covariates.names(GammaGamma.NAMES), findings);
          return findings;
        });
  }

  private static CovariateSpend model(
      double[] p, CovariateProblem<SpendCells> covariates, List<String> names) {
    List<SpendCovariate> coefficients = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      coefficients.add(
          new SpendCovariate(names.get(c), covariates.mean(c), covariates.coefficient(p, 0, c)));
    }
    return new CovariateSpend(NamedParameters.of(GammaGamma.NAMES, p[P], p[Q], p[V]), coefficients);
  }

  private static FittingProblem problem(
      SpendCells cells, GammaGammaLikelihood.Level level, FitOptions options) {
    double mean = cells.meanValue();
    // with priors q stays above 1, where the population has a mean
    Coordinate q = new Coordinate("q", 1, options.priors() ? 1 : 0);
    List<Coordinate> coordinates =
        List.of(Coordinate.positive("p", 1), q, Coordinate.positive("v", mean));
    List<double[]> starts = List.of(start(3, 3, mean), start(12, 3, mean), start(0.75, 3, mean));
    Penalty penalty =
        options.priors()
            ? Penalty.none().withNormal(P, 1, 1).withNormal(Q, 0.7, 1).withNormal(V, 0, 1)
            : Penalty.none();
    FittingProblem.Stage exact = () -> new GammaGammaLikelihood(cells, level, options.parallel());
    return new FittingProblem(coordinates, starts, penalty, List.of(exact));
  }

  private static double[] start(double p, double q, double mean) {
    return new double[] {p, q, (q - 1) / p * mean};
  }

  private static List<Finding> findings(double[] p) {
    List<Finding> findings = new ArrayList<>();
    if (p[Q] <= 1) {
      findings.add(
          Finding.of(Finding.Kind.INFINITE_MEAN_SPEND, "finding.infinite-mean-spend", p[Q]));
    }
    if (p[P] > UNIFORM || p[Q] > UNIFORM) {
      findings.add(
          Finding.of(
              Finding.Kind.UNIFORM_SPEND,
              p[P] > UNIFORM
                  ? "finding.uniform-spend.purchases"
                  : "finding.uniform-spend.customers"));
    }
    return findings;
  }
}
