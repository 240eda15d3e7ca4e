// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.ingest.column.IdentityMatch;
import io.perenne.analytics.ingest.source.RowFault;
import io.perenne.analytics.pipeline.CustomerMatch;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.sql.Sql;

/**
 * Finds the customers of transactions in a CRM. Where the ids differ by zeros in front or by case
 * only, and no two of one side would fall together, those of the CRM are taken for the others.
 */
final class CrmJoin {
  private static final String BARE = "bare";
  private static final String FOLDED = "folded";

  private final DuckDb database;
  private final HistoryTable histories;
  private final CrmTable crm;

  CrmJoin(DuckDb database, HistoryTable histories, CrmTable crm) {
    this.database = database;
    this.histories = histories;
    this.crm = crm;
  }

  /** How many ids of both sides are one, and how many of one side fall together. */
  private record Pairs(long found, long ambiguous) {}

  /** Returns how they meet; afterwards the CRM calls customers as the transactions do. */
  CustomerMatch join() {
    database.execute(
        Sql.load(DuckDb.class, "crm_ids")
            .with("customers", crm.sql())
            .with("customer_fault", RowFault.CUSTOMER.code()));
    return database.queryOne(
        Sql.load(DuckDb.class, "crm_found").with("histories", known()),
        row -> match(row.getLong(1), row.getLong(2), row.getLong(3)));
  }

  private CustomerMatch match(long buyers, long customers, long found) {
    long fewer = Math.min(buyers, customers);
    if (found == fewer) {
      return new CustomerMatch(
          buyers, customers, new IdentityMatch(fewer, found, found, found, 0, 0), "", "");
    }
    database.execute(Sql.load(DuckDb.class, "loose_ids").with("histories", known()));
    Pairs bare = pairs(BARE);
    Pairs folded = pairs(FOLDED);
    IdentityMatch ids =
        new IdentityMatch(
            fewer,
            found,
            found + bare.found(),
            found + Math.max(bare.found(), folded.found()),
            bare.ambiguous(),
            folded.ambiguous());
    CustomerMatch match =
        new CustomerMatch(buyers, customers, ids, example("NOT of_crm"), example("of_crm"));
    switch (ids.how()) {
      case WITHOUT_ZEROS -> rename(BARE);
      case WITHOUT_CASE -> rename(FOLDED);
      case AS_WRITTEN, NONE -> {}
    }
    return match;
  }

  /** The ids of the transactions, each id of a person with several among them. */
  private String known() {
    String people = Tables.name(histories);
    return Identities.areIn(database)
        ? "(SELECT customer FROM " + people + " UNION SELECT customer FROM identities)"
        : people;
  }

  private Pairs pairs(String form) {
    return database.queryOne(
        Sql.load(DuckDb.class, "loose_pairs").with("form", form),
        row -> new Pairs(row.getLong(1), row.getLong(2)));
  }

  /** The first, so that the order of rows does not matter. */
  private String example(String side) {
    return database.queryOne(
        "SELECT coalesce(min(customer), '') FROM loose_ids WHERE " + side, row -> row.getString(1));
  }

  private void rename(String form) {
    database.execute(Sql.load(DuckDb.class, "loose_names").with("form", form));
    database.execute(
        "UPDATE crm_rows SET customer = loose_names.customer FROM loose_names"
            + " WHERE crm_rows.customer = loose_names.crm");
  }
}
