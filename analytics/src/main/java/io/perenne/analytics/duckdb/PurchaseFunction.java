// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.duckdb.collect.CustomerCursor;
import io.perenne.analytics.duckdb.collect.RowStore;
import java.time.LocalDate;
import java.util.Arrays;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;

/**
 * The table function {@code purchases()}: for each customer of a {@link RowStore} with a purchase
 * up to a day, the key and the {@link PurchaseBuffer} as a text. Threads share the customers among
 * them.
 */
final class PurchaseFunction
    implements DuckDBTableFunction<RowStore, RowStore, PurchaseFunction.Reader> {
  private final RowStore store;
  private final LocalDate until;
  private final boolean keepFree;
  private final long customers;
  private final int threads;
  private long buyers;
  private long tickets;
  private long notCountable;
  private long later;

  /** Makes the function; {@code customers} is about how many there will be. */
  PurchaseFunction(RowStore store, LocalDate until, boolean keepFree, long customers, int threads) {
    this.store = store;
    this.until = until;
    this.keepFree = keepFree;
    this.customers = customers;
    this.threads = threads;
  }

  @Override
  public RowStore bind(DuckDBTableFunctionBindInfo info) {
    info.addResultColumn("key", DuckDBColumnType.BIGINT);
    info.addResultColumn("purchases", DuckDBColumnType.VARCHAR);
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

  /** Returns how many customers bought, once all are read. */
  synchronized long buyers() {
    return buyers;
  }

  /** Returns what became of the tickets, once all are read. */
  synchronized TicketCounts tickets() {
    return new TicketCounts(tickets, 0, 0, notCountable, later);
  }

  private synchronized void count(int more, long accepted, CustomerCursor finished) {
    buyers += more;
    tickets += accepted;
    notCountable += finished.notCountable();
    later += finished.later();
  }

  /** Reads the customers of one thread. */
  final class Reader {
    private final PurchaseBuffer purchases = new PurchaseBuffer(keepFree);
    private final CustomerCursor cursor = new CustomerCursor(store, until, purchases);
    private int found;
    private boolean done;

    long fill(DuckDBDataChunkWriter out) {
      if (done) {
        return 0;
      }
      byte[][] texts = new byte[Math.toIntExact(out.capacity())][];
      int row = 0;
      while (row < texts.length && cursor.next()) {
        purchases.merge();
        if (purchases.count() > 0) {
          out.vector(0).setLong(row, cursor.key());
          texts[row++] = purchases.encode();
        }
      }
      found += row;
      out.vector(1).setStringUtf8Batch(0, row == texts.length ? texts : Arrays.copyOf(texts, row));
      if (row < texts.length) {
        done = true;
        count(found, purchases.accepted(), cursor);
      }
      return row;
    }
  }
}
