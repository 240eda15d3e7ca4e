// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

/**
 * A row of the decision table: the state and the condition that lead to a segment.
 *
 * <p>{@link SegmentRules} picks the first row that holds; every customer has exactly one.
 */
public enum DecisionRule {
  /** No purchase ever. */
  NEVER_BOUGHT(Segment.INACTIVE),
  /** Purchases, but none in the interval. */
  LAPSED(Segment.INACTIVE),
  /** Dormant, whatever the value. */
  DORMANT(Segment.HIBERNATOR),
  /** New, with an outlying value. */
  NEW_OUTLIER(Segment.TOP_OUTLIER),
  /** New. */
  NEW_CUSTOMER(Segment.RECENT_CUSTOMER),
  /** Active, with an outlying value. */
  ACTIVE_OUTLIER(Segment.TOP_OUTLIER),
  /** Active, one purchase day ever. */
  ACTIVE_ONE_PURCHASE(Segment.LOW_VALUE_MASS),
  /** Active, loyal, high value. */
  ACTIVE_LOYAL_HIGH(Segment.LOYAL_VIP),
  /** Active, loyal, medium value. */
  ACTIVE_LOYAL_MEDIUM(Segment.NOTABLE_LOYAL),
  /** Active, not loyal, high or medium value. */
  ACTIVE_VALUE(Segment.VALUE_REPEATER),
  /** Active, two or more purchase days ever, low value. */
  ACTIVE_LOW(Segment.LOW_VALUE_REPEATER),
  /** At risk, one purchase day ever. */
  AT_RISK_ONE_PURCHASE(Segment.LOW_VALUE_MASS),
  /** At risk, low value. */
  AT_RISK_LOW(Segment.LOW_VALUE_MASS),
  /** At risk, loyal. */
  AT_RISK_LOYAL(Segment.LOYAL_AT_RISK),
  /** At risk, not loyal, with an outlying value. */
  AT_RISK_OUTLIER(Segment.LOYAL_AT_RISK),
  /** At risk, not loyal, high or medium value. */
  AT_RISK_VALUE(Segment.VALUE_REPEATER_AT_RISK);

  private final Segment segment;

  DecisionRule(Segment segment) {
    this.segment = segment;
  }

  /** Returns where this row leads. */
  public Segment segment() {
    return segment;
  }
}
