// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.cohort;

import io.perenne.clv.model.TransactionModel;
import java.util.List;

/**
 * What is known of one cohort's customers.
 *
 * @param model the model at the likeliest parameters
 * @param logCovariance covariance of the logarithms of the parameters, in their order
 * @param customers customers of the cohort, 0 for one yet to come
 * @param transactions their repeat purchases
 */
public record CohortEstimate(
    TransactionModel model,
    List<List<Double>> logCovariance,
    double customers,
    double transactions) {

  /** Copies the covariance. */
  public CohortEstimate {
    logCovariance = logCovariance.stream().map(List::copyOf).toList();
  }
}
