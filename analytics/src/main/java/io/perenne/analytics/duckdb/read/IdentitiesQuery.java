// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.source.IdentitiesFile;
import io.perenne.analytics.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The rows of a table of identities, as a table of the database that other queries join. */
public final class IdentitiesQuery {
  private final IdentitiesFile file;
  private final FileSql reader;
  private final ValueSql values;

  private IdentitiesQuery(IdentitiesFile file) {
    this.file = file;
    reader = new FileSql("rejects_of_identities", file.nullTexts());
    values = new ValueSql(ZoneOffset.UTC, file.nullTexts());
  }

  /** Writes the query for a described file. */
  public static IdentitiesQuery of(IdentitiesFile file) {
    return new IdentitiesQuery(file);
  }

  /**
   * Makes the table {@code identities} of {@code customer VARCHAR} and {@code person VARCHAR}, both
   * as ids of customers are read, and refuses what cannot be: an empty id, an id of two people, a
   * person that is part of another, broken rows.
   */
  public void load(Connection connection) throws SQLException {
    DamageLog damage = new DamageLog(reader);
    damage.forget(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TABLE identities AS " + sql());
      if (!damage.noted(connection, List.of(file.table())).isEmpty()) {
        throw InputException.of(file.table().path(), Texts.message("problem.identities.rows"));
      }
      requireSound(statement);
      statement.execute("DELETE FROM identities WHERE customer = person");
    }
  }

  private String sql() {
    return Sql.fill(
        IdentitiesQuery.class,
        "identities",
        Map.of(
            "customer", text(file.customer()),
            "person", text(file.person()),
            "id_of_customer", IdSql.canonical("customer"),
            "id_of_person", IdSql.canonical("person"),
            "reader", reader.sql(List.of(file.table()))));
  }

  private String text(FieldMapping found) {
    return values.text(
        FileSql.column(file.table(), found.index()), file.table().columns().get(found.index()));
  }

  private void requireSound(Statement statement) throws SQLException {
    try (ResultSet fault =
        statement.executeQuery(Sql.fill(IdentitiesQuery.class, "faulty_identity", Map.of()))) {
      if (fault.next()) {
        throw InputException.of(
            file.table().path(),
            Texts.message(
                "problem.identities." + fault.getString(1),
                fault.getString(2),
                fault.getString(3)));
      }
    }
  }
}
