// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.fit.FitOptions;
import java.util.List;

/**
 * How to look ahead.
 *
 * @param models the kinds of model, by name; the first finds the season
 * @param fit how to fit; without priors all customers have one model, without season or evidence
 * @param season whether a season may enter
 */
public record OutlookOptions(List<String> models, FitOptions fit, boolean season) {
  /** In larger bases the first kind of model, which is quick to ask, must do. */
  private static final long MOST_FOR_SEVERAL_KINDS = 200_000;

  /** Copies the list. */
  public OutlookOptions {
    models = List.copyOf(models);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models is empty");
    }
  }

  /** Returns MBG/NBD and Pareto/NBD with priors, and a season. */
  public static OutlookOptions withDefaults() {
    return new OutlookOptions(List.of("mbg-nbd", "pareto-nbd"), FitOptions.withDefaults(), true);
  }

  /** Returns these options with another way to fit. */
  public OutlookOptions withFit(FitOptions other) {
    return new OutlookOptions(models, other, season);
  }

  /** Returns these options for other kinds of model. */
  public OutlookOptions withModels(List<String> names) {
    return new OutlookOptions(names, fit, season);
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
    return new OutlookOptions(models, fit, false);
  }
}
