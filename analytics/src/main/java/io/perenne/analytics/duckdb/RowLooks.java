// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.RowLook;
import io.perenne.analytics.sql.Sql;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Looks at rows as they are understood, in one reading. */
final class RowLooks {
  private static final int SAMPLE = 3;

  private final DuckDb database;

  RowLooks(DuckDb database) {
    this.database = database;
  }

  RowLook look(TransactionRelation transactions) {
    List<RowLook.Currency> currencies = new ArrayList<>();
    List<LocalDateTime> times = new ArrayList<>();
    long[] repeated = new long[1];
    database.scan(
        Sql.load(DuckDb.class, "row_look").with("transactions", transactions.rawSql()),
        row -> {
          currencies.add(
              new RowLook.Currency(row.getString(1), row.getLong(2), row.getBigDecimal(3)));
          repeated[0] += row.getLong(4);
          times.add(row.getObject(5, LocalDateTime.class));
          times.add(row.getObject(6, LocalDateTime.class));
        });
    times.removeIf(Objects::isNull);
    return new RowLook(
        currencies,
        repeated[0],
        times.stream().min(Comparator.naturalOrder()).orElse(null),
        times.stream().max(Comparator.naturalOrder()).orElse(null),
        sample(transactions));
  }

  private List<RowLook.Row> sample(TransactionRelation transactions) {
    database.execute("SET preserve_insertion_order = true");
    try {
      return database.query(
          Sql.load(DuckDb.class, "row_sample")
              .with("transactions", transactions.sql())
              .with("most", SAMPLE),
          row ->
              new RowLook.Row(
                  row.getString(1),
                  row.getObject(2, LocalDateTime.class),
                  row.getBigDecimal(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7)));
    } finally {
      database.execute("SET preserve_insertion_order = false");
    }
  }
}
