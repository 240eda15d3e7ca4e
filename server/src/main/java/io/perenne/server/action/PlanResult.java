// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.action;

import io.perenne.engage.decision.BudgetPlan;
import io.perenne.engage.decision.Candidate;
import io.perenne.engage.decision.Gate;
import java.util.List;
import java.util.Map;

/**
 * A plan summed up.
 *
 * @param plan the plan; its totals count those who are held back as if they were not
 * @param shown how many are contacted
 * @param held how many are held back
 * @param value the expected value of those who are contacted
 * @param error its standard deviation, as uplifts are not known better
 * @param cost the expected cost of those who are contacted
 * @param prices what each action is worth in each segment
 * @param shut how many were kept out, by the action and the first gate that was shut
 */
public record PlanResult(
    BudgetPlan plan,
    long shown,
    long held,
    double value,
    double error,
    double cost,
    List<PriceLine> prices,
    Map<Candidate, Map<Gate, Long>> shut) {
  private static final double Z95 = 1.959963984540054;

  /** Copies the list. */
  public PlanResult {
    prices = List.copyOf(prices);
  }

  /** Returns the lower end of the interval of 95 % of the expected value. */
  public double low() {
    return value - Z95 * error;
  }

  /** Returns the upper end. */
  public double high() {
    return value + Z95 * error;
  }
}
