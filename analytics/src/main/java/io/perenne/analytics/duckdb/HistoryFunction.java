// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.duckdb.collect.CustomerCursor;
import io.perenne.analytics.duckdb.collect.RowStore;
import io.perenne.analytics.duckdb.collect.TicketTaker;
import io.perenne.analytics.pipeline.NumberCode;
import io.perenne.analytics.pipeline.RefundCounts;
import io.perenne.analytics.pipeline.TicketDayCode;
import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.RecentWindow;
import io.perenne.clv.history.SpendDays;
import io.perenne.clv.history.TicketSummary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBWritableVector;

/**
 * The table function {@code histories()}: a row for each customer of a {@link RowStore} seen up to
 * the reference date, with the key of the customer and everything that {@link TicketSummary} says
 * of the tickets, their days as {@link TicketDayCode} writes them.
 */
final class HistoryFunction extends CustomerFunction {
  private static final String[] LONGS = {
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
    "money_360",
    "bought"
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
  private static final int AMOUNTS = 1 + LONGS.length + INTS.length;
  private static final int GAPS = AMOUNTS + 1;

  private final ObservationPeriod period;
  private final SpendDays spendDays;
  private final long pricedBelow;

  /**
   * Makes the function.
   *
   * @param customers about how many there will be
   * @param priced of how many customers, about, the money of each purchase is kept
   */
  HistoryFunction(
      RowStore store,
      ObservationPeriod period,
      SpendDays spendDays,
      long customers,
      long priced,
      int threads) {
    super(store, period.referenceDate(), customers, threads);
    this.period = period;
    this.spendDays = spendDays;
    // keys are hashes of 63 bits, so a share of them is a share of the customers
    this.pricedBelow =
        customers <= priced
            ? Long.MAX_VALUE
            : (long) ((double) priced / customers * Long.MAX_VALUE);
  }

  @Override
  void addColumns(DuckDBTableFunctionBindInfo info) {
    for (String column : LONGS) {
      info.addResultColumn(column, DuckDBColumnType.BIGINT);
    }
    for (String column : INTS) {
      info.addResultColumn(column, DuckDBColumnType.INTEGER);
    }
    info.addResultColumn("amounts", DuckDBColumnType.VARCHAR);
    info.addResultColumn("gaps", DuckDBColumnType.VARCHAR);
    info.addResultColumn("ticket_days", DuckDBColumnType.VARCHAR);
  }

  @Override
  int textColumn() {
    return GAPS;
  }

  @Override
  int texts() {
    return 2;
  }

  @Override
  Reader reader() {
    return new HistoriesReader(new Tickets(new TicketSummary(period, spendDays)));
  }

  /** Passes tickets on to a summary. */
  private record Tickets(TicketSummary summary) implements TicketTaker {
    @Override
    public void clear() {
      summary.clear();
    }

    @Override
    public void add(int epochDay, long amount, long margin) {
      summary.add(epochDay, amount, margin);
    }
  }

  private final class HistoriesReader extends Reader {
    private final TicketSummary summary;
    private final DuckDBWritableVector[] columns = new DuckDBWritableVector[GAPS];
    private final TicketDayCode days = new TicketDayCode();
    private byte[] code = new byte[64];
    private long countable;
    private long zero;
    private long refunds;

    HistoriesReader(Tickets tickets) {
      super(tickets);
      summary = tickets.summary();
    }

    @Override
    void begin(DuckDBDataChunkWriter out) {
      for (int i = 1; i < GAPS; i++) {
        columns[i] = out.vector(i);
      }
    }

    @Override
    TicketCounts taken() {
      return new TicketCounts(countable, zero, refunds, 0, 0, RefundCounts.NONE);
    }

    @Override
    boolean write(CustomerCursor customer, int row) {
      summary.summarize();
      countable += summary.tickets();
      zero += summary.zeroTickets();
      refunds += summary.refunds();
      if (summary.purchaseDayCount() > 0) {
        columns[1].setLong(row, customer.firstMicros());
        columns[2].setLong(row, customer.lastMicros());
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
      columns[12].setLong(row, summary.historicBought());
      int ints = 1 + LONGS.length;
      columns[ints].setInt(row, summary.purchaseDayCount());
      columns[ints + 1].setInt(row, summary.intervalPurchaseDays());
      columns[ints + 2].setInt(row, summary.frequency());
      columns[ints + 3].setInt(row, Math.toIntExact(summary.gapSum()));
      columns[ints + 4].setInt(row, summary.gapCount());
      for (RecentWindow window : RecentWindow.values()) {
        columns[9 + window.index()].setLong(row, summary.money(window));
        columns[ints + 5 + window.index()].setInt(row, summary.tickets(window));
      }
      writeAmounts(customer.key(), row);
      return true;
    }

    /** What was bought on each purchase day, of some customers. */
    private void writeAmounts(long key, int row) {
      int days = summary.purchaseDayCount();
      if (days == 0 || key > pricedBelow) {
        columns[AMOUNTS].setNull(row);
        return;
      }
      makeRoom(days);
      int length = 0;
      for (int i = 0; i < days; i++) {
        length = NumberCode.write(summary.purchaseMoney(i), code, length);
      }
      columns[AMOUNTS].setString(row, new String(code, 0, length, StandardCharsets.ISO_8859_1));
    }

    private void makeRoom(int numbers) {
      if (code.length < numbers * NumberCode.MOST_BYTES) {
        code = new byte[2 * numbers * NumberCode.MOST_BYTES];
      }
    }

    @Override
    byte[] text(int index) {
      return index == 0 ? gaps() : days.write(summary);
    }

    private byte[] gaps() {
      int days = summary.purchaseDayCount();
      makeRoom(days);
      int length = 0;
      for (int i = 1; i < days; i++) {
        int gap = summary.purchaseDay(i) - summary.purchaseDay(i - 1);
        length = NumberCode.write(gap, code, length);
      }
      return Arrays.copyOf(code, length);
    }
  }
}
