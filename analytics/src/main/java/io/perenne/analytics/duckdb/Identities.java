// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

/** Customers whose ids are one person, as the table {@code identities} of a database says. */
final class Identities {
  private Identities() {}

  /** Returns whether identities were loaded into a database. */
  static boolean areIn(DuckDb database) {
    return database.queryOne(
        "SELECT count(*) > 0 FROM duckdb_tables() WHERE table_name = 'identities'",
        row -> row.getBoolean(1));
  }

  /**
   * Returns the same rows with the id of the person where a customer is one of several ids.
   *
   * @param rows a query that yields {@code customer}
   */
  static String joined(String rows) {
    return "SELECT rows.* REPLACE (coalesce(identities.person, rows.customer) AS customer) FROM ("
        + rows
        + ") AS rows LEFT JOIN identities ON rows.customer = identities.customer";
  }
}
