// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

/**
 * The formula of every marketing handbook: ticket times purchases per year times years. A baseline
 * to compare a model with: it knows nobody in particular, discounts nothing, and asks for a
 * lifespan that it cannot tell.
 *
 * @param ticket mean value of a purchase, in money
 * @param purchasesPerYear how often a customer buys in a year
 * @param years how long a customer stays
 */
public record ClassicValue(double ticket, double purchasesPerYear, double years) {

  /** Checks that all are finite and at least 0. */
  public ClassicValue {
    check("ticket", ticket);
    check("purchasesPerYear", purchasesPerYear);
    check("years", years);
  }

  private static void check(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " is not finite and >= 0: " + value);
    }
  }

  /** Returns the revenue over the years: 50 a ticket, 4 times a year, 3 years are 600. */
  public double revenue() {
    return ticket * purchasesPerYear * years;
  }

  /**
   * Returns what is left of it: revenue times margin less what winning the customer has cost.
   *
   * @param marginRate the share of revenue that is margin, as 0.3
   * @param acquisitionCost in money
   */
  public double profit(double marginRate, double acquisitionCost) {
    if (!Double.isFinite(marginRate)) {
      throw new IllegalArgumentException("marginRate is not finite: " + marginRate);
    }
    check("acquisitionCost", acquisitionCost);
    return revenue() * marginRate - acquisitionCost;
  }
}
