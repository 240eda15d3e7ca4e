// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit.search;

import io.perenne.clv.numeric.Derivatives;
import java.util.List;

/**
 * What there is to maximise.
 *
 * @param coordinates the parameters
 * @param starts where to begin, in the model's parameters
 * @param penalty the priors on the scale of theta
 * @param stages the likelihood on coarser, then finer, finally exact cells; built when needed
 */
public record FittingProblem(
    List<Coordinate> coordinates, List<double[]> starts, Penalty penalty, List<Stage> stages) {

  /** Builds the likelihood of one stage. */
  public interface Stage {
    LogLikelihood likelihood();
  }

  public double[] parameters(double[] theta) {
    double[] parameters = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      parameters[i] = coordinates.get(i).parameter(theta[i]);
    }
    return parameters;
  }

  public double[] theta(double[] parameters) {
    double[] theta = new double[parameters.length];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = coordinates.get(i).theta(parameters[i]);
    }
    return theta;
  }

  /** Returns the likelihood at theta with derivatives by theta (chain rule). */
  Derivatives plain(LogLikelihood likelihood, double[] theta) {
    Derivatives at = likelihood.at(parameters(theta));
    int n = theta.length;
    double[] slope = new double[n];
    double[] gradient = new double[n];
    double[][] hessian = new double[n][n];
    for (int i = 0; i < n; i++) {
      slope[i] = coordinates.get(i).slope(theta[i]);
      gradient[i] = slope[i] * at.gradient()[i];
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        hessian[i][j] = slope[i] * slope[j] * at.hessian()[i][j];
      }
      hessian[i][i] += coordinates.get(i).bend(theta[i]) * at.gradient()[i];
    }
    return new Derivatives(at.value(), gradient, hessian);
  }
}
