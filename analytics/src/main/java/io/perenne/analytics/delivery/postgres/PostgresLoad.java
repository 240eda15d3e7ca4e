// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.postgres;

import static io.perenne.analytics.delivery.postgres.PostgresStatements.exists;
import static io.perenne.analytics.delivery.postgres.PostgresStatements.run;
import static io.perenne.analytics.delivery.postgres.PostgresStatements.strings;

import io.perenne.analytics.Texts;
import io.perenne.analytics.datamodel.Ddl;
import io.perenne.analytics.datamodel.TableDialect;
import io.perenne.analytics.delivery.destination.CountedStream;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.destination.ShippedColumn;
import io.perenne.analytics.delivery.destination.StallGuard;
import io.perenne.analytics.delivery.destination.WatchedStream;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * The rows of one shipment on their way into a table, within a transaction that the caller ends.
 */
final class PostgresLoad {
  private static final int COPY_BUFFER = 1 << 16;
  private static final int MOST_NAMED = 5;

  private final Connection connection;
  private final PostgresTable table;
  private final Shipment shipment;
  private final Destination.Progress progress;
  private final String key;

  PostgresLoad(
      Connection connection,
      PostgresTable table,
      Shipment shipment,
      Destination.Progress progress) {
    this.connection = connection;
    this.table = table;
    this.shipment = shipment;
    this.progress = progress;
    key =
        ShippedColumn.key(shipment.columns())
            .map(column -> Sql.identifier(column.name()))
            .orElseThrow();
  }

  /** Loads the rows; returns how, if there is something to say about it, or an empty text. */
  String load() throws SQLException, IOException {
    if (!exists(connection, table.table())) {
      loadNewTable(table.table());
      return "";
    }
    List<String> additions = table.mode() == PostgresMode.UPSERT ? List.of() : additions();
    if (table.mode() == PostgresMode.SWAP && additions.isEmpty()) {
      swap();
      return "";
    }
    PostgresColumns columns = PostgresColumns.of(connection, table.table());
    columns.require(shipment.columns());
    try {
      if (table.mode() == PostgresMode.UPSERT) {
        upsert();
        return "";
      }
      refill();
    } catch (SQLException e) {
      throw namingNarrower(columns.narrower(shipment.columns()), e);
    }
    return "the table was emptied and filled in place, because a new one would lose: "
        + String.join(", ", additions.subList(0, Math.min(MOST_NAMED, additions.size())))
        + (additions.size() > MOST_NAMED ? " and more" : "");
  }

  /** The server does not say in which column a value was too long or too large. */
  private static RuntimeException namingNarrower(List<String> narrower, SQLException e)
      throws SQLException {
    if (narrower.isEmpty() || !String.valueOf(e.getSQLState()).matches("22001|22003")) {
      throw e;
    }
    return DeliveryFailedException.lasting(
        Texts.message(
            "delivery.postgres.too-narrow",
            PostgresStatements.said(e),
            String.join(", ", narrower)),
        e);
  }

  /** Returns what others have added to the table, which a new table would not have. */
  private List<String> additions() throws SQLException {
    String ours =
        shipment.columns().stream().map(ShippedColumn::name).collect(Collectors.joining("\n"));
    return strings(connection, "postgres_additions", table.table(), ours);
  }

  /** Replaces the rows and nothing else; who reads meanwhile waits for the end. */
  private void refill() throws SQLException, IOException {
    run(connection, "TRUNCATE " + Sql.identifier(table.table()));
    copy(table.table(), "");
    run(connection, "ANALYZE " + Sql.identifier(table.table()));
  }

  private void upsert() throws SQLException, IOException {
    run(
        connection,
        Sql.fill(
            PostgresLoad.class,
            "postgres_staging",
            Map.of("table", Sql.identifier(table.table()), "columns", columnNames())));
    copy("perenne_staging", "");
    run(connection, upsertStatement());
  }

  private String upsertStatement() {
    List<String> values =
        shipment.columns().stream()
            .filter(column -> !column.isKey())
            .map(column -> Sql.identifier(column.name()))
            .toList();
    return Sql.fill(
        PostgresLoad.class,
        values.isEmpty() ? "postgres_insert_missing" : "postgres_upsert",
        Map.of(
            "table",
            Sql.identifier(table.table()),
            "columns",
            columnNames(),
            "key",
            key,
            "assignments",
            joined(values, "%1$s = excluded.%1$s"),
            "old",
            joined(values, "kept.%1$s"),
            "new",
            joined(values, "excluded.%1$s")));
  }

  private static String joined(List<String> names, String pattern) {
    return names.stream().map(pattern::formatted).collect(Collectors.joining(", "));
  }

  private void swap() throws SQLException, IOException {
    String next = table.table() + "__next";
    run(connection, "DROP TABLE IF EXISTS " + Sql.identifier(next));
    loadNewTable(next);
    for (String grant : strings(connection, "postgres_grants", table.table(), next)) {
      run(connection, grant);
    }
    run(connection, "DROP TABLE " + Sql.identifier(table.table()));
    alter(next, "RENAME TO " + Sql.identifier(table.table()));
  }

  /** Fills a table that nobody sees yet; its index is built faster at the end than row by row. */
  private void loadNewTable(String name) throws SQLException, IOException {
    create(name);
    for (String constraint : strings(connection, "postgres_primary_key", name)) {
      alter(name, "DROP CONSTRAINT " + Sql.identifier(constraint));
    }
    copy(name, ", FREEZE true");
    alter(name, "ADD PRIMARY KEY (" + key + ")");
    run(connection, "ANALYZE " + Sql.identifier(name));
  }

  private void create(String name) throws SQLException {
    PostgresStatements.create(
        connection,
        Ddl.render(
            TableDialect.POSTGRESQL,
            name,
            shipment.columns().stream().map(ShippedColumn::column).toList(),
            Language.EN),
        table,
        name);
    for (ShippedColumn column : shipment.columns()) {
      if (!column.name().equals(column.column().name())) {
        alter(
            name,
            "RENAME COLUMN "
                + Sql.identifier(column.column().name())
                + " TO "
                + Sql.identifier(column.name()));
      }
    }
  }

  private void alter(String name, String change) throws SQLException {
    run(connection, "ALTER TABLE " + Sql.identifier(name) + " " + change);
  }

  private void copy(String target, String options) throws SQLException, IOException {
    String copy =
        Sql.fill(
            PostgresLoad.class,
            "postgres_copy",
            Map.of("table", Sql.identifier(target), "columns", columnNames(), "options", options));
    try (StallGuard guard = StallGuard.over(() -> abort(connection), table.timeout());
        InputStream file = Files.newInputStream(shipment.file());
        InputStream in = new WatchedStream(new CountedStream(file, progress), guard)) {
      long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, in, COPY_BUFFER);
      if (rows != shipment.label().rows()) {
        throw new IOException("of " + shipment.label().rows() + " rows, " + rows + " arrived");
      }
    }
  }

  private static void abort(Connection connection) throws IOException {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private String columnNames() {
    return shipment.columns().stream()
        .map(column -> Sql.identifier(column.name()))
        .collect(Collectors.joining(", "));
  }
}
