// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.cohort;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.Penalty;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.model.ModelFamily;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.numeric.Eigen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * EM for theta_c ~ N(mu, Sigma): each cohort's likelihood is maximised with the common normal as
 * its prior, V_c is the inverse of the curvature there; then mu is the mean of the theta_c and
 * Sigma that of (theta_c - mu)(theta_c - mu)' + V_c.
 */
final class CohortShrinkage {

  private static final int MOST_ROUNDS = 500;

  /** Mean and spread that move by less than this, relative to the spread, have settled. */
  private static final double SETTLED = 1e-4;

  /** The variance of the logarithms that priors assume, for one cohort. */
  private static final double USUAL_VARIANCE = 0.04;

  private final ModelFamily family;
  private final FittingProblem common;
  private final List<HistoryCells> cells;
  private final List<FittingProblem> problems;
  private final FitOptions options;
  private final int dimension;
  private double[] mean;
  private double[][] spread;
  private final double[][] theta;
  private final double[][][] covariance;
  private boolean settled;

  CohortShrinkage(
      ModelFamily family,
      HistoryCells everybody,
      List<HistoryCells> cells,
      TransactionModel pooled,
      FitOptions options) {
    this.family = family;
    this.common = family.problem(everybody, options.withoutPriors());
    this.cells = cells;
    this.problems =
        cells.stream().map(some -> family.problem(some, options.withoutPriors())).toList();
    this.options = options;
    this.mean =
        common.theta(pooled.parameters().values().stream().mapToDouble(value -> value).toArray());
    this.dimension = mean.length;
    this.spread = diagonal(USUAL_VARIANCE);
    this.theta = new double[cells.size()][];
    this.covariance = new double[cells.size()][][];
    Arrays.fill(theta, mean);
  }

  private double[][] diagonal(double value) {
    double[][] diagonal = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      diagonal[i][i] = value;
    }
    return diagonal;
  }

  void run() {
    for (int round = 0; round < MOST_ROUNDS && !settled; round++) {
      estimateCohorts();
      double[] newMean = newMean();
      double[][] newSpread = newSpread(newMean);
      settled = near(newMean, newSpread);
      mean = newMean;
      spread = newSpread;
    }
    estimateCohorts();
  }

  private void estimateCohorts() {
    double[][] precision = inverse(spread);
    for (int c = 0; c < cells.size(); c++) {
      List<FittingProblem.Stage> stages = problems.get(c).stages();
      FittingProblem problem =
          new FittingProblem(
              common.coordinates(),
              List.of(common.parameters(theta[c])),
              Penalty.none().withNormal(mean, precision),
              stages.subList(stages.size() - 1, stages.size()));
      Fitter.Peak peak = Fitter.maximize(problem);
      theta[c] = peak.theta();
      covariance[c] = peak.covariance();
    }
  }

  private static double[][] inverse(double[][] matrix) {
    Eigen eigen = Eigen.of(matrix);
    return eigen.inverse(1e-9 * eigen.largest());
  }

  private double[] newMean() {
    double[] sum = new double[dimension];
    for (double[] one : theta) {
      for (int i = 0; i < dimension; i++) {
        sum[i] += one[i] / theta.length;
      }
    }
    return sum;
  }

  private double[][] newSpread(double[] around) {
    double assumed = options.priors() ? 1 : 0;
    double[][] sum = diagonal(assumed * USUAL_VARIANCE);
    for (int c = 0; c < theta.length; c++) {
      for (int i = 0; i < dimension; i++) {
        for (int j = 0; j < dimension; j++) {
          sum[i][j] += (theta[c][i] - around[i]) * (theta[c][j] - around[j]) + covariance[c][i][j];
        }
      }
    }
    return scaled(sum, 1 / (theta.length + assumed));
  }

  private static double[][] scaled(double[][] matrix, double factor) {
    for (double[] row : matrix) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= factor;
      }
    }
    return matrix;
  }

  private boolean near(double[] newMean, double[][] newSpread) {
    for (int i = 0; i < dimension; i++) {
      double scale = Math.sqrt(newSpread[i][i]);
      if (Math.abs(newMean[i] - mean[i]) > SETTLED * scale
          || Math.abs(newSpread[i][i] - spread[i][i]) > SETTLED * newSpread[i][i]) {
        return false;
      }
    }
    return true;
  }

  CohortEstimate cohort(int c) {
    return new CohortEstimate(
        model(theta[c]),
        rows(covariance[c]),
        cells.get(c).customers(),
        cells.get(c).transactions());
  }

  /** At mu; what cohorts differ by, and what is not known of mu. */
  CohortEstimate newCohort() {
    double[][] information = new double[dimension][dimension];
    double[][] precision = inverse(spread);
    for (double[][] one : covariance) {
      // Sigma^-1 - Sigma^-1 V Sigma^-1 = (Sigma + H^-1)^-1, what one cohort tells of mu
      double[][] lost = product(product(precision, one), precision);
      for (int i = 0; i < dimension; i++) {
        for (int j = 0; j < dimension; j++) {
          information[i][j] += precision[i][j] - lost[i][j];
        }
      }
    }
    double[][] sum = inverse(information);
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < dimension; j++) {
        sum[i][j] += spread[i][j];
      }
    }
    return new CohortEstimate(model(mean), rows(sum), 0, 0);
  }

  private static double[][] product(double[][] left, double[][] right) {
    int n = left.length;
    double[][] product = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          product[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return product;
  }

  private TransactionModel model(double[] at) {
    return family.model(common.parameters(at));
  }

  private static List<List<Double>> rows(double[][] matrix) {
    List<List<Double>> rows = new ArrayList<>();
    for (double[] row : matrix) {
      rows.add(Arrays.stream(row).boxed().toList());
    }
    return rows;
  }

  List<Finding> findings() {
    return settled
        ? List.of()
        : List.of(
            Finding.of(Finding.Kind.NOT_CONVERGED, "finding.not-converged.cohorts", MOST_ROUNDS));
  }
}
