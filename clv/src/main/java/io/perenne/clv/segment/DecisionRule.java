// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import java.util.Locale;

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
  private final String code;

  DecisionRule(Segment segment) {
    this.segment = segment;
    code = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the rule with this code.
   *
   * @throws IllegalArgumentException if no rule has it
   */
  public static DecisionRule of(String code) {
    for (DecisionRule rule : values()) {
      if (rule.code.equals(code)) {
        return rule;
      }
    }
    throw new IllegalArgumentException("no decision rule has the code " + code);
  }

  /** Returns the name in files, such as {@code at-risk-loyal}; it never changes. */
  public String code() {
    return code;
  }

  /** Returns whether the silence is longer than the customer's rhythm, yet not dormant. */
  boolean isAtRisk() {
    return switch (this) {
      case AT_RISK_ONE_PURCHASE, AT_RISK_LOW, AT_RISK_LOYAL, AT_RISK_OUTLIER, AT_RISK_VALUE -> true;
      default -> false;
    };
  }

  /** Returns where this row leads. */
  public Segment segment() {
    return segment;
  }
}
