// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.RowCounts;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Sums up what rows were: those of customers and, by reason, those of none. */
final class RowTally implements DuckDb.RowUser {
  private long all;
  private long unreadable;
  private long withoutRate;
  private long anonymous;
  private long superseded;

  @Override
  public void use(ResultSet row) throws SQLException {
    int bad = row.getInt(1);
    boolean unknown = row.getBoolean(2);
    long count = row.getLong(3);
    all += count;
    if (bad == RowCode.SUPERSEDED) {
      superseded += count;
    } else if (bad == RowCode.NO_RATE) {
      withoutRate += count;
    } else if (bad != 0) {
      unreadable += count;
    } else if (unknown) {
      anonymous += count;
    }
  }

  RowCounts counts(TicketCounts tickets, long customers) {
    return new RowCounts(
        all,
        unreadable,
        withoutRate,
        anonymous,
        superseded,
        tickets.countable(),
        tickets.zero(),
        tickets.refunds(),
        tickets.notCountable(),
        tickets.later(),
        customers);
  }
}
