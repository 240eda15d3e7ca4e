// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit.search;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.CovariateGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The problem of fitting a model with covariates, made from that of fitting it without.
 *
 * <p>Coefficients start at 0 and, with priors on, come from N(0, 1) per standard deviation of their
 * covariate. A covariate that is the same for all customers says nothing and is left out.
 *
 * @param <C> the cells of a group
 */
public final class CovariateProblem<C> {

  private final CovariateGroups<C> groups;
  private final CovariateEffects effects;
  private final FitOptions options;
  private final double[] means;
  private final double[] deviations;
  private final List<Integer> varying = new ArrayList<>();

  public CovariateProblem(
      CovariateGroups<C> groups,
      ToDoubleFunction<C> customers,
      CovariateEffects effects,
      FitOptions options) {
    this.groups = groups;
    this.effects = effects;
    this.options = options;
    int covariates = groups.names().size();
    this.means = new double[covariates];
    this.deviations = new double[covariates];
    for (int c = 0; c < covariates; c++) {
      means[c] = groups.mean(c, customers);
      deviations[c] = groups.deviation(c, customers);
      if (deviations[c] > 1e-9 * Math.abs(means[c])) {
        varying.add(c);
      }
    }
  }

  /**
   * Returns the problem.
   *
   * @param plain the problem without covariates
   * @param start its optimum
   * @param views coarser, then finer, finally exact views of the groups
   * @param likelihood of the cells of one group, computed on one thread
   */
  public FittingProblem of(
      FittingProblem plain,
      double[] start,
      List<CovariateGroups<C>> views,
      Function<C, LogLikelihood> likelihood) {
    List<Coordinate> coordinates = new ArrayList<>(plain.coordinates());
    Penalty penalty = plain.penalty();
    for (CovariateEffects.Effect effect : effects.list()) {
      for (int c : varying) {
        if (options.priors()) {
          penalty = penalty.withNormal(coordinates.size(), 0, 1);
        }
        String name = effect.of(groups.names().get(c));
        coordinates.add(Coordinate.free(name, 1 / deviations[c]));
      }
    }
    double[] from = new double[coordinates.size()];
    System.arraycopy(start, 0, from, 0, start.length);
    List<FittingProblem.Stage> stages = new ArrayList<>();
    for (CovariateGroups<C> view : views) {
      stages.add(() -> likelihood(view, likelihood));
    }
    return new FittingProblem(coordinates, List.of(from), penalty, stages);
  }

  private LogLikelihood likelihood(CovariateGroups<C> view, Function<C, LogLikelihood> likelihood) {
    double[][] z = new double[view.groups().size()][varying.size()];
    List<LogLikelihood> likelihoods = new ArrayList<>();
    for (int i = 0; i < z.length; i++) {
      CovariateGroups.Group<C> group = view.groups().get(i);
      likelihoods.add(likelihood.apply(group.cells()));
      for (int j = 0; j < z[i].length; j++) {
        int c = varying.get(j);
        z[i][j] = group.values().get(c) - means[c];
      }
    }
    return new CovariateLikelihood(effects, likelihoods, z, options.parallel());
  }

  /** Returns the mean of a covariate. */
  public double mean(int covariate) {
    return means[covariate];
  }

  /**
   * Returns the coefficient of a covariate at an optimum, 0 if it was left out.
   *
   * @param effect the place of the effect in the order of the effects
   */
  public double coefficient(double[] parameters, int effect, int covariate) {
    int place = varying.indexOf(covariate);
    return place < 0 ? 0 : parameters[effects.parameters() + effect * varying.size() + place];
  }

  /** Returns the names of the parameters and coefficients in the order of the optimum. */
  public List<String> names(List<String> parameters) {
    List<String> names = new ArrayList<>(parameters);
    for (CovariateEffects.Effect effect : effects.list()) {
      varying.forEach(c -> names.add(effect.of(groups.names().get(c))));
    }
    return names;
  }

  /** Returns a finding for each covariate that was left out. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (int c = 0; c < means.length; c++) {
      if (!varying.contains(c)) {
        findings.add(
            Finding.of(
                Finding.Kind.SAME_COVARIATE, "finding.same-covariate", groups.names().get(c)));
      }
    }
    return findings;
  }
}
