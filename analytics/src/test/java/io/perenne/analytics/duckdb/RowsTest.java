// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RefundPolicy;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.pipeline.TransactionTable;
import io.perenne.clv.history.ObservationPeriod;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {
  private static final String ROWS =
      """
      SELECT 0 AS file, 'c' || (i % 997) AS customer,
        TIMESTAMP '2024-01-01' + to_hours(i * 7 % 8760) AS time,
        (i % 50 - 2)::DECIMAL(18, 4) AS amount,
        'o' || (i // 2) AS "order", 'paid' AS status, NULL::VARCHAR AS refund_of,
        NULL::DECIMAL(18, 4) AS margin, (i % 1000 = 0)::UTINYINT AS bad
      FROM range(20000) AS rows(i)
      """;

  @TempDir Path folder;

  @Test
  void parts_whateverTheirNumber_giveTheSameHistories() {
    try (DuckDbPipeline pipeline = DuckDbPipeline.open(400_000_000, 2, folder)) {
      for (boolean orders : new boolean[] {false, true}) {
        HistoryTable one = summarize(pipeline, orders, 1, false);
        HistoryTable rescanned = summarize(pipeline, orders, 10_000_000, true);
        HistoryTable written = summarize(pipeline, orders, 2_000_000_000, false);

        assertThat(one.counts().rows()).isEqualTo(20_000);
        assertThat(one.counts().unreadable()).isEqualTo(20);
        assertThat(one.counts().customers()).isEqualTo(997);
        assertThat(rescanned.counts()).isEqualTo(one.counts());
        assertThat(written.counts()).isEqualTo(one.counts());
        assertThat(difference(pipeline, one, rescanned)).isZero();
        assertThat(difference(pipeline, one, written)).isZero();
      }
    }
  }

  private static HistoryTable summarize(
      DuckDbPipeline pipeline, boolean orders, long estimatedRows, boolean cheapToRescan) {
    TicketRules rules = new TicketRules(List.of("paid"), RefundPolicy.RESTATE_ORIGINAL, false);
    TransactionTable table =
        new TransactionTable(
            ROWS,
            rules,
            java.util.Optional.empty(),
            orders,
            true,
            false,
            1,
            estimatedRows,
            cheapToRescan);
    return pipeline.summarize(table, ObservationPeriod.ofMonths(LocalDate.of(2024, 12, 30), 6));
  }

  private static long difference(DuckDbPipeline pipeline, HistoryTable left, HistoryTable right) {
    return pipeline.count(
        "SELECT count(*) FROM ((FROM %1$s EXCEPT FROM %2$s) UNION ALL (FROM %2$s EXCEPT FROM %1$s))"
            .formatted(left.name(), right.name()));
  }
}
