// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.sql.Dialect;

/** Expressions as DuckDB writes them. */
final class DuckDbDialect implements Dialect {
  @Override
  public String daysBetween(String from, String to) {
    return "date_diff('day', " + from + ", " + to + ")";
  }

  @Override
  public String monthsBefore(String date, int months) {
    return "CAST(" + date + " - INTERVAL " + months + " MONTH AS DATE)";
  }
}
