// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements that become true together or not at all. Each is prepared once. */
public final class Transaction implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Transaction(Connection connection) {
    this.connection = connection;
  }

  /** Returns the number of rows that a statement changed. An empty optional is written as NULL. */
  int update(String sql, Object... values) {
    try {
      return prepare(sql, values).executeUpdate();
    } catch (SQLException e) {
      throw Failure.of(e);
    }
  }

  <T> List<T> list(String sql, Row.Reader<T> reader, Object... values) {
    try (ResultSet result = prepare(sql, values).executeQuery()) {
      List<T> rows = new ArrayList<>();
      Row row = new Row(result);
      while (result.next()) {
        rows.add(reader.read(row));
      }
      return rows;
    } catch (SQLException e) {
      throw Failure.of(e);
    }
  }

  <T> Optional<T> first(String sql, Row.Reader<T> reader, Object... values) {
    return list(sql, reader, values).stream().findFirst();
  }

  /** Changes a row for each of some values, in one go. */
  void updateAll(String sql, List<Object[]> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try {
      PreparedStatement statement = prepare(sql);
      for (Object[] row : rows) {
        bindAll(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw Failure.of(e);
    }
  }

  /** Asks the same for each of some values; an answer is empty if no row comes back. */
  <T> List<Optional<T>> firstOfEach(String sql, Row.Reader<T> reader, List<Object[]> all) {
    if (all.isEmpty()) {
      return List.of();
    }
    try {
      PreparedStatement statement = prepare(sql);
      List<Optional<T>> found = new ArrayList<>(all.size());
      for (Object[] values : all) {
        bindAll(statement, values);
        try (ResultSet result = statement.executeQuery()) {
          found.add(result.next() ? Optional.of(reader.read(new Row(result))) : Optional.empty());
        }
      }
      return found;
    } catch (SQLException e) {
      throw Failure.of(e);
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    bindAll(statement, values);
    return statement;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement each : prepared.values()) {
      each.close();
    }
  }

  private static void bindAll(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
  }

  private static void bind(PreparedStatement statement, int at, Object value) throws SQLException {
    if (value instanceof Optional<?> optional) {
      if (optional.isPresent()) {
        bind(statement, at, optional.get());
      } else {
        statement.setObject(at, null);
      }
    } else if (value instanceof Instant instant) {
      statement.setLong(at, instant.toEpochMilli());
    } else if (value instanceof Boolean flag) {
      statement.setInt(at, flag ? 1 : 0);
    } else if (value instanceof Double number) {
      statement.setDouble(at, number);
    } else if (value instanceof Number number) {
      statement.setLong(at, number.longValue());
    } else {
      statement.setString(at, value.toString());
    }
  }
}
