// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.history.TicketDay;
import io.perenne.clv.history.TicketSummary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the days of a customer's tickets stand in the column {@code ticket_days} of a published run:
 * as one short text, so that anybody who has the row can count the customer anew on a later day.
 *
 * <p>For each day, in order, follow whole numbers as {@link NumberCode} writes them: the days since
 * the day before (for the first: since 1753-01-01), then {@code 4 m + a + 2 b}, where m is the
 * money bought. {@code a} is 0 if m counts hundredths of the currency, 1 if it counts units of
 * 1/10,000. {@code b} is 0 for a day of one ticket and no refund; else it is 1, and the number of
 * tickets and the money given back follow, in units of 1/10,000.
 */
public final class TicketDayCode {
  /** Dates before this are refused where files are read. */
  private static final long FIRST_DAY = LocalDate.of(1753, 1, 1).toEpochDay();

  private static final int UNITS_OF_HUNDREDTH = 100;
  private static final int IN_UNITS = 1;
  private static final int MORE = 2;
  private static final int KINDS = 4;

  /** The numbers of a day at most. */
  private static final int NUMBERS = 4;

  private byte[] code = new byte[64];

  /** Writes the days of a customer. */
  public byte[] write(TicketSummary summary) {
    int days = summary.moneyDayCount();
    int most = days * NUMBERS * NumberCode.MOST_BYTES;
    if (code.length < most) {
      code = new byte[2 * most];
    }
    int length = 0;
    long before = FIRST_DAY;
    for (int i = 0; i < days; i++) {
      TicketDay day = summary.moneyDay(i);
      length = NumberCode.write(day.epochDay() - before, code, length);
      before = day.epochDay();
      boolean hundredths = day.bought() % UNITS_OF_HUNDREDTH == 0;
      boolean more = day.tickets() != 1 || day.givenBack() != 0;
      long money = hundredths ? day.bought() / UNITS_OF_HUNDREDTH : day.bought();
      int kind = (hundredths ? 0 : IN_UNITS) + (more ? MORE : 0);
      length =
          NumberCode.write(Math.addExact(Math.multiplyExact(money, KINDS), kind), code, length);
      if (more) {
        length = NumberCode.write(day.tickets(), code, length);
        length = NumberCode.write(day.givenBack(), code, length);
      }
    }
    return Arrays.copyOf(code, length);
  }

  /** Returns the days that a text tells, in order. */
  public static List<TicketDay> read(String text) {
    long[] numbers = new long[text.length() + 1];
    int count = NumberCode.read(text, numbers);
    List<TicketDay> days = new ArrayList<>();
    long day = FIRST_DAY;
    int at = 0;
    while (at < count) {
      day += numbers[at++];
      long packed = numbers[at++];
      int kind = (int) (packed % KINDS);
      long money = packed / KINDS * ((kind & IN_UNITS) == 0 ? UNITS_OF_HUNDREDTH : 1);
      boolean more = (kind & MORE) != 0;
      int tickets = more ? Math.toIntExact(numbers[at++]) : 1;
      long givenBack = more ? numbers[at++] : 0;
      days.add(new TicketDay(Math.toIntExact(day), tickets, money, givenBack));
    }
    return days;
  }
}
