// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Covariate;
import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.fit.search.CovariateEffects;
import io.perenne.clv.fit.search.CovariateProblem;
import io.perenne.clv.fit.search.Diagnosis;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.history.CovariateGroups;
import io.perenne.clv.history.HistoryCells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Fits a family to a base in groups, starting from the fit that knows nothing of the groups. */
final class CovariateFit {

  /** Below this many cells everything is done on the exact ones. */
  private static final int WORTH_COARSENING = 500;

  private final ModelFamily family;
  private final CovariateGroups<HistoryCells> groups;
  private final FitOptions options;

  private CovariateFit(
      ModelFamily family, CovariateGroups<HistoryCells> groups, FitOptions options) {
    this.family = family;
    this.groups = groups;
    this.options = options;
  }

  /**
   * Fits.
   *
   * @param pooled the cells of all groups
   * @param plain the fit of the family to them, which has a model
   */
  static ModelFit<CovariateModel> of(
      ModelFamily family,
      HistoryCells pooled,
      ModelFit<TransactionModel> plain,
      CovariateGroups<HistoryCells> groups,
      FitOptions options) {
    return new CovariateFit(family, groups, options).fit(pooled, plain);
  }

  private ModelFit<CovariateModel> fit(HistoryCells pooled, ModelFit<TransactionModel> plain) {
    TransactionModel start = plain.model().orElseThrow();
    List<String> names = family.parameterNames();
    CovariateEffects effects = CovariateEffects.onPurchases(names);
    var covariates = new CovariateProblem<>(groups, HistoryCells::customers, effects, options);
    List<CovariateGroups<HistoryCells>> views = new ArrayList<>();
    if (pooled.size() > WORTH_COARSENING) {
      views.add(groups.map(cells -> cells.coarse(pooled.meanAge() / 52, family.logGapWidth())));
    }
    views.add(groups);
    FitOptions oneThread = options.sequential();
    FittingProblem problem =
        covariates.of(
            family.problem(pooled, options),
            inside(NamedParameters.inOrder(family.name(), names, start.parameters()), pooled),
            views,
            cells -> exact(family.problem(cells, oneThread)));
    Fitter.Peak peak = Fitter.maximize(problem);
    int cells = groups.groups().stream().mapToInt(group -> group.cells().size()).sum();
    return peak.report(
        optimum -> model(optimum, covariates, effects),
        pooled.customers(),
        cells,
        options.priors(),
        () -> {
          List<Finding> findings = new ArrayList<>();
          plain.findings().stream().filter(CovariateFit::ofTheData).forEach(findings::add);
          findings.addAll(covariates.findings());
          Diagnosis.addOptimum(peak, covariates.names(names), findings);
          return findings;
        });
  }

  /** A weight of 0, whose logarithm no search can leave, starts at less than one customer. */
  static double[] inside(double[] start, HistoryCells pooled) {
    return Arrays.stream(start).map(p -> p > 0 ? p : 0.5 / pooled.customers()).toArray();
  }

  private static LogLikelihood exact(FittingProblem problem) {
    return problem.stages().get(problem.stages().size() - 1).likelihood();
  }

  /** What the plain fit noticed of the data, not of its own optimum. */
  static boolean ofTheData(Finding finding) {
    Set<Finding.Kind> ofTheOptimum =
        Set.of(Finding.Kind.RIDGE, Finding.Kind.BOUNDARY, Finding.Kind.NOT_CONVERGED);
    return !ofTheOptimum.contains(finding.kind());
  }

  private CovariateModel model(
      double[] optimum, CovariateProblem<HistoryCells> fitted, CovariateEffects effects) {
    boolean dropout = effects.list().size() > 1;
    List<Covariate> covariates = new ArrayList<>();
    for (int c = 0; c < groups.names().size(); c++) {
      covariates.add(
          new Covariate(
              groups.names().get(c),
              fitted.mean(c),
              fitted.coefficient(optimum, 0, c),
              dropout ? fitted.coefficient(optimum, 1, c) : 0));
    }
    TransactionModel average = family.model(Arrays.copyOf(optimum, effects.parameters()));
    return new CovariateModel(family.name(), average.parameters(), covariates);
  }
}
