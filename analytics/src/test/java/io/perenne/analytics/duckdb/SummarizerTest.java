// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RefundPolicy;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.SpendDays;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummarizerTest {
  private static final String ROWS =
      """
      SELECT 0 AS file, 'c' || (i % 997) AS customer,
        TIMESTAMP '2024-01-01' + to_hours(i * 7 % 8760) AS time,
        (i % 50 - 2)::DECIMAL(18, 4) AS amount,
        'o' || (i // 2) AS "order", 'paid' AS status, NULL::VARCHAR AS refund_of,
        NULL::DECIMAL(18, 4) AS margin, (i % 1000 = 0)::UTINYINT AS bad
      FROM range(20000) AS rows(i)
      """;

  /** The same rows as a file might have them: one customer's id with a blank, now and then. */
  private static final String WITH_BLANKS =
      "SELECT * REPLACE (CASE WHEN customer = 'c7' AND hash(time) % 2 = 0 THEN ' c7' ELSE customer END AS"
          + " customer) FROM ("
          + ROWS
          + ")";

  @TempDir Path folder;

  @Test
  void summarize_whateverRowsAreExpected_givesTheSameHistories() {
    try (DuckDb database = DuckDb.open(400_000_000, 2, folder.resolve("spill"))) {
      DuckDbPipeline pipeline = new DuckDbPipeline(database, 2, folder);
      for (boolean orders : new boolean[] {false, true}) {
        HistoryTable one = summarize(pipeline, orders, 1, ROWS);
        HistoryTable many = summarize(pipeline, orders, 2_000_000_000, ROWS);
        HistoryTable careful = summarize(pipeline, orders, 1, WITH_BLANKS);

        assertThat(one.counts().rows()).isEqualTo(20_000);
        assertThat(one.counts().unreadable()).isEqualTo(20);
        assertThat(one.counts().customers()).isEqualTo(997);
        assertThat(many.counts()).isEqualTo(one.counts());
        assertThat(careful.counts()).isEqualTo(one.counts());
        assertThat(difference(database, one, many)).isZero();
        assertThat(difference(database, one, careful)).isZero();
      }
    }
  }

  private static HistoryTable summarize(
      DuckDbPipeline pipeline, boolean orders, long estimatedRows, String raw) {
    TicketRules rules =
        new TicketRules(
            List.of("paid"),
            List.of(),
            RefundPolicy.RESTATE_ORIGINAL,
            true,
            false,
            0,
            SpendDays.ALL,
            List.of(),
            List.of(),
            Optional.empty());
    TransactionRelation table =
        new TransactionRelation(
            ROWS,
            raw,
            "customer <> trim(customer)",
            rules,
            java.util.Optional.empty(),
            orders,
            true,
            false,
            false,
            false,
            1,
            estimatedRows);
    return pipeline.summarize(table, ObservationPeriod.ofMonths(LocalDate.of(2024, 12, 30), 6));
  }

  private static long difference(DuckDb database, HistoryTable left, HistoryTable right) {
    return database.queryOne(
        "SELECT count(*) FROM ((FROM %1$s EXCEPT FROM %2$s) UNION ALL (FROM %2$s EXCEPT FROM %1$s))"
            .formatted(Tables.name(left), Tables.name(right)),
        row -> row.getLong(1));
  }
}
