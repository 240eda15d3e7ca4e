// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.duckdb.TestEngine;
import io.perenne.analytics.duckdb.read.RatesQuery;
import io.perenne.analytics.ingest.ReadOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatesReaderTest {

  /** The head of eurofxref-hist.csv as the European Central Bank writes it, abridged. */
  private static final String ECB =
      """
      Date,USD,JPY,GBP,CYP,
      2024-01-02,1.0956,155.29,0.86645,N/A,
      2024-01-03,1.0919,155.99,0.86324,N/A,
      """;

  private TestEngine engine = TestEngine.NONE;
  private Path folder = Path.of(".");

  @BeforeEach
  void openEngine(@TempDir Path temporary) throws SQLException {
    folder = temporary;
    engine = TestEngine.in(folder);
  }

  @AfterEach
  void closeEngine() throws SQLException {
    engine.close();
  }

  private List<String> read(String reporting, String text) throws SQLException {
    RatesFile rates =
        RatesReader.open(
            engine.probe(ReadOptions.detect()),
            engine.file("rates.csv", text),
            reporting,
            ReadOptions.detect(),
            folder);
    RatesQuery.of(rates).requireSound(engine.connection());
    return engine.rows(
        "SELECT date, currency, round(rate, 6) FROM ("
            + RatesQuery.of(rates).sql()
            + ") ORDER BY ALL");
  }

  @Test
  void longTable_isReadAsItIs() throws SQLException {
    assertThat(
            read("EUR", "fecha;moneda;tipo de cambio\n31/01/2024;usd;0,92\n01/02/2024;GBP;1,17\n"))
        .containsExactly("2024-01-31|USD|0.92", "2024-02-01|GBP|1.17");
  }

  @Test
  void tableOfTheEuropeanCentralBank_isTurnedIntoTheReportingCurrency() throws SQLException {
    // 1 / 1.0956 = 0.912742, 1 / 155.29 = 0.006440, 1 / 0.86645 = 1.154135 (Python decimal)
    assertThat(read("EUR", ECB))
        .hasSize(8)
        .startsWith(
            "2024-01-02|EUR|1.0",
            "2024-01-02|GBP|1.154135",
            "2024-01-02|JPY|0.00644",
            "2024-01-02|USD|0.912742");
    // 1.0956 / 0.86645 = 1.264470: a pound in dollars
    assertThat(read("USD", ECB))
        .contains("2024-01-02|EUR|1.0956", "2024-01-02|GBP|1.26447", "2024-01-02|USD|1.0");
  }

  @Test
  void faultyRates_areRefused() {
    assertThatThrownBy(() -> read("EUR", "date,currency,rate\n2024-01-31,USD,0\n"))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("faulty rate: USD on 2024-01-31 is no positive number; correct it");
    assertThatThrownBy(
            () -> read("EUR", "date,currency,rate\n2024-01-31,USD,0.9\n2024-01-31,USD,0.8\n"))
        .hasMessageContaining("USD on 2024-01-31 is given twice");
    assertThatThrownBy(() -> read("EUR", "date,currency,rate\n2024-01-31,USD,0.9\nlater,USD,0.8\n"))
        .hasMessageContaining("a rate of USD without a readable date");
    assertThatThrownBy(
            () -> read("EUR", "date,currency,rate\n2024-01-31,USD,0.9\n2024-02-01,USD,x\n"))
        .hasMessageContaining("USD on 2024-02-01 is no positive number");
    assertThatThrownBy(
            () -> read("EUR", "date,currency,rate\n2024-01-31,USD,0.9\n2024-02-01,USD\n"))
        .hasMessageContaining("too few or too many fields");
    assertThatThrownBy(() -> read("SEK", ECB))
        .hasMessageContaining("it has no column for the reporting currency SEK");
    assertThatThrownBy(() -> read("EUR", "a,b\n1,2\n")).hasMessageContaining("no table of rates");
  }
}
