// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Covariate;
import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.fit.search.Coordinate;
import io.perenne.clv.fit.search.Diagnosis;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.fit.search.Penalty;
import io.perenne.clv.history.DatedBase;
import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.history.HistoryCells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits a model moved by covariates that change, starting from the fit that knows nothing of them.
 */
final class DatedCovariateFit {

  /** More customers than this are first searched in a part of them. */
  private static final int WORTH_THINNING = 2000;

  private final ModelFamily family;
  private final DatedBase base;
  private final FitOptions options;
  private final double[] means;
  private final double[] deviations;
  private final int[] varying;

  private DatedCovariateFit(ModelFamily family, DatedBase base, FitOptions options) {
    this.family = family;
    this.base = base;
    this.options = options;
    int covariates = base.names().size();
    this.means = new double[covariates];
    this.deviations = new double[covariates];
    List<Integer> found = new ArrayList<>();
    for (int c = 0; c < covariates; c++) {
      means[c] = mean(c, 0, 1);
      deviations[c] = Math.sqrt(mean(c, means[c], 2));
      if (deviations[c] > 1e-9 * Math.abs(means[c])) {
        found.add(c);
      }
    }
    this.varying = found.stream().mapToInt(c -> c).toArray();
  }

  /**
   * Fits.
   *
   * @param plain the fit of the family without covariates, which has a model
   */
  static ModelFit<DatedCovariateModel> of(
      ModelFamily family, ModelFit<TransactionModel> plain, DatedBase base, FitOptions options) {
    if (!DatedCovariateModel.NAMES.contains(family.name())) {
      throw new IllegalArgumentException("no model with covariates that change: " + family.name());
    }
    return new DatedCovariateFit(family, base, options).fit(plain);
  }

  /** The mean of a power of the distance, over the days of customers after their first. */
  private double mean(int covariate, double from, int power) {
    double[] sum = {0};
    double days = 0;
    for (DatedHistory customer : base.customers()) {
      days += customer.until() - customer.firstDay();
      SeriesSpans.visit(
          customer.series(),
          customer.firstDay(),
          customer.until(),
          (period, after, until) ->
              sum[0] +=
                  (until - after)
                      * Math.pow(customer.series().value(period, covariate) - from, power));
    }
    return days > 0 ? sum[0] / days : 0;
  }

  private ModelFit<DatedCovariateModel> fit(ModelFit<TransactionModel> plain) {
    HistoryCells cells = base.histories();
    SeriesCustomers customers =
        SeriesCustomers.of(
            base, varying, Arrays.stream(varying).mapToDouble(c -> means[c]).toArray());
    FittingProblem problem = problem(plain, cells, customers);
    Fitter.Peak peak = Fitter.maximize(problem);
    return peak.report(
        this::model,
        base.customers().size(),
        cells.size(),
        options.priors(),
        () -> findings(plain, peak, problem));
  }

  private FittingProblem problem(
      ModelFit<TransactionModel> plain, HistoryCells cells, SeriesCustomers customers) {
    FittingProblem without = family.problem(cells, options);
    List<Coordinate> coordinates = new ArrayList<>(without.coordinates());
    Penalty penalty = without.penalty();
    for (String effect : List.of("purchases:", "dropout:")) {
      for (int c : varying) {
        if (options.priors()) {
          penalty = penalty.withNormal(coordinates.size(), 0, 1);
        }
        coordinates.add(Coordinate.free(effect + base.names().get(c), 1 / deviations[c]));
      }
    }
    double[] start =
        CovariateFit.inside(
            NamedParameters.inOrder(
                family.name(), family.parameterNames(), plain.model().orElseThrow().parameters()),
            cells);
    List<FittingProblem.Stage> stages = new ArrayList<>();
    int every = customers.histories().size() / (WORTH_THINNING / 2);
    if (customers.histories().size() > WORTH_THINNING) {
      stages.add(() -> likelihood(customers.thinned(every)));
    }
    stages.add(() -> likelihood(customers));
    return new FittingProblem(
        coordinates, List.of(Arrays.copyOf(start, coordinates.size())), penalty, stages);
  }

  private LogLikelihood likelihood(SeriesCustomers customers) {
    return family.name().equals(ParetoNbd.NAME)
        ? new ParetoSeriesLikelihood(customers, options.parallel())
        : new CoinSeriesLikelihood(customers, options.parallel());
  }

  private List<Finding> findings(
      ModelFit<TransactionModel> plain, Fitter.Peak peak, FittingProblem problem) {
    List<Finding> findings = new ArrayList<>();
    plain.findings().stream().filter(CovariateFit::ofTheData).forEach(findings::add);
    for (int c = 0; c < means.length; c++) {
      int covariate = c;
      if (Arrays.stream(varying).noneMatch(v -> v == covariate)) {
        findings.add(
            Finding.of(Finding.Kind.SAME_COVARIATE, "finding.same-covariate", base.names().get(c)));
      }
    }
    Diagnosis.addOptimum(
        peak, problem.coordinates().stream().map(Coordinate::name).toList(), findings);
    return findings;
  }

  private DatedCovariateModel model(double[] optimum) {
    int parameters = family.parameterNames().size();
    List<Covariate> covariates = new ArrayList<>();
    for (int c = 0; c < means.length; c++) {
      int place = Arrays.binarySearch(varying, c);
      covariates.add(
          new Covariate(
              base.names().get(c),
              means[c],
              place < 0 ? 0 : optimum[parameters + place],
              place < 0 ? 0 : optimum[parameters + varying.length + place]));
    }
    return new DatedCovariateModel(
        family.name(), family.model(Arrays.copyOf(optimum, parameters)).parameters(), covariates);
  }
}
