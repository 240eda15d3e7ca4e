// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

/**
 * The decision for one customer with the limits behind it.
 *
 * @param state the activity state
 * @param band the money band
 * @param rule the row of the decision table that held
 * @param atRiskLimitDays the days of silence after which the customer is at risk; NaN if inactive
 * @param dormantLimitDays the days of silence after which the customer is dormant; NaN if inactive
 */
public record SegmentDecision(
    ActivityState state,
    ValueBand band,
    DecisionRule rule,
    double atRiskLimitDays,
    double dormantLimitDays) {
  /** Returns where the rule leads. */
  public Segment segment() {
    return rule.segment();
  }
}
