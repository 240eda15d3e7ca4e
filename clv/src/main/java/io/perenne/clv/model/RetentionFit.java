// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.CohortSurvival;
import java.util.ArrayList;
import java.util.List;

/**
 * How sBG and BdW are fitted: the sum of lost(t) ln(S(t - 1) - S(t)) + left ln S(T) over cohorts.
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
          new Finding(
              Finding.Kind.TOO_LITTLE_DATA,
              "Too little data for a retention model: some customers must have left, over at least "
                  + dimension
                  + " periods."));
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

  private Problem problem(FitOptions options) {
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
    return new Problem(coordinates, starts, penalty, List.of(() -> this));
  }

  private double[] start(double alpha, double beta, double c) {
    return dimension == 3 ? new double[] {alpha, beta, c} : new double[] {alpha, beta};
  }

  @Override
  public Derivatives at(double[] p) {
    Derivatives sum = Derivatives.zero(dimension);
    for (CohortSurvival cohort : cohorts) {
      List<Integer> n = cohort.customers();
      Derivatives before = survival(p, 0);
      for (int t = 1; t <= cohort.periods(); t++) {
        Derivatives after = survival(p, t);
        int lost = n.get(t - 1) - n.get(t);
        if (lost > 0) {
          sum = sum.plus(logOf(difference(before, after), lost));
        }
        before = after;
      }
      int left = n.get(cohort.periods());
      if (left > 0) {
        sum = sum.plus(logOf(before, left));
      }
    }
    return sum;
  }

  /** S(t) with its derivatives, by those of its logarithm. */
  private Derivatives survival(double[] p, int t) {
    double c = dimension == 3 ? p[C] : 1;
    double power = t == 0 ? 0 : Math.pow(t, c);
    double b = p[BETA] + power;
    double ab = p[ALPHA] + b;
    double s = Math.exp(Gammas.logBeta(p[ALPHA], b) - Gammas.logBeta(p[ALPHA], p[BETA]));
    double[] g = new double[dimension];
    double[][] h = new double[dimension][dimension];
    double total = p[ALPHA] + p[BETA];
    g[ALPHA] = Gammas.digamma(total) - Gammas.digamma(ab);
    g[BETA] =
        Gammas.digamma(b) - Gammas.digamma(ab) - Gammas.digamma(p[BETA]) + Gammas.digamma(total);
    h[ALPHA][ALPHA] = Gammas.trigamma(total) - Gammas.trigamma(ab);
    h[ALPHA][BETA] = h[ALPHA][ALPHA];
    h[BETA][BETA] =
        Gammas.trigamma(b)
            - Gammas.trigamma(ab)
            - Gammas.trigamma(p[BETA])
            + Gammas.trigamma(total);
    if (dimension == 3 && t > 0) {
      double perC = power * Math.log(t);
      double byPower = Gammas.digamma(b) - Gammas.digamma(ab);
      double byPower2 = Gammas.trigamma(b) - Gammas.trigamma(ab);
      g[C] = byPower * perC;
      h[ALPHA][C] = -Gammas.trigamma(ab) * perC;
      h[BETA][C] = byPower2 * perC;
      h[C][C] = byPower2 * perC * perC + byPower * perC * Math.log(t);
    }
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        h[i][j] = s * (h[j][i] + g[i] * g[j]);
      }
    }
    for (int i = 0; i < dimension; i++) {
      for (int j = i + 1; j < dimension; j++) {
        h[i][j] = h[j][i];
      }
    }
    for (int i = 0; i < dimension; i++) {
      g[i] *= s;
    }
    return new Derivatives(s, g, h);
  }

  private static Derivatives difference(Derivatives left, Derivatives right) {
    int n = left.gradient().length;
    double[] g = new double[n];
    double[][] h = new double[n][n];
    for (int i = 0; i < n; i++) {
      g[i] = left.gradient()[i] - right.gradient()[i];
      for (int j = 0; j < n; j++) {
        h[i][j] = left.hessian()[i][j] - right.hessian()[i][j];
      }
    }
    return new Derivatives(left.value() - right.value(), g, h);
  }

  /** Weight times the logarithm of a function. */
  private static Derivatives logOf(Derivatives f, double weight) {
    int n = f.gradient().length;
    double[] g = new double[n];
    double[][] h = new double[n][n];
    for (int i = 0; i < n; i++) {
      g[i] = weight * f.gradient()[i] / f.value();
      for (int j = 0; j < n; j++) {
        h[i][j] =
            weight
                * (f.hessian()[i][j] / f.value()
                    - f.gradient()[i] * f.gradient()[j] / (f.value() * f.value()));
      }
    }
    return new Derivatives(weight * Math.log(f.value()), g, h);
  }
}
