// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import io.perenne.clv.numeric.Arguments;
import java.util.Locale;

/**
 * The plain average: a customer will spend as before, one of whom nothing is known like the others.
 * What remains when a spend distribution cannot be fitted.
 *
 * @param populationMean mean value of a purchase over all customers, at least 0
 */
public record AverageSpend(double populationMean) implements SpendModel {

  /** Checks the mean. */
  public AverageSpend {
    Arguments.nonNegative("populationMean", populationMean);
  }

  @Override
  public String name() {
    return "average-spend";
  }

  @Override
  public double expectedTransactionValue(int count, double sum) {
    return count == 0 ? populationMean : sum / count;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "average-spend{populationMean=%s}", populationMean);
  }
}
