// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.ControlGroupMode;
import io.perenne.analytics.config.RefundPolicy;
import io.perenne.analytics.pipeline.Datamodel;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.Publication;
import io.perenne.analytics.pipeline.SegmentTable;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.pipeline.ValueBasis;
import io.perenne.clv.control.ControlGroup;
import io.perenne.clv.control.ControlShare;
import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.SpendDays;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.segment.Thresholds;
import io.perenne.clv.spend.RefundShare;
import io.perenne.clv.value.HistoricValuation;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.words.Language;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
  private static final int CUSTOMERS = 500_000;

  /** One purchase each, the ids far from the order in which they come. */
  private static final String ROWS =
      """
      SELECT
        0 AS file,
        'c' || (i * 387_420_489 %% %1$d) AS customer,
        TIMESTAMP '2024-12-31 10:00:00' - INTERVAL 1 DAY * (i %% 300) AS time,
        (10 + i %% 7)::DECIMAL(18, 4) AS amount,
        NULL::VARCHAR AS "order",
        NULL::VARCHAR AS status,
        NULL::VARCHAR AS currency,
        NULL::DECIMAL(18, 4) AS margin,
        NULL::VARCHAR AS refund_of,
        0::UTINYINT AS bad
      FROM range(%1$d) AS rows(i)
      """
          .formatted(CUSTOMERS);

  private static final SegmentRules RULES =
      SegmentRules.of(new Thresholds(60, 2, 5000, 800, 200, 4, 60, 2, 2.5, 2.5, 5, 5, 0.75, 366));

  @TempDir Path folder;

  // so many that several threads write, and both a ledger and an earlier run to look up
  @Test
  void publish_ofManyCustomersOnTwoThreads_keepsTheOrderOfIds() {
    publish("first", Optional.empty());
    Path before = folder.resolve("first.parquet");

    Datamodel datamodel =
        publish("second", Optional.of(new Publication.Previous(before, Optional.empty(), RULES)));

    try (DuckDb database = DuckDb.open(400_000_000, 1, folder.resolve("spill"))) {
      assertThat(outOfOrder(database, before)).isZero();
      assertThat(outOfOrder(database, datamodel.file())).isZero();
      assertThat(
              count(database, datamodel.file(), "\"CLV_EVOLUTION\" = 'equal'")
                  + count(database, datamodel.file(), "\"CG_SEGMENT\" IN ('control', 'target')"))
          .isEqualTo(2 * CUSTOMERS);
      assertThat(
              database.<Long>queryOne(
                  "SELECT count(*) FROM read_parquet('%s') AS now JOIN read_parquet('%s') AS was"
                          .formatted(datamodel.file(), before)
                      + " USING (\"CustomerId\") WHERE now.\"CG_SEGMENT\" <> was.\"CG_SEGMENT\"",
                  row -> row.getLong(1)))
          .as("nobody changes sides")
          .isZero();
    }
  }

  private static long outOfOrder(DuckDb database, Path file) {
    return database.queryOne(
        "SELECT count(*) FILTER (WHERE \"CustomerId\" <= before) FROM (SELECT \"CustomerId\","
            + " lag(\"CustomerId\") OVER () AS before FROM read_parquet('"
            + file
            + "'))",
        row -> row.getLong(1));
  }

  private static long count(DuckDb database, Path file, String condition) {
    return database.queryOne(
        "SELECT count(*) FROM read_parquet('" + file + "') WHERE " + condition,
        row -> row.getLong(1));
  }

  private Datamodel publish(String name, Optional<Publication.Previous> previous) {
    try (DuckDb database = DuckDb.open(1_000_000_000, 2, folder.resolve("spill"))) {
      DuckDbPipeline pipeline = new DuckDbPipeline(database, 2, folder);
      TicketRules rules =
          new TicketRules(
              List.of(),
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
              ROWS,
              "false",
              rules,
              Optional.empty(),
              false,
              false,
              false,
              false,
              false,
              1,
              CUSTOMERS);
      HistoryTable histories =
          pipeline.summarize(table, ObservationPeriod.ofMonths(LocalDate.of(2024, 12, 31), 12));
      ValueBasis basis =
          new ValueBasis(
              new HistoricValuation(Horizon.of(365, 0.1)), RefundShare.none(), false, 1, 1);
      SegmentTable segments = pipeline.segment(pipeline.value(histories, basis), RULES);
      return pipeline.publish(
          segments,
          new Publication(
              name,
              Language.EN,
              Optional.empty(),
              true,
              true,
              new Publication.Margin(false, 0.4),
              Optional.of(
                  new Publication.Control(
                      ControlGroup.of("0123456789abcdef", ControlShare.of(0.1)),
                      ControlGroupMode.STRATIFIED,
                      folder.resolve("first-ledger.parquet"),
                      folder.resolve(name + "-ledger.parquet"))),
              previous),
          folder.resolve(name + ".parquet"));
    }
  }
}
