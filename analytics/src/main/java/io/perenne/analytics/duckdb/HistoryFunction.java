// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.duckdb.collect.CustomerCursor;
import io.perenne.analytics.duckdb.collect.RowStore;
import io.perenne.analytics.duckdb.collect.TicketTaker;
import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.RecentWindow;
import io.perenne.clv.history.SpendDays;
import io.perenne.clv.history.TicketSummary;
import java.util.Arrays;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;

/**
 * The table function {@code histories()}: a row for each customer of a {@link RowStore} seen up to
 * the reference date, with the key of the customer and everything that {@link TicketSummary} says
 * of the tickets. Threads share the customers among them.
 */
final class HistoryFunction
    implements DuckDBTableFunction<RowStore, RowStore, HistoryFunction.Reader> {
  private static final String[] LONGS = {
    "key",
    "first_micros",
    "last_micros",
    "historic_value",
    "historic_margin",
    "monetary_value",
    "spend",
    "spend_log",
    "gap_log",
    "money_90",
    "money_180",
    "money_360"
  };
  private static final String[] INTS = {
    "purchase_days",
    "interval_purchase_days",
    "frequency",
    "gap_sum",
    "gap_count",
    "tickets_90",
    "tickets_180",
    "tickets_360"
  };
  private static final int GAPS = LONGS.length + INTS.length;

  private final RowStore store;
  private final ObservationPeriod period;
  private final SpendDays spendDays;
  private final long customers;
  private final int threads;
  private TicketCounts counts = TicketCounts.NONE;
  private long rows;

  /** Makes the function; {@code customers} is about how many there will be. */
  HistoryFunction(
      RowStore store, ObservationPeriod period, SpendDays spendDays, long customers, int threads) {
    this.store = store;
    this.period = period;
    this.spendDays = spendDays;
    this.customers = customers;
    this.threads = threads;
  }

  @Override
  public RowStore bind(DuckDBTableFunctionBindInfo info) {
    for (String column : LONGS) {
      info.addResultColumn(column, DuckDBColumnType.BIGINT);
    }
    for (String column : INTS) {
      info.addResultColumn(column, DuckDBColumnType.INTEGER);
    }
    info.addResultColumn("gaps", DuckDBColumnType.VARCHAR);
    info.setCardinality(customers, false);
    return store;
  }

  @Override
  public RowStore init(DuckDBTableFunctionInitInfo info) {
    info.setMaxThreads(threads);
    return store;
  }

  @Override
  public Reader localInit(DuckDBTableFunctionInitInfo info) {
    return new Reader();
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter out) {
    Reader reader = info.getLocalInitData();
    return reader.fill(out);
  }

  /** Returns what was counted, once all rows are read. */
  synchronized TicketCounts counts() {
    return counts;
  }

  /** Returns how many rows were given out, once all are read. */
  synchronized long rows() {
    return rows;
  }

  private synchronized void count(TicketCounts more, long moreRows) {
    counts = counts.plus(more);
    rows += moreRows;
  }

  /** Reads the customers of one thread. */
  final class Reader implements TicketTaker {
    private final TicketSummary summary = new TicketSummary(period, spendDays);
    private final CustomerCursor cursor = new CustomerCursor(store, period.referenceDate(), this);
    private final DuckDBWritableVector[] columns = new DuckDBWritableVector[GAPS + 1];
    private byte[][] gaps = new byte[0][];
    private byte[] code = new byte[64];
    private boolean done;

    @Override
    public void clear() {
      summary.clear();
    }

    @Override
    public void add(int epochDay, long amount, long margin) {
      summary.add(epochDay, amount, margin);
    }

    long fill(DuckDBDataChunkWriter out) {
      if (done) {
        return 0;
      }
      for (int i = 0; i < columns.length; i++) {
        columns[i] = out.vector(i);
      }
      int capacity = Math.toIntExact(out.capacity());
      if (gaps.length != capacity) {
        gaps = new byte[capacity][];
      }
      long countable = 0;
      long zero = 0;
      long refunds = 0;
      int row = 0;
      while (row < capacity && cursor.next()) {
        summary.summarize();
        write(row++);
        countable += summary.tickets();
        zero += summary.zeroTickets();
        refunds += summary.refunds();
      }
      columns[GAPS].setStringUtf8Batch(0, row == capacity ? gaps : Arrays.copyOf(gaps, row));
      done = row < capacity;
      count(
          new TicketCounts(
              countable,
              zero,
              refunds,
              done ? cursor.notCountable() : 0,
              done ? cursor.later() : 0),
          row);
      return row;
    }

    private void write(int row) {
      columns[0].setLong(row, cursor.key());
      if (summary.purchaseDayCount() > 0) {
        columns[1].setLong(row, cursor.firstMicros());
        columns[2].setLong(row, cursor.lastMicros());
      } else {
        columns[1].setNull(row);
        columns[2].setNull(row);
      }
      columns[3].setLong(row, summary.historicValue());
      columns[4].setLong(row, summary.historicMargin());
      columns[5].setLong(row, summary.monetaryValue());
      columns[6].setLong(row, summary.spend());
      columns[7].setLong(row, summary.spendLogUnits());
      columns[8].setLong(row, summary.logGapUnits());
      int ints = LONGS.length;
      columns[ints].setInt(row, summary.purchaseDayCount());
      columns[ints + 1].setInt(row, summary.intervalPurchaseDays());
      columns[ints + 2].setInt(row, summary.frequency());
      columns[ints + 3].setInt(row, Math.toIntExact(summary.gapSum()));
      columns[ints + 4].setInt(row, summary.gapCount());
      for (RecentWindow window : RecentWindow.values()) {
        columns[9 + window.index()].setLong(row, summary.money(window));
        columns[ints + 5 + window.index()].setInt(row, summary.tickets(window));
      }
      gaps[row] = gapsOf();
    }

    private byte[] gapsOf() {
      int days = summary.purchaseDayCount();
      if (code.length < days * NumberCode.MOST_BYTES) {
        code = new byte[2 * days * NumberCode.MOST_BYTES];
      }
      int length = 0;
      for (int i = 1; i < days; i++) {
        int gap = summary.purchaseDay(i) - summary.purchaseDay(i - 1);
        length = NumberCode.write(gap, code, length);
      }
      return Arrays.copyOf(code, length);
    }
  }
}
