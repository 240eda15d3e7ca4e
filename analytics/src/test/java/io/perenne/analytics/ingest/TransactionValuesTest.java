// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.duckdb.TestEngine;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionFiles;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How single values are read; the tenant lives in Madrid. */
class TransactionValuesTest {

  private TestEngine engine = TestEngine.NONE;

  @BeforeEach
  void openEngine(@TempDir Path folder) throws SQLException {
    engine = TestEngine.in(folder);
  }

  @AfterEach
  void closeEngine() throws SQLException {
    engine.close();
  }

  private List<String> column(String column, ReadOptions options, String text) throws SQLException {
    Path file = engine.file("a.csv", text);
    try (TransactionFiles source = engine.open(options, ColumnMapping.none(), file)) {
      return engine.read(source, column);
    }
  }

  /** The times of a file whose dates are these, in the order given. */
  private List<String> times(String... dates) throws SQLException {
    return times(ReadOptions.detect(), "date", dates);
  }

  private List<String> times(ReadOptions options, String name, String... dates)
      throws SQLException {
    StringBuilder text = new StringBuilder("customer_id;" + name + ";amount\n");
    for (int i = 0; i < dates.length; i++) {
      text.append(String.format("%02d;%s;1%n", i, dates[i]));
    }
    return column("time", options, text.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-01-31                         | 2024-01-31 00:00:00.0",
        "2024-1-3                           | 2024-01-03 00:00:00.0",
        "2024/01/31 10:05                   | 2024-01-31 10:05:00.0",
        "2024.01.31                         | 2024-01-31 00:00:00.0",
        "2024-01-31 10:05:06                | 2024-01-31 10:05:06.0",
        "2024-01-31T10:05:06                | 2024-01-31 10:05:06.0",
        "2024-01-31T10:05:06.789            | 2024-01-31 10:05:06.789",
        "2024-01-31 10:05:06,789            | 2024-01-31 10:05:06.789",
        "2024-01-31 10:05:06.123456789      | 2024-01-31 10:05:06.123456",
        "2024-01-31T10:05:06Z               | 2024-01-31 11:05:06.0",
        "2024-07-31T10:05:06Z               | 2024-07-31 12:05:06.0",
        "2024-01-31T10:05:06.5+02:00        | 2024-01-31 09:05:06.5",
        "2024-01-31 10:05:06 -0500          | 2024-01-31 16:05:06.0",
        "2024-01-31 10:05:06+02             | 2024-01-31 09:05:06.0",
        "2024-01-31 10:05:06 UTC            | 2024-01-31 11:05:06.0",
        "2024-01-31T10:05+01:00[Europe/Paris] | 2024-01-31 10:05:00.0",
        "31/01/2024                         | 2024-01-31 00:00:00.0",
        "31/01/2024 9:05                    | 2024-01-31 09:05:00.0",
        "31-01-24 09:05:07                  | 2024-01-31 09:05:07.0",
        "31.01.99                           | 1999-01-31 00:00:00.0",
        "31/01/2024, 9:05:07                | 2024-01-31 09:05:07.0",
        "31/01/2024 10:05:06+02:00          | 2024-01-31 09:05:06.0",
        "1/31/2024 9:05                     | 2024-01-31 09:05:00.0",
        "12/25/24 3:04 PM                   | 2024-12-25 15:04:00.0",
        "01/31/2024 12:00:00 a.m.           | 2024-01-31 00:00:00.0",
        "20240131                           | 2024-01-31 00:00:00.0",
        "20240131 1005                      | 2024-01-31 10:05:00.0",
        "20240131T100506                    | 2024-01-31 10:05:06.0",
        "1706695506                         | 2024-01-31 11:05:06.0",
        "1706695506789                      | 2024-01-31 11:05:06.789",
        "31-Jan-24                          | 2024-01-31 00:00:00.0",
        "31 ene 2024 10:05                  | 2024-01-31 10:05:00.0",
        "31 de enero de 2024                | 2024-01-31 00:00:00.0",
        "January 31, 2024 10:05 PM          | 2024-01-31 22:05:00.0",
        "Wed, 31 Jan 2024 10:05:06          | 2024-01-31 10:05:06.0",
      })
  void time_isRead(String text, String expected) throws SQLException {
    assertThat(times(text)).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-13-01",
    "2024-02-30",
    "0000-00-00 00:00:00",
    "yesterday",
    "31/01/2024",
    "2024-01-31 25:00"
  })
  void time_thatIsNoneAmongIsoDates_isUnreadable(String text) throws SQLException {
    List<String> times =
        times(
            "2024-01-31",
            "2024-01-31",
            "2024-01-31",
            "2024-01-31",
            "2024-01-31",
            "2024-01-31",
            "2024-01-31",
            text);

    // what has the other order of parts is still told by its shape
    String expected = text.equals("31/01/2024") ? "2024-01-31 00:00:00.0" : "-";
    assertThat(times).hasSize(8).endsWith(expected);
  }

  @Test
  void spellings_mayDifferBetweenRows() throws SQLException {
    assertThat(times("31/01/2024 10:05", "1/2/2024", "2024-02-03T04:05:06Z", "04/02/24 10:00:00"))
        .containsExactly(
            "2024-01-31 10:05:00.0",
            "2024-02-01 00:00:00.0",
            "2024-02-03 05:05:06.0",
            "2024-02-04 10:00:00.0");
  }

  @Test
  void offsetThatComesLate_isStillConverted() throws SQLException {
    StringBuilder text = new StringBuilder("customer_id,date,amount\n");
    for (int i = 1; i <= 20_000; i++) {
      text.append(i).append(",2024-01-31 10:00:00,1\n");
    }
    text.append("last,2024-01-31 23:30:00Z,\"1,000.50 €\"\n");

    assertThat(column("customer, time, amount", ReadOptions.detect(), text.toString()))
        .hasSize(20_001)
        .endsWith("last|2024-02-01 00:30:00.0|1000.5000");
  }

  @Test
  void columnNamedUtc_isConverted() throws SQLException {
    assertThat(times(ReadOptions.detect(), "Created (UTC)", "2024-07-01 22:30:00"))
        .containsExactly("2024-07-02 00:30:00.0");
  }

  @Test
  void localTimeInTheGap_movesForward() throws SQLException {
    assertThat(
            times(
                "2024-03-31 01:59:59",
                "2024-03-31 02:00:00",
                "2024-03-31 02:59:59",
                "2024-03-31 03:00:00"))
        .containsExactly(
            "2024-03-31 01:59:59.0",
            "2024-03-31 03:00:00.0",
            "2024-03-31 03:59:59.0",
            "2024-03-31 03:00:00.0");
  }

  @Test
  void dayAndMonth_areToldApartByAnyRowOfTheFile() throws SQLException {
    StringBuilder text = new StringBuilder("customer_id,date,amount\n");
    for (int i = 0; i < 20_000; i++) {
      text.append(i + 1).append(",02/01/2024,1\n");
    }

    assertThat(
            column(
                "DISTINCT file, customer, time, amount",
                ReadOptions.detect(),
                text + "x,31/01/2024,1\n"))
        .contains("0|1|2024-01-02 00:00:00.0|1.0000");
    assertThat(
            column(
                "DISTINCT file, customer, time, amount",
                ReadOptions.detect(),
                text + "x,01/31/2024,1\n"))
        .contains("0|1|2024-02-01 00:00:00.0|1.0000");
  }

  @Test
  void dayAndMonthThatNothingTellsApart_areAskedFor() throws SQLException {
    assertThatThrownBy(() -> times("01/02/2024", "03/04/2024"))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "column date: nothing tells the day from the month in dates like 01/02/2024; say it with --set input.date-format=dmy or mdy");
    assertThat(times(ReadOptions.detect().withDateFormat("mdy"), "date", "01/02/2024"))
        .containsExactly("2024-01-02 00:00:00.0");
    assertThat(times(ReadOptions.detect().withDateFormat("%d/%m/%Y"), "date", "01/02/2024"))
        .containsExactly("2024-02-01 00:00:00.0");
  }

  @Test
  void dayAndMonth_areLearntFromASiblingFile() throws SQLException {
    Path open = engine.file("1.csv", "customer_id,date,amount\na,01/02/2024,1\n");
    Path clear = engine.file("2.csv", "customer_id,date,amount\nb,25/02/2024,1\n");

    try (TransactionFiles source = engine.open(open, clear)) {
      assertThat(engine.read(source, "time"))
          .containsExactly("2024-02-01 00:00:00.0", "2024-02-25 00:00:00.0");
    }
  }

  private List<String> amounts(ReadOptions options, String... amounts) throws SQLException {
    StringBuilder text = new StringBuilder("customer_id|date|amount\n");
    for (int i = 0; i < amounts.length; i++) {
      text.append(String.format("%02d|2024-01-31|%s%n", i, amounts[i]));
    }
    return column("amount", options, text.toString());
  }

  @Test
  void numbersWithPoint_areRead() throws SQLException {
    assertThat(
            amounts(
                ReadOptions.detect(),
                "12.5",
                "1,234.56",
                "1,234",
                "€ 7.00",
                "-3.10",
                "(3.10)",
                "3.10-",
                "−3.10",
                "1 234.5",
                "+4",
                ".5",
                "1e3",
                "0.00005",
                "-0.00005"))
        .containsExactly(
            "12.5000",
            "1234.5600",
            "1234.0000",
            "7.0000",
            "-3.1000",
            "-3.1000",
            "-3.1000",
            "-3.1000",
            "1234.5000",
            "4.0000",
            "0.5000",
            "1000.0000",
            "0.0001",
            "-0.0001");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$1,000,000.00 | 1000000.0000",
        "USD 9.99      | 9.9900",
        "9.99 EUR      | 9.9900",
        "R$ 5.00       | 5.0000"
      })
  void currencyOfANumber_isLeftOut(String text, String amount) throws SQLException {
    assertThat(amounts(ReadOptions.detect(), text)).containsExactly(amount);
  }

  @Test
  void numbersWithComma_areRead() throws SQLException {
    assertThat(
            amounts(
                ReadOptions.detect(),
                "12,5",
                "1.234,56",
                "1.234",
                "7,00 €",
                "-3,10",
                "(3,10)",
                "3,10-",
                "1 234,5",
                "1'234,5",
                ",5",
                "8"))
        .containsExactly(
            "12.5000",
            "1234.5600",
            "1234.0000",
            "7.0000",
            "-3.1000",
            "-3.1000",
            "-3.1000",
            "1234.5000",
            "1234.5000",
            "0.5000",
            "8.0000");
  }

  @Test
  void numbersThatAreNone_areUnreadable() throws SQLException {
    assertThat(
            amounts(
                ReadOptions.detect(),
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "1.00",
                "12,5",
                "1,23,456",
                "twelve",
                "100000000000000",
                "12 kg"))
        .endsWith("1.0000", "-", "-", "-", "-", "-");
  }

  @Test
  void amountsOfATrillion_areRead() throws SQLException {
    assertThat(amounts(ReadOptions.detect(), "1000000000000", "99999999999999.9999"))
        .containsExactly("1000000000000.0000", "99999999999999.9999");
  }

  @Test
  void thousandsOrDecimals_areAskedForWhenNothingTells() throws SQLException {
    assertThatThrownBy(() -> amounts(ReadOptions.detect(), "1.234", "12.500"))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "column amount: 1.234: nothing tells decimals from thousands; say it with --set input.decimal-separator=point or comma");
    assertThat(amounts(ReadOptions.detect().withDecimalSeparator(','), "1.234", "12.500"))
        .containsExactly("1234.0000", "12500.0000");
    assertThat(amounts(ReadOptions.detect().withDecimalSeparator('.'), "1.234", "12.500"))
        .containsExactly("1.2340", "12.5000");
  }

  @Test
  void orderLines_areQuantityTimesPriceRoundedHalfUp() throws SQLException {
    assertThat(
            column(
                "customer, amount, product",
                ReadOptions.detect(),
                """
                Cliente,Fecha,Cantidad,Precio unitario,SKU
                a,2024-01-31,3,0.12345,X1
                b,2024-01-31,-2,1.5,X2
                c,2024-01-31,1,0.00005,X3
                d,2024-01-31,-1,0.00005,X3
                e,2024-01-31,1000000000,1000000000,X4
                """))
        .containsExactly("a|0.3704|X1", "b|-3.0000|X2", "c|0.0001|X3", "d|-0.0001|X3", "e|-|X4");
  }

  @Test
  void marginOrCost_givesTheMarginOfTheRow() throws SQLException {
    assertThat(
            column(
                "margin, bad",
                ReadOptions.detect(),
                """
                customer_id,date,amount,cost
                a,2024-01-31,10,7.5
                b,2024-01-31,10,
                c,2024-01-31,10,1
                d,2024-01-31,10,2
                e,2024-01-31,10,3
                f,2024-01-31,10,?
                """))
        .containsExactly("2.5000|0", "-|0", "9.0000|0", "8.0000|0", "7.0000|0", "-|8");
    assertThat(
            column(
                "margin",
                ReadOptions.detect(),
                "customer_id,date,qty,price,unit_cost\na,2024-01-31,3,10,7.5\n"))
        .containsExactly("7.5000");
    assertThat(
            column(
                "margin",
                ReadOptions.detect(),
                "customer_id,date,amount,margin\na,2024-01-31,10,4\n"))
        .containsExactly("4.0000");
  }

  @Test
  void otherTexts_areTrimmedAndCased() throws SQLException {
    assertThat(
            column(
                "\"order\", status, currency, channel, product, refund_of",
                ReadOptions.detect(),
                """
                customer_id,date,amount,order_id,status,currency,channel,product,refund_of
                a,2024-01-31,10, O1 ,PAID ,eur, Web,Mug ,
                a,2024-02-01,-10,C1,Refunded,EUR,NULL,\\N,O1
                """))
        .containsExactly("O1|paid|EUR|Web|Mug|-", "C1|refunded|EUR|-|-|O1");
  }

  @Test
  void customer_isTrimmedOfEveryBlankAndMayBeMissing() throws SQLException {
    String text =
        """
        customer_id,date,amount
          a ,2024-01-31,1
        "\tb\t",2024-01-31,1
        \u00a0c\u00a0,2024-01-31,1
        nan,2024-01-31,1
        NULL,2024-01-31,1
           ,2024-01-31,1
        "",2024-01-31,1
        A,2024-01-31,1
        """;

    assertThat(column("customer", ReadOptions.detect(), text))
        .containsExactlyInAnyOrder("A", "a", "b", "c", "-", "-", "-", "-");
  }

  @Test
  void nullTexts_areAnOption() throws SQLException {
    assertThat(
            column(
                "customer",
                ReadOptions.detect().withNullTexts(List.of("X9")),
                "customer_id,date,amount\nX8,2024-01-31,1\nX9,2024-01-31,1\n"))
        .containsExactly("X8", "-");
  }

  @Test
  void idOf255Characters_isTheLongest() throws SQLException {
    String longest = "ñ".repeat(255);
    String text =
        "customer_id,date,amount\n"
            + longest
            + ",2024-01-31,1\n"
            + longest
            + "x,2024-01-31,1\n"
            + "y".repeat(10_000)
            + ",2024-01-31,1\n";

    assertThat(column("length(customer), bad", ReadOptions.detect(), text))
        .containsExactlyInAnyOrder("255|0", "256|5", "10000|5");
  }
}
