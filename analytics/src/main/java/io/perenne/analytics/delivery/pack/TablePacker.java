// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import io.perenne.analytics.OutOfResourcesException;
import io.perenne.analytics.datamodel.ColumnType;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.destination.ShippedColumn;
import io.perenne.analytics.duckdb.PublishedTable;
import io.perenne.analytics.home.Sha256;
import io.perenne.analytics.sql.Sql;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes chosen rows and columns of a run in a chosen form. The engine writes the table; what it
 * cannot do (other line ends and encodings, compression, encryption) is done in one pass over it.
 */
public final class TablePacker implements Packer {
  /** A column that differs in every run without any news of a customer. */
  private static final String OF_EVERY_RUN = "RUN_ID";

  private static final String NOBODY = "SELECT '' WHERE false";

  private final RowChoice rows;
  private final TableFormat format;
  private final CsvStyle style;
  private final Wrapping wrapping;
  private final Optional<Path> pgpKey;
  private final InstantSource instants;

  public TablePacker(
      RowChoice rows,
      TableFormat format,
      CsvStyle style,
      Wrapping wrapping,
      Optional<Path> pgpKey,
      InstantSource instants) {
    this.instants = instants;
    this.rows = rows;
    this.format = format;
    this.style = style;
    this.wrapping = wrapping;
    this.pgpKey = pgpKey;
  }

  @Override
  public String settings() {
    return rows.text() + ";" + format + ";" + style;
  }

  @Override
  public void check() {
    if (pgpKey.isPresent()) {
      PgpRecipient.load(pgpKey.get(), instants.instant());
    }
  }

  @Override
  public Shipment pack(DeliverableRun run, EarlierRuns earlier, String name, Path folder) {
    check(); // before minutes of work
    Path table = folder.resolve("table" + format.ending());
    try {
      long count = write(run, earlier, table, folder);
      Path packed = isDone() ? table : wrap(table, name, folder);
      Label label = new Label(run.runId(), name, Files.size(packed), count, Sha256.of(packed));
      return new Shipment(label, packed, rows.columns());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private boolean isDone() {
    return wrapping == Wrapping.NONE
        && pgpKey.isEmpty()
        && (format != TableFormat.CSV || style.isWrittenByTheEngine());
  }

  private long write(DeliverableRun run, EarlierRuns earlier, Path table, Path folder) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '400MB'");
      statement.execute("SET threads = 2");
      statement.execute("SET temp_directory = " + Sql.quote(folder.resolve("spill").toString()));
      statement.execute("SET autoinstall_known_extensions = false");
      return statement.executeUpdate(
          "COPY ("
              + select(connection, run, earlier)
              + ") TO "
              + Sql.quote(table.toString())
              + options());
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(Exception e) {
    String message = String.valueOf(e.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    return lower.contains("out of memory")
            || lower.contains("no space left")
            || lower.contains("quota exceeded")
        ? new OutOfResourcesException("memory or disk ran out while packing: " + message, e)
        : new IllegalStateException("the run cannot be packed: " + message, e);
  }

  private String select(Connection connection, DeliverableRun run, EarlierRuns earlier) {
    String now = select(connection, run.customers(), condition(earlier), run.zone());
    if (!rows.changedOnly() || earlier.arrived().isEmpty()) {
      return now;
    }
    Path before = earlier.arrived().get();
    String key = Sql.identifier(ShippedColumn.key(rows.columns()).orElseThrow().name());
    return Sql.fill(
            TablePacker.class,
            "changed_rows",
            Map.of(
                "now",
                now,
                "before",
                select(connection, before, rows.condition(), run.zone()),
                "key",
                key,
                "compared",
                rows.columns().stream()
                    .filter(column -> !column.column().name().equals(OF_EVERY_RUN))
                    .map(column -> Sql.identifier(column.name()))
                    .collect(Collectors.joining(", ")),
                "refused",
                earlier.refused().map(TablePacker::refusedKeys).orElse(NOBODY)))
        + " ORDER BY "
        + key;
  }

  /** Returns the condition on a row, with those who may be there and no longer belong there. */
  private String condition(EarlierRuns earlier) {
    if (!rows.leaversToo() || !rows.isRestricted()) {
      return rows.condition();
    }
    Stream<String> mayBeThere =
        Stream.concat(
            earlier.begun().stream()
                .map(
                    path ->
                        Sql.fill(
                            TablePacker.class,
                            "chosen_keys",
                            Map.of(
                                "customers",
                                Sql.quote(path.toString()),
                                "condition",
                                rows.condition()))),
            earlier.refused().stream().map(TablePacker::refusedKeys));
    return Stream.concat(
            Stream.of("(" + rows.condition() + ")"),
            mayBeThere.map(keys -> "\"CustomerId\" IN (" + keys + ")"))
        .collect(Collectors.joining(" OR "));
  }

  private static String refusedKeys(Path list) {
    return Sql.fill(TablePacker.class, "refused_keys", Map.of("list", Sql.quote(list.toString())));
  }

  private String select(Connection connection, Path customers, String condition, ZoneId zone) {
    return Sql.fill(
        TablePacker.class,
        "shipped_rows",
        Map.of(
            "columns",
            rows.columns().stream()
                .map(column -> expression(column, zone))
                .collect(Collectors.joining(", ")),
            "customers",
            PublishedTable.sql(connection, customers),
            "condition",
            condition));
  }

  private String expression(ShippedColumn column, ZoneId zone) {
    String name = Sql.identifier(column.column().name());
    ColumnType.Kind kind = column.column().type().kind();
    String value = name;
    if (format != TableFormat.PARQUET && kind == ColumnType.Kind.TIMESTAMP) {
      value = style.dates().sql(name, zone);
    } else if (format == TableFormat.CSV && kind == ColumnType.Kind.BOOLEAN) {
      value = style.booleans().sql(name);
    }
    return value + " AS " + Sql.identifier(column.name());
  }

  private String options() {
    return switch (format) {
      case PARQUET -> " (FORMAT parquet)";
      case JSON_LINES -> " (FORMAT json)";
      case CSV ->
          " (FORMAT csv, HEADER true, QUOTE '\"', ESCAPE '\"', DELIMITER "
              + Sql.quote(style.delimiter())
              + ", NULLSTR "
              + Sql.quote(style.nullText())
              + ")";
    };
  }

  private Path wrap(Path table, String name, Path folder) throws IOException {
    Path packed = folder.resolve("packed");
    String inner = name.replaceFirst("\\.pgp$", "").replaceFirst("\\.(zip|gz)$", "");
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(packed), 1 << 16);
        OutputStream locked = locked(file, name);
        OutputStream compressed = wrapping.around(locked, inner);
        InputStream in = Files.newInputStream(table)) {
      if (format == TableFormat.CSV && !style.isWrittenByTheEngine()) {
        TextRewriter.rewrite(in, compressed, style);
      } else {
        in.transferTo(compressed);
      }
    }
    Files.delete(table);
    return packed;
  }

  private OutputStream locked(OutputStream out, String name) throws IOException {
    return pgpKey.isEmpty()
        ? out
        : PgpRecipient.load(pgpKey.get(), instants.instant())
            .around(out, name.replaceFirst("\\.pgp$", ""));
  }
}
