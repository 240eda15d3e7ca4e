// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks;

import io.perenne.analytics.datamodel.ColumnType;
import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.delivery.Courier;
import io.perenne.analytics.delivery.DeliverableRun;
import io.perenne.analytics.delivery.DeliveryLedger;
import io.perenne.analytics.delivery.DeliveryListener;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.delivery.DestinationSettings;
import io.perenne.analytics.delivery.Routes;
import io.perenne.analytics.delivery.Secret;
import io.perenne.analytics.delivery.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One delivery of a made-up run: {@code DeliveryBenchmark make FOLDER ROWS} writes the run, {@code
 * DeliveryBenchmark deliver FOLDER ROWS KEY=VALUE…} delivers it and prints the seconds of the
 * delivery itself and the most memory that the process has held.
 */
final class DeliveryBenchmark {
  private DeliveryBenchmark() {}

  /** Makes or delivers. */
  public static void main(String[] args) throws IOException, SQLException {
    Path folder = Path.of(args[1]);
    long rows = Long.parseLong(args[2]);
    if (args[0].equals("make")) {
      make(folder, rows);
      return;
    }
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 3; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      settings.put(args[i].substring(0, equals), args[i].substring(equals + 1));
    }
    deliver(folder, rows, settings);
  }

  private static void make(Path folder, long rows) throws IOException, SQLException {
    Files.createDirectories(folder);
    String columns =
        DatamodelColumn.contract().stream()
            .map(column -> value(column) + " AS \"" + column.name() + "\"")
            .collect(Collectors.joining(", "));
    String select = "SELECT " + columns + " FROM range(" + rows + ") AS numbers(i)";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      Path parquet = folder.resolve("customers.parquet");
      statement.execute("COPY (" + select + ") TO '" + parquet + "' (FORMAT parquet)");
      statement.execute(
          "COPY (FROM '" + parquet + "') TO '" + folder.resolve("clv.csv") + "' (HEADER true)");
    }
  }

  /** Values as long as real ones: 2 million rows are about 500 MB. */
  private static String value(DatamodelColumn column) {
    ColumnType type = column.type();
    return switch (type.kind()) {
      case TEXT, EMAIL ->
          switch (column.name()) {
            case "CustomerId", "ContactId" -> "printf('customer-%012d', i)";
            case "Email" -> "printf('someone.%012d@example.com', i)";
            case "ID_CLV_SEGMENT" -> "printf('%02d', 1 + i % 11)";
            default -> "'Value Repeater'";
          };
      case DECIMAL ->
          "(hash(i) % 1000000 / 100)::DECIMAL(" + type.length() + "," + type.scale() + ")";
      case INTEGER -> "(hash(i) % 40)::INTEGER";
      case BOOLEAN -> "i % 3 = 0";
      case DATE, TIMESTAMP -> "TIMESTAMP '2024-01-01' + INTERVAL (hash(i) % 40000000) SECOND";
    };
  }

  private static void deliver(Path folder, long rows, Map<String, String> settings)
      throws IOException {
    String id = UUID.randomUUID().toString();
    DeliverableRun run =
        new DeliverableRun(
            id,
            LocalDate.EPOCH,
            folder.resolve("customers.parquet"),
            folder.resolve("clv.csv"),
            rows,
            ZoneOffset.UTC);
    InstantSource clock = InstantSource.system();
    Routes routes =
        new Routes(folder, Secret.Sources.unattended(System.getenv()), clock, Sleeper.ofThread());
    Courier courier =
        new Courier(
            DeliveryLedger.of(folder),
            any -> Optional.empty(),
            clock,
            new Random(1),
            Sleeper.ofThread());
    DeliveryRecord record =
        courier.deliver(
            run,
            routes.route(DestinationSettings.of("benchmark", settings)),
            DeliveryListener.silent());
    DeliveryRecord.Receipt receipt =
        record.arrival().orElseThrow(() -> new IllegalStateException(record.lastMessage()));
    System.out.printf(Locale.ROOT, "%.3f %s%n", receipt.seconds(), peakMib());
  }

  private static String peakMib() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> Long.toString(Long.parseLong(line.replaceAll("\\D", "")) / 1024))
        .findFirst()
        .orElse("?");
  }
}
