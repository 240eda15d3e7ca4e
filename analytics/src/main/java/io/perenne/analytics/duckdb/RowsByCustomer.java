// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.duckdb.collect.RowStore;

/**
 * Rows collected by customer.
 *
 * @param database where the table of ids is
 * @param store the rows, sealed
 * @param customers the name of the table of ids with their keys
 * @param tally what all rows were
 * @param ids how many customers there are
 * @param keysDiffer whether each has a key of its own
 * @param idsNeedCare whether the text of some ids is not the id
 */
record RowsByCustomer(
    DuckDb database,
    RowStore store,
    String customers,
    RowTally tally,
    long ids,
    boolean keysDiffer,
    boolean idsNeedCare)
    implements AutoCloseable {

  /** Returns whether every row is with its customer. */
  boolean unmistakable() {
    return keysDiffer && !idsNeedCare;
  }

  @Override
  public void close() {
    store.close();
    database.execute("DROP TABLE IF EXISTS " + customers);
  }
}
