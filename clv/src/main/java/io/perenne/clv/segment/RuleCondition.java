// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import io.perenne.clv.words.Message;
import java.util.function.DoubleFunction;

/** One of the conditions that the rules of the segments are made of. */
enum RuleCondition {
  NEVER,
  LAPSED,
  NEW,
  NOT_NEW,
  ON_RHYTHM,
  AT_RISK,
  DORMANT,
  ONE,
  REPEATS,
  LOYAL,
  NOT_LOYAL,
  ABOVE_FENCE,
  UP_TO_FENCE,
  HIGH,
  MEDIUM,
  ABOVE_MEDIUM,
  MEDIUM_OR_HIGH,
  LOW;

  /**
   * Returns the condition in words, with the numbers of a run.
   *
   * @param money how an amount is written
   */
  Message sentence(SegmentRules rules, DoubleFunction<String> money) {
    Thresholds t = rules.thresholds();
    return switch (this) {
      case NEVER -> Message.of("rule.never");
      case LAPSED -> Message.of("rule.lapsed", t.intervalDays());
      case NEW -> Message.of("rule.new", t.newWindowDays(), t.newMaxPurchaseDays());
      case NOT_NEW -> Message.of("rule.not-new", t.newWindowDays(), t.newMaxPurchaseDays());
      case ON_RHYTHM -> Message.of("rule.on-rhythm", rules.atRiskRatio(1), rules.atRiskRatio(0));
      case AT_RISK -> Message.of("rule.at-risk", rules.atRiskRatio(1), rules.atRiskRatio(0));
      case DORMANT ->
          Message.of(
              "rule.dormant",
              rules.dormantRatio(1),
              rules.dormantRatio(0),
              Math.floor(rules.dormantCapDays()));
      case ONE -> Message.of("rule.one");
      case REPEATS -> Message.of("rule.repeats");
      case LOYAL -> Message.of("rule.loyal", t.loyalMinPurchaseDays(), t.intervalDays());
      case NOT_LOYAL -> Message.of("rule.not-loyal", t.loyalMinPurchaseDays(), t.intervalDays());
      default -> value(t, money);
    };
  }

  private Message value(Thresholds t, DoubleFunction<String> money) {
    String fence = money.apply(t.fence());
    String high = money.apply(t.high());
    String medium = money.apply(t.medium());
    return switch (this) {
      case ABOVE_FENCE -> Message.of("rule.value-above", fence);
      case UP_TO_FENCE -> Message.of("rule.value-up-to", fence);
      case HIGH -> Message.of("rule.value-between", high, fence);
      case MEDIUM -> Message.of("rule.value-between", medium, high);
      case ABOVE_MEDIUM -> Message.of("rule.value-above", medium);
      case MEDIUM_OR_HIGH -> Message.of("rule.value-between", medium, fence);
      case LOW -> Message.of("rule.value-up-to", medium);
      default -> throw new IllegalStateException("not about value: " + this);
    };
  }
}
