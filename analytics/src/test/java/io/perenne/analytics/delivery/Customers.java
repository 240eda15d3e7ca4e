// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.datamodel.ColumnType;
import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Made-up tables of customers in the form of a run's. */
public final class Customers {
  private Customers() {}

  /**
   * Writes a run of three customers: one in segment 01 who may be written to, one in 05, and one
   * who never bought. Values given by column replace those of the first.
   */
  public static DeliverableRun run(Path folder, String runId, Map<String, String> first)
      throws Exception {
    Path file = folder.resolve(runId + ".parquet");
    String rows =
        Stream.of(
                values(first, "'ana, \"la 1\"'", "'ana@example.com'", "'01'", "true", "12.50"),
                values(Map.of(), "'bob\nñ'", "'bob@example.com'", "'05'", "false", "0.00"),
                values(Map.of(), "'céline'", "NULL", "'11'", "false", "3.10"))
            .collect(Collectors.joining(" UNION ALL "));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + rows + ") TO '" + file + "' (FORMAT parquet)");
    }
    return new DeliverableRun(
        runId, LocalDate.parse("2025-06-30"), file, file, 3, ZoneId.of("Europe/Madrid"));
  }

  public static DeliverableRun run(Path folder, String runId) throws Exception {
    return run(folder, runId, Map.of());
  }

  /** Writes a run of many customers, each with an e-mail address of some length. */
  static DeliverableRun many(Path folder, String runId, int count, int length) throws Exception {
    Path file = folder.resolve(runId + ".parquet");
    Map<String, String> values =
        Map.of(
            "CustomerId",
            "'customer-' || lpad(n::VARCHAR, 3, '0')",
            "Email",
            "repeat('x', " + length + ")");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY ("
              + values(values, "", "", "'01'", "true", "1.00")
              + " FROM range("
              + count
              + ") AS r(n)) TO '"
              + file
              + "' (FORMAT parquet)");
    }
    return new DeliverableRun(
        runId, LocalDate.parse("2025-06-30"), file, file, count, ZoneId.of("Europe/Madrid"));
  }

  private static String values(
      Map<String, String> more, String id, String email, String segment, String mail, String ltv) {
    List<DatamodelColumn> columns =
        Stream.concat(DatamodelColumn.contract().stream(), DatamodelColumn.extended().stream())
            .toList();
    return columns.stream()
        .map(
            column -> {
              String value =
                  more.getOrDefault(
                      column.name(),
                      switch (column.name()) {
                        case "CustomerId" -> id;
                        case "Email" -> email;
                        case "ID_CLV_SEGMENT" -> segment;
                        case "EMAIL_COMMUNICATIONS" -> mail;
                        case "LTV_VALUE" -> ltv;
                        case "LAST_TICKET_DATE" -> "'2025-06-29 21:15:00'";
                        case "FIRST_TICKET_DATE" -> "'2025-01-01 09:00:00'";
                        default -> standard(column);
                      });
              return "(" + value + ")::" + type(column.type()) + " AS \"" + column.name() + "\"";
            })
        .collect(Collectors.joining(", ", "SELECT ", ""));
  }

  private static String standard(DatamodelColumn column) {
    if (column.nullable()) {
      return "NULL";
    }
    return switch (column.type().kind()) {
      case TEXT, EMAIL -> "'x'";
      case DECIMAL, INTEGER -> "1";
      case BOOLEAN -> "true";
      case DATE, TIMESTAMP -> "'2025-01-01'";
    };
  }

  private static String type(ColumnType type) {
    return switch (type.kind()) {
      case TEXT, EMAIL -> "VARCHAR";
      case DECIMAL -> "DECIMAL(" + type.length() + "," + type.scale() + ")";
      case INTEGER -> "INTEGER";
      case BOOLEAN -> "BOOLEAN";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMP";
    };
  }
}
