// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.clv.spend.PriceLevel;
import java.time.LocalDate;
import java.util.List;

/**
 * How dear purchases were over the years; spend counts at the prices of the last day.
 *
 * @param lastDay the last day known
 * @param knots the logarithms of the level on that day, a year before, and so on
 */
public record FittedPrices(LocalDate lastDay, List<Double> knots) {

  /** Copies the knots. */
  public FittedPrices {
    knots = List.copyOf(knots);
  }

  static FittedPrices of(PriceLevel level) {
    return new FittedPrices(LocalDate.ofEpochDay(level.lastDay()), level.knots());
  }

  /** Returns the level. */
  public PriceLevel level() {
    return PriceLevel.of(Math.toIntExact(lastDay.toEpochDay()), knots);
  }
}
