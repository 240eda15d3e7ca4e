// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.numeric.Arguments;
import java.util.Collections;
import java.util.List;

/**
 * How to look ahead.
 *
 * @param models the kinds of model, by name; the first finds the season
 * @param weights what each counts in the mean, above 0; only their proportions matter
 * @param fit how to fit; without priors all customers have one model, without season or evidence
 * @param season whether a season may enter
 */
public record OutlookOptions(
    List<String> models, List<Double> weights, FitOptions fit, boolean season) {
  /** In larger bases the first kind of model, which is quick to ask, must do. */
  private static final long MOST_FOR_SEVERAL_KINDS = 200_000;

  /** Copies the lists. */
  public OutlookOptions {
    models = List.copyOf(models);
    weights = List.copyOf(weights);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models is empty");
    }
    if (models.size() != weights.size()) {
      throw new IllegalArgumentException("weights are not " + models.size() + ": " + weights);
    }
    weights.forEach(weight -> Arguments.positive("weight", weight));
  }

  /** Returns MBG/NBD and Pareto/NBD with priors, and a season. */
  public static OutlookOptions withDefaults() {
    List<String> models = List.of("mbg-nbd", "pareto-nbd");
    return new OutlookOptions(models, even(models), FitOptions.withDefaults(), true);
  }

  private static List<Double> even(List<String> models) {
    return Collections.nCopies(models.size(), 1.0);
  }

  /** Returns these options with another way to fit. */
  public OutlookOptions withFit(FitOptions other) {
    return new OutlookOptions(models, weights, other, season);
  }

  /** Returns these options for other kinds of model, which count alike. */
  public OutlookOptions withModels(List<String> names) {
    return withModels(names, even(names));
  }

  /** Returns these options for other kinds of model with weights. */
  public OutlookOptions withModels(List<String> names, List<Double> counting) {
    return new OutlookOptions(names, counting, fit, season);
  }

  /**
   * Returns these options for a base of some size: above 200,000 customers with the first kind of
   * model only, because asking a second one for each of them takes longer than it gains.
   */
  public OutlookOptions forCustomers(double customers) {
    return customers > MOST_FOR_SEVERAL_KINDS ? withModels(models.subList(0, 1)) : this;
  }

  /** Returns these options without a season. */
  public OutlookOptions withoutSeason() {
    return new OutlookOptions(models, weights, fit, false);
  }

  /** Returns what a kind of model counts, 1 if it is none of these. */
  double weight(String model) {
    int place = models.indexOf(model);
    return place < 0 ? 1 : weights.get(place);
  }
}
