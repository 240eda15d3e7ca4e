// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.duckdb.collect.CustomerCursor;
import io.perenne.analytics.duckdb.collect.RowStore;
import io.perenne.analytics.pipeline.RefundCounts;
import java.time.LocalDate;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunctionBindInfo;

/**
 * The table function {@code purchases()}: for each customer of a {@link RowStore} with a purchase
 * up to a day, the key and the {@link PurchaseBuffer} as a text.
 */
final class PurchaseFunction extends CustomerFunction {
  private final boolean keepFree;

  /** Makes the function; {@code customers} is about how many there will be. */
  PurchaseFunction(RowStore store, LocalDate until, boolean keepFree, long customers, int threads) {
    super(store, until, customers, threads);
    this.keepFree = keepFree;
  }

  @Override
  void addColumns(DuckDBTableFunctionBindInfo info) {
    info.addResultColumn("purchases", DuckDBColumnType.VARCHAR);
  }

  @Override
  int textColumn() {
    return 1;
  }

  @Override
  Reader reader() {
    return new PurchasesReader(new PurchaseBuffer(keepFree));
  }

  private final class PurchasesReader extends Reader {
    private final PurchaseBuffer purchases;

    PurchasesReader(PurchaseBuffer purchases) {
      super(purchases);
      this.purchases = purchases;
    }

    @Override
    void begin(DuckDBDataChunkWriter out) {}

    @Override
    boolean write(CustomerCursor customer, int row) {
      purchases.merge();
      return purchases.count() > 0;
    }

    @Override
    byte[] text(int index) {
      return purchases.encode();
    }

    @Override
    TicketCounts taken() {
      return new TicketCounts(purchases.accepted(), 0, 0, 0, 0, RefundCounts.NONE);
    }
  }
}
