// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.control.Arm;
import io.perenne.clv.history.TicketDay;
import java.util.List;

/**
 * A customer of an earlier run who had an arm of the control group in it, and what became of them.
 *
 * @param segment the id of the segment in that run
 * @param arm the arm in that run
 * @param contactable whether e-mail was allowed and possible in that run
 * @param value lifetime value in that run
 * @param expected what that run expected within its horizon
 * @param before the days of tickets that the earlier run knew, in order
 * @param known whether the later run still knows the customer; what follows is empty if not
 * @param segmentNow the id of the segment in the later run
 * @param armNow the code of the arm in the later run; empty if it gave none
 * @param contactableNow whether e-mail is allowed and possible in the later run
 * @param expectedNow what the later run expects within its horizon
 * @param now the days of tickets that the later run knows, in order
 */
public record FollowUp(
    String segment,
    Arm arm,
    boolean contactable,
    double value,
    double expected,
    List<TicketDay> before,
    boolean known,
    String segmentNow,
    String armNow,
    boolean contactableNow,
    double expectedNow,
    List<TicketDay> now) {
  private static final double UNITS = 10_000;

  /** Copies the lists. */
  public FollowUp {
    before = List.copyOf(before);
    now = List.copyOf(now);
  }

  /** Returns whether the customer is in a better segment now. */
  public boolean isUp() {
    return known && segmentNow.compareTo(segment) < 0;
  }

  /** Returns whether the later run has the customer in the other arm: people were merged. */
  public boolean isContaminated() {
    return known && !armNow.equals(arm.code());
  }

  /**
   * Returns the net money of the days of a stretch of time.
   *
   * @param first the epoch day of its first day
   * @param last of its last day
   */
  public static double money(List<TicketDay> days, long first, long last) {
    long units = 0;
    for (TicketDay day : days) {
      if (day.epochDay() >= first && day.epochDay() <= last) {
        units += day.bought() - day.givenBack();
      }
    }
    return units / UNITS;
  }

  /** Returns how many of the days of a stretch of time are days of purchase. */
  public static int purchases(List<TicketDay> days, long first, long last) {
    int purchases = 0;
    for (TicketDay day : days) {
      purchases += day.isPurchase() && day.epochDay() >= first && day.epochDay() <= last ? 1 : 0;
    }
    return purchases;
  }
}
