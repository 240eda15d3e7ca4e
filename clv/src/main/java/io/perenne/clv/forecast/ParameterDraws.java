// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import io.perenne.clv.cohort.CohortEstimate;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.PurchaseCounts;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.numeric.Cholesky;
import io.perenne.clv.numeric.EvenNormals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Models that the data would have made nearly as well: parameters drawn from the normal
 * distribution of their logarithms around the fit (Laplace's approximation).
 *
 * <p>The draws are points of an additive recurrence turned normal, antithetic in pairs, so they
 * fill the space evenly, are the same every time, and their mean is the fit.
 */
public final class ParameterDraws {

  private static final int USUAL = 64;

  private final List<TransactionModel> models;

  private ParameterDraws(List<TransactionModel> models) {
    this.models = List.copyOf(models);
  }

  /** Returns 64 draws around a fit. */
  public static ParameterDraws of(ModelFit<TransactionModel> fit) {
    return of(fit, USUAL);
  }

  /**
   * Returns draws around a fit that did not fail.
   *
   * @param count an even number of draws
   */
  public static ParameterDraws of(ModelFit<TransactionModel> fit, int count) {
    TransactionModel model =
        fit.model().orElseThrow(() -> new IllegalArgumentException("fit has no model"));
    return of(model, fit.logCovariance(), count);
  }

  /** Returns 64 draws around a cohort, known or yet to come. */
  public static ParameterDraws of(CohortEstimate cohort) {
    return of(cohort.model(), cohort.logCovariance(), USUAL);
  }

  private static ParameterDraws of(
      TransactionModel model, List<List<Double>> logCovariance, int count) {
    if (count < 2 || count % 2 != 0) {
      throw new IllegalArgumentException("count is not even and >= 2: " + count);
    }
    double[][] root = Cholesky.of(logCovariance);
    List<TransactionModel> models = new ArrayList<>();
    for (int i = 0; i < count / 2; i++) {
      double[] z = EvenNormals.point(i, root.length);
      models.add(moved(model, root, z, 1));
      models.add(moved(model, root, z, -1));
    }
    return new ParameterDraws(models);
  }

  private static TransactionModel moved(
      TransactionModel model, double[][] root, double[] z, int sign) {
    Map<String, Double> parameters = new LinkedHashMap<>();
    int i = 0;
    for (Map.Entry<String, Double> entry : model.parameters().entrySet()) {
      double step = 0;
      for (int j = 0; j <= i; j++) {
        step += root[i][j] * z[j];
      }
      // a parameter without information moves by a factor of e^5 at most
      step = Math.max(-5, Math.min(5, step));
      parameters.put(entry.getKey(), entry.getValue() * Math.exp(sign * step));
      i++;
    }
    return TransactionModels.of(model.name(), parameters);
  }

  /** Returns the models drawn. */
  public List<TransactionModel> models() {
    return models;
  }

  /** Returns the distribution of the customer's purchases when the parameters are not known. */
  public PurchaseCounts purchaseCounts(PurchaseHistory history, double duration) {
    return PurchaseCounts.mixture(
        models.stream().map(m -> m.purchaseCounts(history, duration)).toList());
  }

  /** A number that a model answers. */
  public interface Question {

    /** Returns the answer of a model. */
    double ask(TransactionModel model);
  }

  /** Returns the quantile of an answer over the draws, at a level from 0 to 1. */
  public double quantile(Question question, double level) {
    if (!(level >= 0 && level <= 1)) {
      throw new IllegalArgumentException("level not in [0, 1]: " + level);
    }
    double[] answers = models.stream().mapToDouble(question::ask).sorted().toArray();
    double position = level * (answers.length - 1);
    int below = (int) position;
    int above = Math.min(answers.length - 1, below + 1);
    return answers[below] + (position - below) * (answers[above] - answers[below]);
  }

  /** Returns the standard error of an answer that comes from not knowing the parameters. */
  public double standardError(Question question) {
    double[] answers = models.stream().mapToDouble(question::ask).toArray();
    return Math.sqrt(covariance(answers, answers));
  }

  /** Returns the covariance of two answers, one of each draw. */
  static double covariance(double[] some, double[] others) {
    double mean = Arrays.stream(some).average().orElse(0);
    double otherMean = Arrays.stream(others).average().orElse(0);
    double covariance = 0;
    for (int i = 0; i < some.length; i++) {
      covariance += (some[i] - mean) * (others[i] - otherMean) / some.length;
    }
    return covariance;
  }
}
