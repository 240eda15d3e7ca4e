// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Decodes one row per customer (see {@code customer_tickets.sql}) and counts the others. */
final class CustomerRows implements DuckDb.RowUser {

  private final PurchaseDays purchases;
  private final PurchaseSink sink;
  private final TicketCode code = new TicketCode();
  private long all;
  private long unreadable;
  private long anonymous;
  private long superseded;
  private long buyers;

  CustomerRows(boolean keepFree, PurchaseSink sink) {
    this.purchases = new PurchaseDays(keepFree);
    this.sink = sink;
  }

  @Override
  public void use(ResultSet row) throws SQLException {
    String customer = row.getString(1);
    int bad = row.getInt(2);
    long rows = row.getLong(3);
    all += rows;
    if (bad == RowCode.SUPERSEDED) {
      superseded += rows;
    } else if (bad != 0) {
      unreadable += rows;
    } else if (customer == null) {
      anonymous += rows;
    } else {
      purchases.clear();
      code.decode(row.getString(6), purchases::add);
      purchases.merge();
      if (purchases.count() > 0) {
        buyers++;
        sink.accept(customer, purchases);
      }
    }
  }

  PurchaseCounts counts() {
    return new PurchaseCounts(
        all, unreadable, anonymous, superseded, code.notCountable(), code.later(), buyers);
  }
}
