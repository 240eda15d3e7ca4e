// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A bare DuckDB process: {@code Engine MEMORY THREADS SPILL-FOLDER STATEMENT…}. */
final class Engine {
  private Engine() {}

  /** Runs the statements one after another. */
  public static void main(String[] args) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '" + args[0] + "'");
      statement.execute("SET threads = " + args[1]);
      statement.execute("SET temp_directory = '" + Path.of(args[2]) + "'");
      statement.execute("SET preserve_insertion_order = false");
      for (int i = 3; i < args.length; i++) {
        statement.execute(args[i]);
      }
    }
  }
}
