// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/**
 * Writes what the benchmark of deliveries makes its runs of: {@code DeliveryBenchmark FOLDER
 * CUSTOMERS} writes two orders for each customer and their e-mail addresses, with ids and addresses
 * as long as real ones.
 */
final class DeliveryBenchmark {
  private DeliveryBenchmark() {}

  /** Writes {@code orders.parquet} and {@code customers.parquet}. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    long customers = Long.parseLong(args[1]);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      write(
          statement,
          "SELECT printf('order-%012d', i) AS order_id, "
              + id("i // 2")
              + " AS customer_id, TIMESTAMP '2024-01-01' + INTERVAL (hash(i) % 46000000) SECOND AS"
              + " order_time, (100 + hash(i) % 20000) / 100 AS amount FROM range("
              + 2 * customers
              + ") AS numbers(i)",
          folder.resolve("orders.parquet"));
      write(
          statement,
          "SELECT "
              + id("i")
              + " AS customer_id, printf('someone.%012d@example.com', i) AS email, "
              + id("i")
              + " AS contact_id, true AS email_communications FROM range("
              + customers
              + ") AS numbers(i)",
          folder.resolve("customers.parquet"));
    }
  }

  private static String id(String number) {
    return "printf('customer-%012d', " + number + ")";
  }

  private static void write(Statement statement, String select, Path file) throws Exception {
    statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
  }
}
