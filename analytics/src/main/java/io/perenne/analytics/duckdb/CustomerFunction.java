// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.duckdb.collect.CustomerCursor;
import io.perenne.analytics.duckdb.collect.RowStore;
import io.perenne.analytics.duckdb.collect.TicketTaker;
import io.perenne.analytics.pipeline.RefundCounts;
import java.time.LocalDate;
import java.util.Arrays;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;

/**
 * A table function with a row for each customer of a {@link RowStore} who has a ticket up to a day:
 * first the key of the customer, at last a text of ASCII characters. Threads share the customers
 * among them.
 */
abstract class CustomerFunction
    implements DuckDBTableFunction<RowStore, RowStore, CustomerFunction.Reader> {
  private final RowStore store;
  private final LocalDate until;
  private final long customers;
  private final int threads;
  private TicketCounts counts = TicketCounts.NONE;
  private long rows;

  /** Makes the function; {@code customers} is about how many rows there will be. */
  CustomerFunction(RowStore store, LocalDate until, long customers, int threads) {
    this.store = store;
    this.until = until;
    this.customers = customers;
    this.threads = threads;
  }

  /** Declares the columns after the key, the texts last. */
  abstract void addColumns(DuckDBTableFunctionBindInfo info);

  /** Returns the place of the first text. */
  abstract int textColumn();

  /** Returns how many texts there are. */
  int texts() {
    return 1;
  }

  /** Returns a reader for one thread. */
  abstract Reader reader();

  @Override
  public final RowStore bind(DuckDBTableFunctionBindInfo info) {
    info.addResultColumn("key", DuckDBColumnType.BIGINT);
    addColumns(info);
    info.setCardinality(customers, false);
    return store;
  }

  @Override
  public final RowStore init(DuckDBTableFunctionInitInfo info) {
    info.setMaxThreads(threads);
    return store;
  }

  @Override
  public final Reader localInit(DuckDBTableFunctionInitInfo info) {
    return reader();
  }

  @Override
  public final long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter out) {
    Reader reader = info.getLocalInitData();
    return reader.fill(out);
  }

  /** Returns what became of the tickets, once all rows are read. */
  final synchronized TicketCounts counts() {
    return counts;
  }

  /** Returns how many rows were given out, once all are read. */
  final synchronized long rows() {
    return rows;
  }

  private synchronized void count(TicketCounts more, long moreRows) {
    counts = counts.plus(more);
    rows += moreRows;
  }

  private static RefundCounts links(CustomerCursor cursor) {
    return new RefundCounts(
        cursor.namedRefunds(),
        cursor.links().told(),
        cursor.links().byAmount(),
        cursor.links().byLines(),
        cursor.links().unlinked());
  }

  /** Reads the customers of one thread. */
  abstract class Reader {
    private final CustomerCursor cursor;
    private byte[][][] texts = new byte[0][][];
    private long found;
    private boolean done;

    /** Makes a reader whose tickets go to a taker. */
    Reader(TicketTaker taker) {
      cursor = new CustomerCursor(store, until, taker);
    }

    /** Begins a chunk of rows. */
    abstract void begin(DuckDBDataChunkWriter out);

    /** Writes the customer that the cursor is at; false if it gives no row. */
    abstract boolean write(CustomerCursor customer, int row);

    /** Returns a text of the customer that was written last, by its place among the texts. */
    abstract byte[] text(int index);

    /**
     * Returns the tickets taken by this reader so far: countable ones, those of nothing, refunds.
     */
    abstract TicketCounts taken();

    private long fill(DuckDBDataChunkWriter out) {
      if (done) {
        return 0;
      }
      int capacity = Math.toIntExact(out.capacity());
      if (texts.length == 0 || texts[0].length != capacity) {
        texts = new byte[texts()][capacity][];
      }
      DuckDBWritableVector keys = out.vector(0);
      begin(out);
      int row = 0;
      while (row < capacity && cursor.next()) {
        if (write(cursor, row)) {
          keys.setLong(row, cursor.key());
          for (int i = 0; i < texts.length; i++) {
            texts[i][row] = text(i);
          }
          row++;
        }
      }
      for (int i = 0; i < texts.length; i++) {
        byte[][] all = row == capacity ? texts[i] : Arrays.copyOf(texts[i], row);
        out.vector(textColumn() + i).setStringUtf8Batch(0, all);
      }
      found += row;
      if (row < capacity) {
        done = true;
        count(
            taken()
                .plus(
                    new TicketCounts(
                        0, 0, 0, cursor.notCountable(), cursor.later(), links(cursor))),
            found);
      }
      return row;
    }
  }
}
