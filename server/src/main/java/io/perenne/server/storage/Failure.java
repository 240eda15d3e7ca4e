// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;

/** What the database's failures mean to the store. */
final class Failure {
  private static final String SERIALIZATION = "40001";
  private static final String DEADLOCK = "40P01";
  private static final int SQLITE_BUSY = 5;

  private Failure() {}

  static StoreException of(SQLException e) {
    return new StoreException("the database failed: " + e.getMessage(), e);
  }

  /** Returns whether the same transaction may succeed when tried again: another one was faster. */
  static boolean passes(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql) {
        String state = sql.getSQLState();
        return SERIALIZATION.equals(state)
            || DEADLOCK.equals(state)
            || (state == null && (sql.getErrorCode() & 0xff) == SQLITE_BUSY);
      }
    }
    return false;
  }
}
