// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.config.Newline;
import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.pipeline.ContractFile;
import io.perenne.analytics.pipeline.Datamodel;
import io.perenne.analytics.pipeline.DatamodelSummary;
import io.perenne.analytics.pipeline.SegmentOutlook;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.segment.EvolutionCause;
import io.perenne.clv.segment.Migration;
import io.perenne.clv.segment.MigrationCell;
import io.perenne.clv.segment.Reason;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.Thresholds;
import io.perenne.clv.segment.ValueBand;
import io.perenne.clv.segment.check.SegmentAggregate;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sums up and checks a datamodel as it lies on disk, and writes the contract file from it. */
final class DatamodelReader {
  private final DuckDb database;
  private final Datamodel datamodel;
  private final String table;

  DatamodelReader(DuckDb database, Datamodel datamodel) {
    this.database = database;
    this.datamodel = datamodel;
    table = "read_parquet(" + Sql.quote(datamodel.file().toString()) + ")";
  }

  /** The counts of one row. */
  private record Facts(
      long rows,
      long unsegmented,
      long newcomers,
      long repeaters,
      long outliers,
      BigDecimal revenue,
      double lifetimeValue,
      long control) {
    static Facts of(ResultSet row) throws SQLException {
      return new Facts(
          row.getLong(1),
          row.getLong(2),
          row.getLong(3),
          row.getLong(4),
          row.getLong(5),
          row.getBigDecimal(6),
          row.getDouble(7),
          row.getLong(8));
    }
  }

  DatamodelSummary summary() {
    gatherCells();
    Facts facts = database.queryOne(cells("datamodel_facts"), Facts::of);
    return new DatamodelSummary(
        segments(),
        expected(),
        secondPurchases(),
        facts.rows(),
        duplicateIds(),
        facts.unsegmented(),
        facts.newcomers(),
        facts.repeaters(),
        facts.outliers(),
        counts("purchase_day_counts", row -> row.getInt(1)),
        facts.revenue(),
        facts.lifetimeValue(),
        facts.control(),
        counts("evolution_counts", row -> row.getString(1)),
        migration(),
        violations());
  }

  private Sql over(String statement) {
    return Sql.load(DuckDb.class, statement).with("datamodel", table);
  }

  private static Sql cells(String statement) {
    return Sql.load(DuckDb.class, statement);
  }

  /** Scans the file once; every count but those of ids and flips comes from the cells. */
  private void gatherCells() {
    Thresholds thresholds = datamodel.segments().rules().thresholds();
    LocalDate referenceDate = datamodel.segments().values().histories().period().referenceDate();
    LocalDate newSince = referenceDate.minusDays(thresholds.newWindowDays());
    database.execute(
        over("datamodel_cells")
            .with("new_since", newSince)
            .with("no_refunds", Boolean.toString(!datamodel.unlinkedRefunds()))
            .with("revenue_basis", Boolean.toString(datamodel.publication().revenueBasis()))
            .with("loyal_days", thresholds.loyalMinPurchaseDays()));
  }

  /** Ids in ascending order are seen to differ by looking at neighbours only. */
  private long duplicateIds() {
    boolean ascending = database.queryOne(over("id_order"), row -> row.getLong(1)) == 0;
    return ascending ? 0 : database.queryOne(over("duplicate_ids"), row -> row.getLong(1));
  }

  private List<SegmentAggregate> segments() {
    return database.query(
        cells("segment_totals"),
        row ->
            new SegmentAggregate(
                Segment.of(row.getInt(1)), row.getLong(2), row.getDouble(3), row.getDouble(4)));
  }

  private List<SegmentOutlook> expected() {
    return database.query(
        cells("segment_totals"),
        row ->
            new SegmentOutlook(
                Segment.of(row.getInt(1)), row.getDouble(5), row.getDouble(6), row.getDouble(7)));
  }

  private SegmentAggregate secondPurchases() {
    return database.queryOne(
        cells("second_purchase")
            .withText("mass", Segment.LOW_VALUE_MASS.id())
            .withText("outlier", ValueBand.OUTLIER.id())
            .withText("high", ValueBand.HIGH.id()),
        row ->
            new SegmentAggregate(
                Segment.LOW_VALUE_MASS, row.getLong(1), row.getDouble(2), row.getDouble(3)));
  }

  private <K> Map<K, Long> counts(String statement, DuckDb.RowReader<K> key) {
    Map<K, Long> counts = new LinkedHashMap<>();
    database.scan(cells(statement), row -> counts.put(key.read(row), row.getLong(2)));
    return counts;
  }

  private Migration migration() {
    List<MigrationCell> cells =
        database.query(
            cells("migration"),
            row ->
                new MigrationCell(
                    Segment.of(row.getInt(1)),
                    Segment.of(row.getInt(2)),
                    cause(row.getString(3)),
                    row.getLong(4),
                    row.getDouble(5)));
    return datamodel
        .publication()
        .previous()
        .map(
            previous ->
                database.queryOne(
                    over("flips").withText("previous", previous.customers().toString()),
                    row -> new Migration(cells, row.getLong(1), row.getLong(2))))
        .orElse(new Migration(cells, 0, 0));
  }

  private static @Nullable EvolutionCause cause(@Nullable String code) {
    return Arrays.stream(EvolutionCause.values())
        .filter(cause -> cause.code().equals(code))
        .findFirst()
        .orElse(null);
  }

  private Map<String, Long> violations() {
    Map<String, Long> broken = new LinkedHashMap<>();
    database.scan(
        cells("invariants").with("monetary_units", datamodel.monetaryUnits().toPlainString()),
        row -> {
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            if (row.getLong(i) > 0) {
              broken.put(row.getMetaData().getColumnLabel(i), row.getLong(i));
            }
          }
        });
    return broken;
  }

  void export(ContractFile contract) {
    Stream<DatamodelColumn> columns =
        contract.extended()
            ? Stream.concat(
                DatamodelColumn.contract().stream(), DatamodelColumn.extended().stream())
            : DatamodelColumn.contract().stream();
    database.execute(
        Sql.load(DuckDb.class, "contract")
            .with("datamodel", contract.extended() ? withReasons() : table)
            .with(
                "columns",
                columns
                    .map(column -> "\"" + column.name() + "\"")
                    .collect(Collectors.joining(", ")))
            .withText("file", contract.file().toString())
            .withText("null_text", contract.nullText()));
    if (contract.newline() == Newline.CRLF) {
      endLinesWithCrLf(contract.file());
    }
  }

  private String withReasons() {
    Language language = datamodel.publication().language();
    return PublishedTable.sql(
        database, datamodel.file(), Reason.of(datamodel.segments().rules(), language));
  }

  /** The engine ends lines with LF only; a line end within quotes is a value and stays. */
  private static void endLinesWithCrLf(Path file) {
    Path rewritten = file.resolveSibling(file.getFileName() + ".crlf");
    try {
      try (var in = new java.io.BufferedInputStream(Files.newInputStream(file), 1 << 16);
          var out = new java.io.BufferedOutputStream(Files.newOutputStream(rewritten), 1 << 16)) {
        boolean quoted = false;
        for (int next = in.read(); next >= 0; next = in.read()) {
          quoted ^= next == '"';
          if (next == '\n' && !quoted) {
            out.write('\r');
          }
          out.write(next);
        }
      }
      Files.move(rewritten, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
