// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.datamodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.clv.words.Language;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DdlTest {

  @Test
  void render_postgresql_quotesTypesAndExplains() {
    assertThat(render(TableDialect.POSTGRESQL))
        .startsWith(
            """
            CREATE TABLE "clv_datamodel" (
              "CustomerId" varchar(255) NOT NULL, -- Stable id of the customer; the key of the row
              "Email" varchar(254), -- Preferred e-mail address, as last confirmed
            """)
        .contains("\n  \"LTV_VALUE\" numeric(18,2) NOT NULL, -- ")
        .contains("\n  \"FREQ_VALUE\" integer NOT NULL, -- ")
        .contains("\n  \"FIRST_TICKET_DATE\" timestamp(0), -- ")
        .contains("\n  \"EMAIL_COMMUNICATIONS\" boolean NOT NULL, -- ")
        .endsWith("\n  PRIMARY KEY (\"CustomerId\")\n);\n");
  }

  @Test
  void render_databasesBlindToCase_keepIdsApart() {
    assertThat(render(TableDialect.MYSQL))
        .contains(
            "`CustomerId` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL, -- ");
    assertThat(render(TableDialect.SQLSERVER))
        .contains("[CustomerId] NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NOT NULL, -- ")
        .contains("[EMAIL_COMMUNICATIONS] BIT NOT NULL, -- ");
  }

  @Test
  void render_warehouses_useTheirTypes() {
    assertThat(render(TableDialect.SNOWFLAKE))
        .contains("\"LAST_TICKET_DATE\" TIMESTAMP_NTZ(0), -- ")
        .contains("\"MON_VALUE\" NUMBER(18,2) NOT NULL, -- ");
    assertThat(render(TableDialect.BIGQUERY))
        .contains("`CustomerId` STRING(255) NOT NULL, -- ")
        .contains("`LST90DAYS_FREQ` INT64 NOT NULL, -- ")
        .endsWith("PRIMARY KEY (`CustomerId`) NOT ENFORCED\n);\n");
  }

  @Test
  void render_sfmc_isTheFieldListOfADataExtension() {
    assertThat(
            Ddl.render(TableDialect.SFMC, "ignored", DatamodelColumn.contract(), Language.EN)
                .lines())
        .hasSize(26)
        .contains(
            "Name,Type,Length,PrimaryKey,Nullable,Description",
            "CustomerId,Text,255,true,false,\"Stable id of the customer; the key of the row\"",
            "Email,EmailAddress,254,false,true,\"Preferred e-mail address, as last confirmed\"",
            "MON_VALUE,Decimal,\"18,2\",false,false,\"Money spent in the interval\"",
            "FREQ_VALUE,Number,,false,false,\"Frequency: purchases in the interval\"",
            "FIRST_TICKET_DATE,Date,,false,true,\"Local time of the first purchase ever\"",
            "EMAIL_COMMUNICATIONS,Boolean,,false,false,\"Whether e-mail marketing is allowed and"
                + " possible now\"");
  }

  @ParameterizedTest
  @EnumSource(TableDialect.class)
  void render_namesEveryColumnOnceInOrder(TableDialect dialect) {
    List<DatamodelColumn> columns = withExtended();

    String text = Ddl.render(dialect, "clv", columns, Language.ES);

    List<String> names =
        text.lines()
            .map(line -> line.strip().replaceAll("^[\"`\\[]?([A-Za-z0-9_]+).*", "$1"))
            .filter(name -> columns.stream().anyMatch(column -> column.name().equals(name)))
            .toList();
    assertThat(names).isEqualTo(columns.stream().map(DatamodelColumn::name).toList());
  }

  @Test
  void render_duckdb_takesTheContractFile() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(render(TableDialect.DUCKDB));
      String copy = "COPY clv_datamodel FROM '" + threeCustomers() + "' (HEADER)";
      assertThat(statement.executeUpdate(copy)).isEqualTo(3);
      try (ResultSet row =
          statement.executeQuery(
              "SELECT \"LTV_VALUE\", \"Email\", \"REC_VALUE\" IS NULL, \"EMAIL_COMMUNICATIONS\""
                  + " FROM clv_datamodel ORDER BY \"CustomerId\" DESC")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getBigDecimal(1)).isEqualByComparingTo("0.00");
        assertThat(row.getBoolean(3)).isTrue();
        assertThat(row.next()).isTrue();
        assertThat(row.getString(2)).isEqualTo("niño, 'the' \"one\"@example.com");
        assertThat(row.getBoolean(4)).isFalse();
      }
      assertThatThrownBy(() -> statement.executeUpdate(copy))
          .as("one row a customer")
          .hasMessageContaining("Duplicate key");
    }
  }

  @Test
  void render_duckdb_takesTheExtendedColumns() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          Ddl.render(TableDialect.DUCKDB, "a \"table\"", withExtended(), Language.ES));
      try (ResultSet columns = statement.executeQuery("DESCRIBE \"a \"\"table\"\"\"")) {
        List<String> names = new ArrayList<>();
        while (columns.next()) {
          names.add(columns.getString("column_name"));
        }
        assertThat(names).isEqualTo(withExtended().stream().map(DatamodelColumn::name).toList());
      }
    }
  }

  @Test
  void render_postgresql_takesTheContractFile(@TempDir Path folder) throws Exception {
    SingleUserPostgres postgres = SingleUserPostgres.startOrSkip(folder);

    String answer =
        postgres.execute(
            render(TableDialect.POSTGRESQL),
            "COPY clv_datamodel FROM '"
                + postgres.readable(threeCustomers())
                + "' (FORMAT csv, HEADER);",
            "SELECT count(*) AS rows, sum(\"MON_VALUE\") AS money, max(\"Email\") AS email,"
                + " max(\"FIRST_TICKET_DATE\") AS moment FROM clv_datamodel;");

    assertThat(answer)
        .contains("rows = \"3\"")
        .contains("money = \"6300.00\"")
        .contains("email = \"niño, 'the' \"one\"@example.com\"")
        .contains("moment = \"2025-01-10 12:00:00\"")
        .doesNotContain("ERROR");
  }

  /** Three customers of the 16-customer fixture, one with an address that needs quoting. */
  private static Path threeCustomers() {
    try {
      return Path.of(
          Objects.requireNonNull(DdlTest.class.getResource("three_customers.csv")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String render(TableDialect dialect) {
    return Ddl.render(dialect, "clv_datamodel", DatamodelColumn.contract(), Language.EN);
  }

  private static List<DatamodelColumn> withExtended() {
    return Stream.concat(DatamodelColumn.contract().stream(), DatamodelColumn.extended().stream())
        .toList();
  }
}
