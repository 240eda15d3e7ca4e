// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import java.util.OptionalDouble;

/**
 * Nothing is expected of anybody: a customer is worth what was spent so far. The last resort, and
 * the method when models are switched off.
 *
 * @param horizon the horizon over which nothing is expected
 */
public record HistoricValuation(Horizon horizon) implements ResidualValuation {

  @Override
  public String name() {
    return "historic-only";
  }

  @Override
  public OptionalDouble probabilityAlive(int frequency, double recency, double age) {
    return OptionalDouble.empty();
  }

  @Override
  public double expectedPurchases(int frequency, double recency, double age) {
    return 0;
  }

  @Override
  public double discountedPurchases(int frequency, double recency, double age) {
    return 0;
  }

  @Override
  public double expectedTransactionValue(int count, double sum) {
    return count > 0 ? sum / count : 0;
  }
}
