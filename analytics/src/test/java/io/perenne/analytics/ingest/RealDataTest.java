// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.ingest.source.TransactionSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published totals of public data sets; the numbers are in the README beside the data. */
class RealDataTest {

  private Engine engine = Engine.NONE;

  @BeforeEach
  void openEngine(@TempDir Path folder) throws SQLException {
    engine = Engine.in(folder);
  }

  @AfterEach
  void closeEngine() throws SQLException {
    engine.close();
  }

  private List<String> ask(String aggregates, String file) throws SQLException {
    try (TransactionSource source = engine.open(SharedData.file(file))) {
      assertThat(engine.rejects(source)).isEmpty();
      return engine.rows("SELECT " + aggregates + " FROM (" + source.relationSql() + ")");
    }
  }

  @Test
  void cdnowMaster() throws SQLException {
    assertThat(
            ask(
                "count(*), count(DISTINCT customer), sum(amount), min(time), max(time), min(customer)",
                "cdnow/cdnow_master.csv.gz"))
        .containsExactly(
            "69659|23570|2500315.6300|1997-01-01 00:00:00.0|1998-06-30 00:00:00.0|00001");
  }

  @Test
  void cdnowSample() throws SQLException {
    assertThat(ask("count(*), count(DISTINCT customer)", "cdnow/cdnow_sample.csv"))
        .containsExactly("6919|2357");
  }

  @Test
  void onlineRetailLines() throws SQLException {
    assertThat(
            ask(
                "count(*), count(DISTINCT customer), count(*) FILTER (customer IS NULL), sum(amount),"
                    + " count(*) FILTER (starts_with(\"order\", 'C'))",
                "online-retail/OnlineRetail.csv.gz"))
        .containsExactly("541909|4372|135080|9747747.9340|9288");
  }

  @Test
  void onlineRetailOrders() throws SQLException {
    assertThat(
            ask(
                "count(*), count(DISTINCT customer), count(*) FILTER (customer IS NULL),"
                    + " count(*) FILTER (amount = 0), count(*) FILTER (starts_with(\"order\", 'C'))",
                "online-retail/orders_derived.csv.gz"))
        .containsExactly("25900|4372|3710|2102|3836");
  }

  @Test
  void tableOfOtherThings_isRefused() {
    for (String other : List.of("identity/fake_1000.csv", "retention/sbg_survival.csv")) {
      Path file = SharedData.file(other);
      assertThatThrownBy(() -> engine.open(file))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("no column found for");
    }
  }
}
