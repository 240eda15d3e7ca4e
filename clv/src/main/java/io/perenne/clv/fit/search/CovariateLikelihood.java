// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit.search;

import io.perenne.clv.numeric.Derivatives;
import io.perenne.clv.numeric.Jet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The log-likelihood of a base in groups whose parameters differ by their covariates, by the
 * parameters of the average customer and the coefficients of each effect in turn.
 *
 * <p>A group is an ordinary base with parameters of its own, so any model can have covariates: the
 * chain rule is applied outside its kernel. Groups may be computed on several threads; they are
 * added in their order, so no bit of the sum depends on it.
 */
public final class CovariateLikelihood implements LogLikelihood {

  private final CovariateEffects effects;
  private final List<LogLikelihood> groups;
  private final double[][] z;
  private final boolean parallel;

  /**
   * Creates the likelihood of a base.
   *
   * @param groups the likelihood of each group by the parameters of its customers
   * @param z their covariates, as distances from the mean
   * @param parallel whether several threads evaluate the groups; the sum is the same
   */
  public CovariateLikelihood(
      CovariateEffects effects, List<LogLikelihood> groups, double[][] z, boolean parallel) {
    this.effects = effects;
    this.groups = groups;
    this.z = z;
    this.parallel = parallel;
  }

  @Override
  public Derivatives at(double[] parameters) {
    Derivatives[] byGroup = new Derivatives[groups.size()];
    IntStream range = IntStream.range(0, byGroup.length);
    (parallel ? range.parallel() : range).forEach(i -> byGroup[i] = group(i, parameters));
    Derivatives sum = Derivatives.zero(parameters.length);
    double value = 0;
    for (int i = 0; i < byGroup.length; i++) {
      value += byGroup[i].value();
      add(byGroup[i], z[i], sum);
    }
    return new Derivatives(value, sum.gradient(), sum.hessian());
  }

  /** The likelihood of a group by the average customer's parameters and the predictors. */
  private Derivatives group(int i, double[] parameters) {
    int n = effects.parameters();
    double[] predictors = new double[effects.list().size()];
    for (int k = 0; k < predictors.length; k++) {
      for (int c = 0; c < z[i].length; c++) {
        predictors[k] += parameters[n + k * z[i].length + c] * z[i][c];
      }
    }
    Jet[] moved = effects.moved(Arrays.copyOf(parameters, n), predictors);
    double[] own = Arrays.stream(moved).mapToDouble(Jet::value).toArray();
    return Jet.chain(groups.get(i).at(own), moved);
  }

  /** Adds derivatives by predictors as ones by their coefficients. */
  private void add(Derivatives group, double[] values, Derivatives sum) {
    int n = effects.parameters();
    int m = values.length;
    int size = sum.gradient().length;
    for (int i = 0; i < size; i++) {
      int from = i < n ? i : n + (i - n) / m;
      double factor = i < n ? 1 : values[(i - n) % m];
      if (factor == 0) {
        continue;
      }
      sum.gradient()[i] += factor * group.gradient()[from];
      for (int j = 0; j < size; j++) {
        int other = j < n ? j : n + (j - n) / m;
        double second = j < n ? 1 : values[(j - n) % m];
        sum.hessian()[i][j] += factor * second * group.hessian()[from][other];
      }
    }
  }
}
