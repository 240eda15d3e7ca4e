// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.sql.Sql;
import io.perenne.clv.words.Language;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds one customer in the datamodel of a published run. */
public final class CustomerLookup {
  private static final long MEMORY_BYTES = 256_000_000;

  private CustomerLookup() {}

  /**
   * Returns the customer's values by column, in the order of the columns; an absent value is empty
   * text.
   *
   * @param customers the run's table of customers, in the folder of the run
   * @param customerId the id, letter by letter
   * @param language the language of the reason
   */
  public static Optional<Map<String, String>> find(
      Path customers, String customerId, Language language) {
    Path spill = customers.toAbsolutePath().resolveSibling(".spill"); // one row never needs it
    try (DuckDb database = DuckDb.open(MEMORY_BYTES, 1, spill)) {
      Sql sql =
          Sql.load(DuckDb.class, "customer_row")
              .with("datamodel", PublishedTable.sql(database.connection(), customers, language))
              .withText("customer", customerId);
      List<Map<String, String>> rows =
          database.query(
              sql,
              row -> {
                Map<String, String> values = new LinkedHashMap<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                  String value = Objects.requireNonNullElse(row.getString(i), "");
                  values.put(row.getMetaData().getColumnLabel(i), value);
                }
                return values;
              });
      return rows.stream().findFirst();
    }
  }
}
