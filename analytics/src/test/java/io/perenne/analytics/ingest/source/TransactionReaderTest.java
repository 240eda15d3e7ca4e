// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.duckdb.TestEngine;
import io.perenne.analytics.duckdb.read.TransactionQuery;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionReaderTest {

  private TestEngine engine = TestEngine.NONE;

  @BeforeEach
  void openEngine(@TempDir Path folder) throws SQLException {
    engine = TestEngine.in(folder);
  }

  @AfterEach
  void closeEngine() throws SQLException {
    engine.close();
  }

  @Test
  void relation_hasExactlyTheColumnsOfTheContract() throws SQLException {
    TransactionFiles source =
        engine.open(engine.file("a.csv", "customer_id,date,amount\n007,2024-01-31,9.5\n"));

    List<String> columns =
        engine.rows(
            "SELECT column_name || ' ' || column_type FROM (DESCRIBE ("
                + TransactionQuery.of(source).sql()
                + "))");

    assertThat(columns)
        .containsExactly(
            "file INTEGER",
            "customer VARCHAR",
            "time TIMESTAMP",
            "amount DECIMAL(18,4)",
            "order VARCHAR",
            "status VARCHAR",
            "currency VARCHAR",
            "channel VARCHAR",
            "product VARCHAR",
            "margin DECIMAL(18,4)",
            "refund_of VARCHAR",
            "line BIGINT",
            "bad UTINYINT");
  }

  @Test
  void relation_keepsLeadingZerosAndCaseAndTrims() throws SQLException {
    TransactionFiles source =
        engine.open(
            engine.file(
                "a.csv",
                "customer_id,date,amount\n 007 ,2024-01-31,9.5\naB,2024-02-01 10:11:12,3\n,2024-02-01,1\n"));

    assertThat(engine.read(source, "file, customer, time, amount, bad"))
        .containsExactly(
            "0|007|2024-01-31 00:00:00.0|9.5000|0",
            "0|aB|2024-02-01 10:11:12.0|3.0000|0",
            "0|-|2024-02-01 00:00:00.0|1.0000|0");
  }

  @Test
  void rejects_nameFileLineColumnValueAndReason() throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            """
            customer_id,date,amount
            1,2024-01-31,9.5
            2,soon,3
            3,2024-02-01,much
            4,2024-02-01
            5,2024-02-01,
            6,2024-02-30,1
            7,2024-02-01,8
            """);

    assertThat(engine.rejects(engine.open(file)))
        .containsExactly(
            file + ",3,date,soon,not a date as this file writes them",
            file + ",4,amount,much,\"not a number as this file writes them, or too large\"",
            file + ",5,,\"4,2024-02-01\",too few fields: 2 instead of 3",
            file + ",6,amount,,the amount is missing",
            file + ",7,date,2024-02-30,not a date as this file writes them");
  }

  @Test
  void titleWithAComma_isSkippedAboveSemicolons() throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            """
            Orders of the shop, as of today
            Customer;Order date;Total
            a;2024-01-31;61,40
            b;2024-02-29;24,50
            """);

    assertThat(engine.read(engine.open(file), "customer, amount"))
        .containsExactly("a|61.4000", "b|24.5000");
  }

  @Test
  void lineOfMegabytes_isRejectedAlone() throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            "customer_id,date,amount,note\n1,2024-01-31,9.5,\n2,2024-01-31,3,"
                + "x".repeat(3_000_000)
                + "\n3,2024-01-31,4,\n");

    TransactionFiles source = engine.open(file);

    assertThat(engine.rejects(source))
        .singleElement()
        .asString()
        .startsWith(file + ",3,,\"2,2024-01-31,3,xxx")
        .endsWith("the line has more than 500000 characters");
    assertThat(engine.read(source, "customer")).containsExactly("1", "3");
  }

  @Test
  void idsCutOff_andOtherCurrencies_areRejectsFarDown() throws SQLException {
    StringBuilder text = new StringBuilder("customer_id,order_id,date,amount\n");
    for (int i = 2; i <= 1500; i++) {
      text.append(i).append(",o").append(i).append(",2024-01-31,\u20ac1.00\n");
    }
    text.append("4.5E+12,o1,2024-01-31,\u20ac1.00\n9,4.5E+12,2024-01-31,\u20ac1.00\n");
    text.append("9,o2,2024-01-31,\u00a31.00\n9,o3,2024-01-31,1.00 EUR\n");
    Path file = engine.file("a.csv", text.toString());

    assertThat(engine.rejects(engine.open(file)))
        .extracting(reject -> reject.substring(file.toString().length()))
        .containsExactly(
            ",1501,customer_id,4.5E+12,a spreadsheet has cut digits off this id; export it again"
                + " without opening it",
            ",1502,order_id,4.5E+12,a spreadsheet has cut digits off this id; export it again"
                + " without opening it",
            ",1503,amount,\u00a31.00,\"not a number as this file writes them, or too large\"");
  }

  @Test
  void strayQuote_costsOneRow() throws SQLException {
    StringBuilder text = new StringBuilder("customer_id,date,amount,note\n");
    for (int i = 2; i <= 5000; i++) {
      text.append(i).append(",2024-01-31,1,").append(i == 2000 ? "\"" : "").append("x\n");
    }
    Path file = engine.file("a.csv", text.toString());

    assertThat(engine.rejects(engine.open(file)))
        .containsExactly(
            file
                + ",2000,,\"2000,2024-01-31,1,\"\"x\",the quote opened on line 2000 is not closed");
    assertThat(engine.read(engine.open(file), "customer")).hasSize(4998);
  }

  @Test
  void fileWithoutAmounts_isReadableWhereOnlyPurchasesMatter() throws SQLException {
    Path file = engine.file("a.csv", "customer_id,date\n1,2024-01-31\n2,\n");

    try (TransactionFiles source =
        TransactionReader.openWithOrWithoutAmounts(
            engine.probe(ReadOptions.detect()),
            List.of(file.toString()),
            ColumnMapping.none(),
            ReadOptions.detect(),
            TestEngine.MADRID,
            Objects.requireNonNull(file.getParent()))) {
      assertThat(source.hasAmount()).isFalse();
      assertThat(engine.read(source, "customer, amount, bad")).containsExactly("1|-|0", "2|-|1");
    }
  }
}
