// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.contract;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.fit.search.Coordinate;
import io.perenne.clv.fit.search.Diagnosis;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.LogLikelihood;
import io.perenne.clv.fit.search.Penalty;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.SurvivalStep;
import java.util.ArrayList;
import java.util.List;

/**
 * How sBG and BdW are fitted: the sum of lost(t) ln(S(t - 1) - S(t)) + left ln S(T) over cohorts,
 * where ln(S(t - 1) - S(t)) = ln S(t - 1) + ln(1 - S(t) / S(t - 1)) and no two survivals are
 * subtracted.
 */
final class RetentionFit implements LogLikelihood {

  private static final int ALPHA = 0;
  private static final int BETA = 1;
  private static final int C = 2;

  private final List<CohortSurvival> cohorts;
  private final int dimension;

  RetentionFit(List<CohortSurvival> cohorts, int dimension) {
    this.cohorts = cohorts;
    this.dimension = dimension;
  }

  static ModelFit<BetaDiscreteWeibull> of(
      List<CohortSurvival> cohorts, boolean weibull, FitOptions options) {
    int dimension = weibull ? 3 : 2;
    double customers = 0;
    double lost = 0;
    int periods = 0;
    for (CohortSurvival cohort : cohorts) {
      customers += cohort.customers().get(0);
      lost += cohort.customers().get(0) - cohort.customers().get(cohort.periods());
      periods = Math.max(periods, cohort.periods());
    }
    if (customers < options.minimumCustomers() || lost < 1 || periods < dimension) {
      return ModelFit.failed(
          customers,
          cohorts.size(),
          options.priors(),
          Finding.of(Finding.Kind.TOO_LITTLE_DATA, "finding.too-little-data.retention", dimension));
    }
    RetentionFit likelihood = new RetentionFit(List.copyOf(cohorts), dimension);
    Fitter.Peak peak = Fitter.maximize(likelihood.problem(options));
    return peak.report(
        p -> BetaDiscreteWeibull.of(p[ALPHA], p[BETA], weibull ? p[C] : 1),
        customers,
        cohorts.size(),
        options.priors(),
        () -> Diagnosis.of(peak, BetaDiscreteWeibull.NAMES.subList(0, dimension)));
  }

  private FittingProblem problem(FitOptions options) {
    List<Coordinate> coordinates =
        BetaDiscreteWeibull.NAMES.subList(0, dimension).stream()
            .map(name -> Coordinate.positive(name, 1))
            .toList();
    List<double[]> starts = List.of(start(0.7, 2, 1), start(3, 10, 1), start(0.3, 0.5, 1));
    Penalty penalty = Penalty.none();
    if (options.priors()) {
      penalty =
          penalty.withNormalDifference(ALPHA, BETA, -1, 1.5).withNormalLogSum(ALPHA, BETA, 1, 1.2);
      penalty = dimension == 3 ? penalty.withNormal(C, 0, 0.5) : penalty;
    }
    return new FittingProblem(coordinates, starts, penalty, List.of(() -> this));
  }

  private double[] start(double alpha, double beta, double c) {
    return dimension == 3 ? new double[] {alpha, beta, c} : new double[] {alpha, beta};
  }

  @Override
  public Derivatives at(double[] p) {
    int longest = cohorts.stream().mapToInt(CohortSurvival::periods).max().orElseThrow();
    List<Derivatives> steps = new ArrayList<>();
    List<Derivatives> survivals = new ArrayList<>(List.of(Derivatives.zero(dimension)));
    for (int t = 1; t <= longest; t++) {
      Derivatives step = step(p, t);
      steps.add(step);
      survivals.add(survivals.get(t - 1).plus(step));
    }
    Derivatives sum = Derivatives.zero(dimension);
    for (CohortSurvival cohort : cohorts) {
      List<Integer> n = cohort.customers();
      for (int t = 1; t <= cohort.periods(); t++) {
        int lost = n.get(t - 1) - n.get(t);
        if (lost > 0) {
          sum =
              sum.plus(times(survivals.get(t - 1), lost))
                  .plus(times(logLost(steps.get(t - 1)), lost));
        }
      }
      int left = n.get(cohort.periods());
      if (left > 0) {
        sum = sum.plus(times(survivals.get(cohort.periods()), left));
      }
    }
    return sum;
  }

  private Derivatives step(double[] p, int t) {
    double c = dimension == 3 ? p[C] : 1;
    return new SurvivalStep(p[ALPHA], p[BETA], c, t - 1, t).derivatives(dimension);
  }

  /** ln(1 - e^u), what is lost in a step u of ln S, as a share of those before it. */
  private static Derivatives logLost(Derivatives u) {
    double lost = -Math.expm1(u.value());
    double first = 1 - 1 / lost;
    double second = first / lost;
    int n = u.gradient().length;
    double[] g = new double[n];
    double[][] h = new double[n][n];
    for (int i = 0; i < n; i++) {
      g[i] = first * u.gradient()[i];
      for (int j = 0; j < n; j++) {
        h[i][j] = first * u.hessian()[i][j] + second * u.gradient()[i] * u.gradient()[j];
      }
    }
    return new Derivatives(Math.log(lost), g, h);
  }

  private static Derivatives times(Derivatives f, double weight) {
    int n = f.gradient().length;
    double[] g = new double[n];
    double[][] h = new double[n][n];
    for (int i = 0; i < n; i++) {
      g[i] = weight * f.gradient()[i];
      for (int j = 0; j < n; j++) {
        h[i][j] = weight * f.hessian()[i][j];
      }
    }
    return new Derivatives(weight * f.value(), g, h);
  }
}
