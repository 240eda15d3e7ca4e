// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.OnlineRetail;
import io.perenne.analytics.duckdb.TestEngine;
import io.perenne.analytics.duckdb.read.TransactionQuery;
import io.perenne.analytics.ingest.source.TransactionFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published totals of public data sets. */
class RealDataTest {

  private TestEngine engine = TestEngine.NONE;

  @BeforeEach
  void openEngine(@TempDir Path folder) throws SQLException {
    engine = TestEngine.in(folder);
  }

  @AfterEach
  void closeEngine() throws SQLException {
    engine.close();
  }

  private List<String> ask(String aggregates, Path file) throws SQLException {
    try (TransactionFiles source = engine.open(file)) {
      assertThat(engine.rejects(source)).isEmpty();
      return engine.rows(
          "SELECT " + aggregates + " FROM (" + TransactionQuery.of(source).sql() + ")");
    }
  }

  /** The original lines add up to .004 more: the amounts of orders are rounded to the penny. */
  @Test
  void onlineRetailLines(@TempDir Path folder) throws SQLException, IOException {
    assertThat(
            ask(
                "count(*), count(DISTINCT customer), count(*) FILTER (customer IS NULL), sum(amount),"
                    + " count(*) FILTER (starts_with(\"order\", 'C'))",
                OnlineRetail.writeLines(folder)))
        .containsExactly("541909|4372|135080|9747747.9300|9288");
  }

  @Test
  void onlineRetailOrders() throws SQLException {
    assertThat(
            ask(
                "count(*), count(DISTINCT customer), count(*) FILTER (customer IS NULL),"
                    + " count(*) FILTER (amount = 0), count(*) FILTER (starts_with(\"order\", 'C'))",
                OnlineRetail.ORDERS))
        .containsExactly("25900|4372|3710|2102|3836");
  }

  @Test
  void tableOfOtherThings_isRefused() {
    for (String other : List.of("donations_rf_matrix.csv", "sbg_survival.csv")) {
      Path file = Path.of("../clv/src/test/resources/io/perenne/clv/contract").resolve(other);
      assertThatThrownBy(() -> engine.open(file))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("no column found for");
    }
  }
}
