// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static io.perenne.clv.segment.RuleCondition.ABOVE_FENCE;
import static io.perenne.clv.segment.RuleCondition.ABOVE_MEDIUM;
import static io.perenne.clv.segment.RuleCondition.AT_RISK;
import static io.perenne.clv.segment.RuleCondition.DORMANT;
import static io.perenne.clv.segment.RuleCondition.HIGH;
import static io.perenne.clv.segment.RuleCondition.LAPSED;
import static io.perenne.clv.segment.RuleCondition.LOW;
import static io.perenne.clv.segment.RuleCondition.LOYAL;
import static io.perenne.clv.segment.RuleCondition.MEDIUM;
import static io.perenne.clv.segment.RuleCondition.MEDIUM_OR_HIGH;
import static io.perenne.clv.segment.RuleCondition.NEVER;
import static io.perenne.clv.segment.RuleCondition.NEW;
import static io.perenne.clv.segment.RuleCondition.NOT_LOYAL;
import static io.perenne.clv.segment.RuleCondition.NOT_NEW;
import static io.perenne.clv.segment.RuleCondition.ONE;
import static io.perenne.clv.segment.RuleCondition.ON_RHYTHM;
import static io.perenne.clv.segment.RuleCondition.REPEATS;
import static io.perenne.clv.segment.RuleCondition.UP_TO_FENCE;

import io.perenne.clv.words.Message;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The rule of a segment in words, with the numbers of a run.
 *
 * <p>A rule is one or more ways into the segment; a way is some conditions that all hold. Every
 * segment but {@link Segment#INACTIVE} is about customers who bought within the interval.
 */
public final class RuleInWords {
  private RuleInWords() {}

  /**
   * Returns the ways into a segment.
   *
   * @param money how an amount is written, with its currency
   */
  public static List<List<Message>> of(
      Segment segment, Thresholds thresholds, DoubleFunction<String> money) {
    SegmentRules rules = SegmentRules.of(thresholds);
    return ways(segment, thresholds).stream()
        .map(way -> way.stream().map(each -> each.sentence(rules, money)).toList())
        .toList();
  }

  /** Who is loyal has too many purchases to be new, unless a person chose other numbers. */
  static List<List<RuleCondition>> ways(Segment segment, Thresholds thresholds) {
    boolean loyalIsNotNew = thresholds.loyalMinPurchaseDays() > thresholds.newMaxPurchaseDays();
    return ways(segment).stream()
        .map(
            way ->
                way.stream()
                    .filter(each -> each != NOT_NEW || !way.contains(LOYAL) || !loyalIsNotNew)
                    .toList())
        .toList();
  }

  private static List<List<RuleCondition>> ways(Segment segment) {
    return switch (segment) {
      case TOP_OUTLIER -> List.of(List.of(ABOVE_FENCE, ON_RHYTHM), List.of(ABOVE_FENCE, NEW));
      case LOYAL_VIP -> List.of(List.of(LOYAL, HIGH, ON_RHYTHM, NOT_NEW));
      case NOTABLE_LOYAL -> List.of(List.of(LOYAL, MEDIUM, ON_RHYTHM, NOT_NEW));
      case LOYAL_AT_RISK ->
          List.of(
              List.of(LOYAL, ABOVE_MEDIUM, AT_RISK, NOT_NEW),
              List.of(REPEATS, ABOVE_FENCE, AT_RISK, NOT_NEW));
      case VALUE_REPEATER -> List.of(List.of(NOT_LOYAL, MEDIUM_OR_HIGH, ON_RHYTHM, NOT_NEW));
      case VALUE_REPEATER_AT_RISK -> List.of(List.of(NOT_LOYAL, MEDIUM_OR_HIGH, AT_RISK, NOT_NEW));
      case LOW_VALUE_REPEATER -> List.of(List.of(REPEATS, LOW, ON_RHYTHM, NOT_NEW));
      case RECENT_CUSTOMER -> List.of(List.of(NEW, UP_TO_FENCE));
      case LOW_VALUE_MASS ->
          List.of(
              List.of(ONE, UP_TO_FENCE, ON_RHYTHM, NOT_NEW),
              List.of(ONE, AT_RISK, NOT_NEW),
              List.of(REPEATS, LOW, AT_RISK, NOT_NEW));
      case HIBERNATOR -> List.of(List.of(DORMANT, NOT_NEW));
      case INACTIVE -> List.of(List.of(LAPSED), List.of(NEVER));
    };
  }
}
