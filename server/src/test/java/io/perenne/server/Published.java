// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What runs have published. */
final class Published {
  private Published() {}

  /** Returns the customers of a run by column, as texts; an absent one is empty. */
  static List<Map<String, String>> rows(Path run) {
    List<Map<String, String>> all = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT COLUMNS(*)::VARCHAR FROM read_parquet('"
                    + run.resolve("customers.parquet")
                    + "')")) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns; i++) {
          String value = rows.getString(i);
          row.put(rows.getMetaData().getColumnName(i), value == null ? "" : value);
        }
        all.add(row);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }
}
