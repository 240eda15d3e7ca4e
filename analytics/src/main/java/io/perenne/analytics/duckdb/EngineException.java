// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import java.sql.SQLException;

/** The engine refused a statement of ours: a defect, not the user's doing. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final SQLException sql;

  EngineException(String message, SQLException cause) {
    super(message, cause);
    sql = cause;
  }

  /** Returns the engine's own exception. */
  SQLException sql() {
    return sql;
  }
}
