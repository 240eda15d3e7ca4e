// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import java.time.LocalDate;

/**
 * How the tickets of one customer travel from the engine to {@code clv}: as one text.
 *
 * <p>Each ticket is a character for its day followed by its net amount and, if margins are known,
 * {@code :} and its margin; both with exactly four decimals. The day is the code point {@code
 * epochDay - BASE_DAY + FIRST_DAY_CODE}. Two more characters stand alone: {@link #LATER} for a
 * ticket after the reference date, {@link #NOT_COUNTABLE} for one whose status does not count. A
 * text is what every engine can collect within a group, it is compact (about ten bytes a ticket),
 * and its order does not matter.
 */
final class TicketCode {
  /** A ticket after the reference date. */
  static final char LATER = 1;

  /** A ticket whose status does not count. */
  static final char NOT_COUNTABLE = 2;

  /** The earliest day that has a code. */
  static final LocalDate FIRST_DATE = LocalDate.of(1950, 1, 1);

  /** The first day without a code: the surrogates begin there. */
  static final LocalDate END_DATE = LocalDate.of(2100, 1, 1);

  /** Codes below this one are digits, signs and the two marks. */
  private static final int FIRST_DAY_CODE = 128;

  private static final int BASE_DAY = (int) FIRST_DATE.toEpochDay();

  /** What to add to an epoch day to get its code. */
  static final int DAY_TO_CODE = FIRST_DAY_CODE - BASE_DAY;

  private long later;
  private long notCountable;

  /** Returns the tickets after the reference date met so far. */
  long later() {
    return later;
  }

  /** Returns the tickets that do not count met so far. */
  long notCountable() {
    return notCountable;
  }

  /** Takes the tickets of a text one by one: epoch day, amount and margin in units of 1/10,000. */
  @FunctionalInterface
  interface Tickets {
    void add(int epochDay, long amount, long margin);
  }

  /**
   * Hands on the tickets of a text that count and are not after the reference date.
   *
   * @return whether any ticket is not after the reference date
   */
  boolean decode(String tickets, Tickets taker) {
    int length = tickets.length();
    boolean seen = false;
    int i = 0;
    while (i < length) {
      char code = tickets.charAt(i++);
      if (code == LATER) {
        later++;
      } else if (code == NOT_COUNTABLE) {
        notCountable++;
        seen = true;
      } else {
        seen = true;
        int end = endOfNumber(tickets, i);
        long amount = number(tickets, i, end);
        long margin = 0;
        i = end;
        if (i < length && tickets.charAt(i) == ':') {
          end = endOfNumber(tickets, i + 1);
          margin = number(tickets, i + 1, end);
          i = end;
        }
        taker.add(code - DAY_TO_CODE, amount, margin);
      }
    }
    return seen;
  }

  private static int endOfNumber(String text, int start) {
    int i = start;
    while (i < text.length() && text.charAt(i) <= '9' && text.charAt(i) >= '-') {
      i++;
    }
    return i;
  }

  private static long number(String text, int start, int end) {
    int i = start;
    boolean negative = text.charAt(i) == '-';
    if (negative) {
      i++;
    }
    long value = 0;
    for (; i < end; i++) {
      char digit = text.charAt(i);
      if (digit != '.') {
        value = value * 10 + (digit - '0');
      }
    }
    return negative ? -value : value;
  }
}
