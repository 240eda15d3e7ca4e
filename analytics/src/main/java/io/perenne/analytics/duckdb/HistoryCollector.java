// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.RecentWindow;
import io.perenne.clv.history.TicketSummary;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBWritableVector;

/**
 * The function {@code collect_history(customer, first_micros, last_micros, tickets)}: reduces each
 * customer's tickets to a row of the table {@code purchase_histories}, and returns 1 for a customer
 * seen up to the reference date, else 0.
 *
 * <p>A scalar function returns one value, a history has two dozen; so the row leaves through an
 * appender on a connection of its own. Callbacks come on any number of threads: each batch borrows
 * a {@link Worker}, and only the appending is serial.
 */
final class HistoryCollector implements DuckDBScalarFunction {
  static final String NAME = "collect_history";

  private final ObservationPeriod period;
  private final DuckDBAppender appender;
  private final ConcurrentLinkedQueue<Worker> idle = new ConcurrentLinkedQueue<>();
  private final Lock appending;
  private TicketCounts counts = TicketCounts.NONE;

  HistoryCollector(ObservationPeriod period, DuckDBAppender appender) throws SQLException {
    this.period = period;
    this.appender = appender;
    appending = appender.unsafeBreakThreadConfinement();
  }

  @Override
  public void apply(DuckDBDataChunkReader in, DuckDBWritableVector out) throws SQLException {
    Worker worker = idle.poll();
    if (worker == null) {
      worker = new Worker(period);
    }
    worker.apply(in, out);
    idle.add(worker);
  }

  /** Returns what was counted so far, over all threads. */
  TicketCounts counts() {
    appending.lock();
    try {
      return counts;
    } finally {
      appending.unlock();
    }
  }

  private void append(Row[] rows, int size, TicketCounts met) throws SQLException {
    appending.lock();
    try {
      for (int i = 0; i < size; i++) {
        rows[i].appendTo(appender);
      }
      counts = counts.plus(met);
    } finally {
      appending.unlock();
    }
  }

  /** The scratch memory of one batch at a time. */
  private final class Worker {
    private final TicketSummary summary;
    private Row[] rows = new Row[0];
    private char[] days = new char[256];

    Worker(ObservationPeriod period) {
      summary = new TicketSummary(period);
    }

    void apply(DuckDBDataChunkReader in, DuckDBWritableVector out) throws SQLException {
      int size = Math.toIntExact(in.rowCount());
      if (rows.length < size) {
        rows = new Row[size];
        for (int i = 0; i < size; i++) {
          rows[i] = new Row();
        }
      }
      TicketCode code = new TicketCode();
      DuckDBReadableVector customer = in.vector(0);
      DuckDBReadableVector firstTime = in.vector(1);
      DuckDBReadableVector lastTime = in.vector(2);
      DuckDBReadableVector tickets = in.vector(3);
      long countable = 0;
      long zero = 0;
      long refunds = 0;
      int kept = 0;
      for (int i = 0; i < size; i++) {
        summary.clear();
        boolean seen = code.decode(tickets.getString(i), summary);
        out.setLong(i, seen ? 1 : 0);
        if (!seen) {
          continue;
        }
        summary.summarize();
        rows[kept++].fill(customer.getString(i), firstTime, lastTime, i, summary, daysOf());
        countable += summary.tickets();
        zero += summary.zeroTickets();
        refunds += summary.refunds();
      }
      append(
          rows,
          kept,
          new TicketCounts(countable, zero, refunds, code.notCountable(), code.later()));
    }

    private String daysOf() {
      if (days.length < summary.purchaseDayCount()) {
        days = new char[summary.purchaseDayCount() * 2];
      }
      return TicketCode.encodeDays(summary, days);
    }
  }

  /** One row of the table, held until its batch is appended. */
  private static final class Row {
    private static final RecentWindow[] WINDOWS = RecentWindow.values();

    private String customer = "";
    private String days = "";
    private long firstMicros;
    private long lastMicros;
    private final int[] ints = new int[8];
    private final long[] longs = new long[8];

    void fill(
        String customer,
        DuckDBReadableVector firstTime,
        DuckDBReadableVector lastTime,
        int row,
        TicketSummary summary,
        String days) {
      this.customer = customer;
      this.days = days;
      int purchaseDays = summary.purchaseDayCount();
      if (purchaseDays > 0) {
        firstMicros = firstTime.getLong(row);
        lastMicros = lastTime.getLong(row);
      }
      ints[0] = purchaseDays;
      ints[1] = summary.intervalPurchaseDays();
      ints[2] = summary.frequency();
      ints[3] = Math.toIntExact(summary.gapSum());
      ints[4] = summary.gapCount();
      longs[0] = summary.historicValue();
      longs[1] = summary.historicMargin();
      longs[2] = summary.monetaryValue();
      longs[3] = summary.spend();
      longs[4] = summary.spendLogUnits();
      for (RecentWindow window : WINDOWS) {
        longs[5 + window.index()] = summary.money(window);
        ints[5 + window.index()] = summary.tickets(window);
      }
    }

    void appendTo(DuckDBAppender appender) throws SQLException {
      appender.beginRow().append(customer);
      boolean bought = ints[0] > 0;
      if (bought) {
        appender.append(firstMicros).append(lastMicros);
      } else {
        appender.appendNull().appendNull();
      }
      for (int i = 0; i < 8; i++) {
        appender.append(ints[i]);
      }
      for (long value : longs) {
        appender.append(value);
      }
      appender.append(days).endRow();
    }
  }
}
