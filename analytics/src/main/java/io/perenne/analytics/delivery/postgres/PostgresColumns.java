// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.postgres;

import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.ShippedColumn;
import io.perenne.analytics.delivery.postgres.PostgresColumn.Fit;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.words.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of a table that is there already, compared with those of a shipment before the first
 * row is sent. A table that rounds, cuts or shifts values would take every row without a word.
 */
final class PostgresColumns {
  private final Map<String, PostgresColumn> columns;
  private final String table;

  private PostgresColumns(Map<String, PostgresColumn> columns, String table) {
    this.columns = columns;
    this.table = table;
  }

  static PostgresColumns of(Connection connection, String table) throws SQLException {
    Map<String, PostgresColumn> columns = new LinkedHashMap<>();
    try (PreparedStatement prepared =
        connection.prepareStatement(
            Sql.fill(PostgresColumns.class, "postgres_columns", Map.of()))) {
      prepared.setString(1, table);
      try (ResultSet rows = prepared.executeQuery()) {
        while (rows.next()) {
          PostgresColumn column = PostgresColumn.read(rows);
          columns.put(column.name(), column);
        }
      }
    }
    return new PostgresColumns(columns, table);
  }

  /**
   * Requires that the table can take every value as it is.
   *
   * @throws DeliveryFailedException naming the columns that cannot
   */
  void require(List<ShippedColumn> shipped) {
    Set<String> ours = shipped.stream().map(ShippedColumn::name).collect(Collectors.toSet());
    refuse(
        "delivery.postgres.no-column",
        shipped.stream()
            .map(ShippedColumn::name)
            .filter(name -> !columns.containsKey(name))
            .toList());
    refuse("delivery.postgres.unfit", named(shipped, Fit.UNFIT));
    refuse(
        "delivery.postgres.computed",
        columns.values().stream()
            .filter(column -> column.computed() && ours.contains(column.name()))
            .map(PostgresColumn::toString)
            .toList());
    refuse(
        "delivery.postgres.demanded",
        columns.values().stream()
            .filter(column -> column.demanded() && !ours.contains(column.name()))
            .map(PostgresColumn::toString)
            .toList());
  }

  /** Returns the columns that do not take the longest or largest values. */
  List<String> narrower(List<ShippedColumn> shipped) {
    return named(shipped, Fit.NARROWER);
  }

  private List<String> named(List<ShippedColumn> shipped, Fit fit) {
    return shipped.stream()
        .filter(column -> columns.containsKey(column.name()))
        .filter(
            column ->
                Objects.requireNonNull(columns.get(column.name())).fit(column.column().type())
                    == fit)
        .map(column -> String.valueOf(columns.get(column.name())))
        .toList();
  }

  private void refuse(String key, List<String> names) {
    if (!names.isEmpty()) {
      Message message = Texts.message(key, table, String.join(", ", names));
      throw DeliveryFailedException.lasting(message, null);
    }
  }
}
