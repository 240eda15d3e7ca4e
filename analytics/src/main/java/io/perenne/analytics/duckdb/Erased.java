// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.ingest.source.ErasedCustomers;
import io.perenne.analytics.sql.Sql;
import java.util.Optional;

/** Customers who were erased, as the table {@code erased} of a database says. */
final class Erased {
  private Erased() {}

  /** Makes the table. */
  static void load(DuckDb database, ErasedCustomers customers) {
    database.execute(
        "CREATE OR REPLACE TABLE erased AS SELECT customer, day FROM read_csv("
            + Sql.quote(customers.table().toString())
            + ", header = true, columns = {customer: 'VARCHAR', day: 'DATE'})");
  }

  /**
   * Returns rows without those of erased customers up to the day of their erasure. Rows that cannot
   * be read stay, as they count for nobody.
   *
   * @param rows a query that yields {@code customer}, {@code time}, {@code file} and {@code bad}
   * @param events the number of the file with the orders of events, from which the erased were
   *     taken already
   */
  static String without(String rows, Optional<Integer> events) {
    return "SELECT rows.* FROM ("
        + rows
        + ") AS rows LEFT JOIN erased ON rows.customer = erased.customer"
        + " WHERE NOT coalesce(rows.bad = 0 AND CAST(rows.time AS DATE) <= erased.day"
        + events.map(place -> " AND rows.file <> " + place).orElse("")
        + ", false)";
  }

  /** Takes the erased out of the CRM: nothing says which of its rows were written after it. */
  static void leaveCrm(DuckDb database) {
    database.execute(
        "DELETE FROM crm_rows WHERE bad = 0 AND customer IN (SELECT customer FROM erased)");
  }
}
