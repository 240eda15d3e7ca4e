// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Messages;
import java.util.Optional;

/**
 * One of the eleven groups of customers (the column {@code CLV_SEGMENT}), from best to worst.
 *
 * <p>The order is total: a customer who moves to a smaller number has improved.
 */
public enum Segment implements Labelled {
  /** Exceptional lifetime value, and active. */
  TOP_OUTLIER(1, "top-outlier"),
  /** Frequent, high value, on rhythm. */
  LOYAL_VIP(2, "loyal-vip"),
  /** Frequent, medium value, on rhythm. */
  NOTABLE_LOYAL(3, "notable-loyal"),
  /** Loyal or exceptional, and overdue. */
  LOYAL_AT_RISK(4, "loyal-at-risk"),
  /** Repeats, medium or high value, less often than a loyal customer. */
  VALUE_REPEATER(5, "value-repeater"),
  /** A value repeater who is overdue. */
  VALUE_REPEATER_AT_RISK(6, "value-repeater-at-risk"),
  /** Repeats on rhythm, low value. */
  LOW_VALUE_REPEATER(7, "low-value-repeater"),
  /** First purchase a short while ago. */
  RECENT_CUSTOMER(8, "recent-customer"),
  /** Low commitment: a single purchase, or low value and overdue. */
  LOW_VALUE_MASS(9, "low-value-mass"),
  /** Silent for very long; probably does not return. */
  HIBERNATOR(10, "hibernator"),
  /** No purchase in the interval. */
  INACTIVE(11, "inactive");

  private static final Segment[] SEGMENTS = values();

  private final int number;
  private final String id;
  private final String code;
  private final String labelEs;
  private final String labelEn;

  Segment(int number, String code) {
    this.number = number;
    this.code = code;
    id = number < 10 ? "0" + number : String.valueOf(number);
    labelEs = Messages.of(Language.ES).text("segment." + code + ".label");
    labelEn = Messages.of(Language.EN).text("segment." + code + ".label");
  }

  /** Returns the position in the order, 1 (best) to 11. */
  public int number() {
    return number;
  }

  /** Returns the id exported as {@code ID_CLV_SEGMENT}: {@code "01"} to {@code "11"}. */
  public String id() {
    return id;
  }

  /** Returns the stable code, such as {@code loyal-vip}, the same in every language. */
  public String code() {
    return code;
  }

  @Override
  public String label(Language language) {
    return language == Language.ES ? labelEs : labelEn;
  }

  /** Returns the rule in words. */
  public String description(Language language) {
    return Messages.of(language).text("segment." + code + ".description");
  }

  /** Returns what marketing wants to achieve with this group. */
  public String marketingGoal(Language language) {
    return Messages.of(language).text("segment." + code + ".goal");
  }

  /**
   * Returns the segment at a position.
   *
   * @param number 1 to 11
   */
  public static Segment of(int number) {
    if (number < 1 || number > SEGMENTS.length) {
      throw new IllegalArgumentException("segment number is not in [1, 11]: " + number);
    }
    return SEGMENTS[number - 1];
  }

  /** Finds the segment with a code such as {@code loyal-vip} or an id such as {@code 02}. */
  public static Optional<Segment> find(String codeOrId) {
    for (Segment segment : SEGMENTS) {
      if (segment.code.equals(codeOrId) || segment.id.equals(codeOrId)) {
        return Optional.of(segment);
      }
    }
    return Optional.empty();
  }
}
