// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.query;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** Values of a database as text that reads the same whatever the database is set to. */
final class Values {
  private Values() {}

  /** Returns a column with a zone as an instant in UTC. */
  static String instant(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant().toString();
  }

  /** Returns a number without an exponent; what is no number stays. */
  static String plain(String text) {
    try {
      return new BigDecimal(text).toPlainString();
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
