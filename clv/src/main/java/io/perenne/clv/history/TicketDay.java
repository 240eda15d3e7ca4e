// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.history;

/**
 * A day of one customer's tickets. From such days {@link TicketSummary} makes the same figures as
 * from the tickets themselves, all but their margin. Money is in units of 1/10,000.
 *
 * @param epochDay the local date, in days since 1970-01-01
 * @param tickets countable tickets, those above zero
 * @param bought the money of these, at least 0; above 0 just if there are any
 * @param givenBack the money of refunds that stand on their own, at least 0
 */
public record TicketDay(int epochDay, int tickets, long bought, long givenBack) {
  /** Checks the numbers. */
  public TicketDay {
    if (tickets < 0 || bought < 0 || givenBack < 0 || (tickets == 0) != (bought == 0)) {
      throw new IllegalArgumentException(
          "no day of tickets: tickets="
              + tickets
              + ", bought="
              + bought
              + ", givenBack="
              + givenBack);
    }
  }

  /** Returns whether the day is one of purchase. */
  public boolean isPurchase() {
    return tickets > 0;
  }
}
