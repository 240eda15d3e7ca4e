// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RefundPolicy;
import io.perenne.analytics.pipeline.Datamodel;
import io.perenne.analytics.pipeline.DatamodelSummary;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.Publication;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.pipeline.ValueBasis;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A datamodel that is not what the histories say is found out, whatever made it so. */
class DatamodelReaderTest {
  private static final LocalDate DATE = LocalDate.of(2024, 12, 31);

  /** Fifty customers with three tickets each, 15 days apart, the last one on the day itself. */
  private static final String ROWS =
      """
      SELECT
        0 AS file,
        'c' || i % 50 AS customer,
        TIMESTAMP '2024-12-31 10:00:00' - INTERVAL 15 DAY * (i // 50) AS time,
        (10 + i % 7)::DECIMAL(18, 4) AS amount,
        NULL::VARCHAR AS "order",
        NULL::VARCHAR AS status,
        NULL::VARCHAR AS currency,
        NULL::DECIMAL(18, 4) AS margin,
        NULL::VARCHAR AS refund_of,
        0::UTINYINT AS bad
      FROM range(150) AS rows(i)
      """;

  @TempDir Path folder;
  private DuckDb database;
  private DuckDbPipeline pipeline;
  private Datamodel datamodel;

  @BeforeEach
  void publish() {
    database = DuckDb.open(400_000_000, 2, folder.resolve("spill"));
    pipeline = new DuckDbPipeline(database, 2, folder);
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
            150);
    HistoryTable histories = pipeline.summarize(table, ObservationPeriod.ofMonths(DATE, 12));
    ValueBasis basis =
        new ValueBasis(
            new HistoricValuation(Horizon.of(365, 0.1)), RefundShare.none(), false, 1, 1);
    Thresholds thresholds =
        new Thresholds(60, 2, 5000, 800, 200, 4, 60, 2, 2.5, 2.5, 5, 5, 0.75, 366);
    datamodel =
        pipeline.publish(
            pipeline.segment(pipeline.value(histories, basis), SegmentRules.of(thresholds)),
            new Publication(
                "run",
                Language.EN,
                Optional.empty(),
                true,
                true,
                new Publication.Margin(false, 0.4),
                Optional.empty(),
                Optional.empty()),
            folder.resolve("customers.parquet"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void summary_ofWhatWasPublished_findsNothingBroken() {
    DatamodelSummary summary = pipeline.summary(datamodel);

    assertThat(summary.violations()).isEmpty();
    assertThat(summary.rows()).isEqualTo(50).isEqualTo(datamodel.rows());
    assertThat(summary.revenue()).isEqualByComparingTo(datamodel.monetaryUnits().movePointLeft(4));
  }

  @Test
  void summary_customerWhoseMoneyIsGone_doesNotAddUpToTheHistories() {
    // consistent in itself: the exact money of the row is as wrong as the one shown
    DatamodelSummary summary =
        pipeline.summary(
            rewritten(
                "SELECT * REPLACE (CASE WHEN \"CustomerId\" = 'c7' THEN 12.00 ELSE \"MON_VALUE\""
                    + " END::DECIMAL(18, 2) AS \"MON_VALUE\", CASE WHEN \"CustomerId\" = 'c7' THEN"
                    + " 4.00 ELSE \"TICKET_AVG\" END::DECIMAL(18, 2) AS \"TICKET_AVG\", CASE WHEN"
                    + " \"CustomerId\" = 'c7' THEN 120000 ELSE monetary_value END::BIGINT AS"
                    + " monetary_value)"));

    assertThat(summary.violations()).containsOnlyKeys("money-adds-up");
  }

  @Test
  void summary_customerTwice_hasMoreRowsThanThereAreCustomers() {
    Datamodel twice = rewritten("SELECT *, unnest([1, 2]) AS copy");

    DatamodelSummary summary = pipeline.summary(twice);

    assertThat(summary.rows()).isEqualTo(100);
    assertThat(summary.duplicateIds()).isEqualTo(50);
    assertThat(twice.rows()).isEqualTo(50);
  }

  @Test
  void summary_rowsInAnotherOrder_haveNoDuplicateIds() {
    DatamodelSummary summary =
        pipeline.summary(rewritten("SELECT *", "ORDER BY \"CustomerId\" DESC"));

    assertThat(summary.duplicateIds()).isZero();
  }

  @Test
  void summary_moreMoneyInAShorterWindow_isNotNested() {
    DatamodelSummary summary =
        pipeline.summary(
            rewritten(
                "SELECT * REPLACE ((\"LST180DAYS_REVENUE\" + 1)::DECIMAL(18, 2) AS"
                    + " \"LST90DAYS_REVENUE\")"));

    assertThat(summary.violations()).containsOnly(java.util.Map.entry("windows-are-nested", 50L));
  }

  private Datamodel rewritten(String select) {
    return rewritten(select, "");
  }

  private Datamodel rewritten(String select, String order) {
    Path file = folder.resolve("rewritten.parquet");
    database.execute(
        "COPY (%s FROM read_parquet('%s') %s) TO '%s' (FORMAT parquet)"
            .formatted(select, datamodel.file(), order, file));
    return new Datamodel(
        file,
        datamodel.rows(),
        datamodel.monetaryUnits(),
        datamodel.segments(),
        datamodel.publication(),
        datamodel.unlinkedRefunds(),
        datamodel.rfm());
  }
}
