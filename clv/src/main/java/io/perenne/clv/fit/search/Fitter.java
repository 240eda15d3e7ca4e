// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit.search;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.Eigen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Maximises a {@link FittingProblem}: every start on the coarsest stage, the best one through the
 * finer stages, on exact cells to the end. The answer is the exact optimum; the stages only save
 * time.
 */
public final class Fitter {

  private final FittingProblem problem;
  private int iterations;
  private int evaluations;

  private Fitter(FittingProblem problem) {
    this.problem = problem;
  }

  /** Where the search ended, on exact cells. */
  @SuppressWarnings("ArrayRecordComponent") // package-private, never compared
  public record Peak(
      double[] theta, Derivatives penalized, double plain, boolean converged, Fitter search) {

    public double[] parameters() {
      return search.problem.parameters(theta);
    }

    /**
     * Returns the ratio of the largest to the smallest curvature; infinite if one is not positive.
     */
    double conditionNumber() {
      Eigen information = information();
      return information.smallest() > 0
          ? information.largest() / information.smallest()
          : Double.POSITIVE_INFINITY;
    }

    private Eigen information() {
      double[][] negated = new double[theta.length][theta.length];
      for (int i = 0; i < theta.length; i++) {
        for (int j = 0; j < theta.length; j++) {
          negated[i][j] = -penalized.hessian()[i][j];
        }
      }
      return Eigen.of(negated);
    }

    /** Returns the covariance of theta; directions without information get a large, finite one. */
    public double[][] covariance() {
      Eigen information = information();
      return information.inverse(Math.max(1e-12 * information.largest(), 1e-300));
    }

    /** Returns whether everything is a number where the search ended. */
    public boolean isFinite() {
      return penalized.isFinite()
          && Double.isFinite(plain)
          && Arrays.stream(theta).allMatch(Double::isFinite)
          && Arrays.stream(parameters()).allMatch(Double::isFinite);
    }

    /**
     * Returns the fit, failed if the search ended where not everything is a number, or before it
     * settled; on the way to the end of a range, where there is nothing to settle at, it may stop.
     *
     * @param model the model of the parameters
     * @param noticed the findings about the optimum
     */
    public <M> ModelFit<M> report(
        Function<double[], M> model,
        double customers,
        int cells,
        boolean priors,
        Supplier<List<Finding>> noticed) {
      if (!isFinite()) {
        return ModelFit.failed(customers, cells, priors, Diagnosis.notConverged(penalized));
      }
      List<Finding> findings = new ArrayList<>(noticed.get());
      if (!converged && status(findings) != FitStatus.BOUNDARY) {
        return ModelFit.failed(customers, cells, priors, Diagnosis.notConverged(penalized));
      }
      if (!converged) {
        findings.add(Diagnosis.stoppedEarly());
      }
      double[][] covariance = covariance();
      Map<String, Double> errors = new LinkedHashMap<>();
      List<List<Double>> rows = new ArrayList<>();
      for (int i = 0; i < theta.length; i++) {
        Coordinate coordinate = search.problem.coordinates().get(i);
        double slope = coordinate.slope(theta[i]);
        errors.put(coordinate.name(), slope * Math.sqrt(covariance[i][i]));
        List<Double> row = new ArrayList<>();
        for (int j = 0; j < theta.length; j++) {
          row.add(covariance[i][j] * reportedSlope(i) * reportedSlope(j));
        }
        rows.add(row);
      }
      return new ModelFit<>(
          Optional.of(model.apply(parameters())),
          status(findings),
          plain,
          penalized.value(),
          errors,
          rows,
          search.iterations,
          search.evaluations,
          customers,
          cells,
          priors,
          findings);
    }

    private double reportedSlope(int i) {
      return search.problem.coordinates().get(i).reportedSlope(theta[i]);
    }

    private static FitStatus status(List<Finding> findings) {
      FitStatus status = FitStatus.CONVERGED;
      for (Finding finding : findings) {
        switch (finding.kind()) {
          case NO_DROPOUT_SEEN, BOUNDARY, UNIFORM_SPEND -> {
            return FitStatus.BOUNDARY;
          }
          case RIDGE, SAME_DROPOUT, SAME_RATE -> status = FitStatus.RIDGE;
          default -> {}
        }
      }
      return status;
    }
  }

  public static Peak maximize(FittingProblem problem) {
    return new Fitter(problem).run();
  }

  private Peak run() {
    List<FittingProblem.Stage> stages = problem.stages();
    TrustRegion.Optimum best = bestStart(stages.get(0), stages.size() == 1);
    for (int i = 1; i < stages.size(); i++) {
      boolean exact = i == stages.size() - 1;
      best = climb(objective(stages.get(i)), best.theta(), exact);
    }
    double plain = best.at().value() - problem.penalty().at(best.theta()).value();
    return new Peak(best.theta(), best.at(), plain, best.converged(), this);
  }

  private TrustRegion.Optimum bestStart(FittingProblem.Stage stage, boolean exact) {
    Function<double[], Derivatives> objective = objective(stage);
    List<TrustRegion.Optimum> optima = new ArrayList<>();
    for (double[] start : problem.starts()) {
      optima.add(climb(objective, problem.theta(start), exact));
    }
    TrustRegion.Optimum best = optima.get(0);
    for (TrustRegion.Optimum optimum : optima) {
      // the first of equals, so that rounding does not choose
      if (optimum.at().isFinite()
          && !(best.at().isFinite() && optimum.at().value() <= best.at().value() + 1e-6)) {
        best = optimum;
      }
    }
    return best;
  }

  private TrustRegion.Optimum climb(
      Function<double[], Derivatives> objective, double[] from, boolean exact) {
    TrustRegion search =
        exact ? new TrustRegion(objective, 1e-9, 1e-14) : new TrustRegion(objective, 1e-3, 1e-7);
    TrustRegion.Optimum optimum = search.maximize(from);
    iterations += optimum.iterations();
    evaluations += optimum.evaluations();
    return optimum;
  }

  private Function<double[], Derivatives> objective(FittingProblem.Stage stage) {
    LogLikelihood likelihood = stage.likelihood();
    return theta -> problem.plain(likelihood, theta).plus(problem.penalty().at(theta));
  }
}
