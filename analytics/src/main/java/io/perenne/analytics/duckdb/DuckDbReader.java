// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.home.CustomerCounts;
import io.perenne.analytics.home.RowCounts;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.CustomerReader;
import io.perenne.analytics.ingest.source.CustomerSource;
import io.perenne.analytics.ingest.source.RatesReader;
import io.perenne.analytics.ingest.source.RatesSource;
import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.analytics.ingest.source.RowFault;
import io.perenne.analytics.ingest.source.TransactionReader;
import io.perenne.analytics.ingest.source.TransactionSource;
import io.perenne.analytics.pipeline.CustomerTable;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.TransactionTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Reads input files on the engine of a pipeline. */
public final class DuckDbReader {
  private final DuckDbPipeline pipeline;
  private final Path workFolder;

  /**
   * Makes a reader.
   *
   * @param workFolder an existing folder for copies of files that the engine cannot read
   */
  public DuckDbReader(DuckDbPipeline pipeline, Path workFolder) {
    this.pipeline = pipeline;
    this.workFolder = workFolder;
  }

  /** Opens transactions: finds files and columns, and refuses what cannot be right. */
  public TransactionSource openTransactions(
      List<String> paths, ColumnMapping mapping, ReadOptions options, ZoneId zone) {
    try {
      return TransactionReader.open(
          pipeline.connection(), paths, mapping, options, zone, workFolder);
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  /** Opens the customers of a CRM. */
  public CustomerSource openCustomers(
      List<String> paths, ColumnMapping mapping, ReadOptions options, ZoneId zone) {
    try {
      return CustomerReader.open(pipeline.connection(), paths, mapping, options, zone, workFolder);
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  /** Opens a table of exchange rates, which must be sound. */
  public RatesSource openRates(Path file, String currency, ReadOptions options) {
    try {
      return RatesReader.open(pipeline.connection(), file, currency, options, workFolder);
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  /**
   * Keeps the rows of a CRM in a table, whole, once more from a repaired source if files turn out
   * to be damaged, and appends those that cannot be read to the rejects.
   */
  public LoadedCustomers load(CustomerSource source, RejectFile rejects) {
    try {
      CustomerSource read =
          source.scan(
              pipeline.connection(),
              current -> {
                try {
                  pipeline.execute("CREATE OR REPLACE TABLE crm_rows AS " + current.relationSql());
                } catch (EngineException e) {
                  throw e.sql();
                }
              });
      long bad = pipeline.count("SELECT count(*) FROM crm_rows WHERE bad <> 0");
      Rejects unreadable = read.collectRejects(pipeline.connection(), bad, rejects);
      return new LoadedCustomers(
          new CustomerTable(
              "FROM crm_rows", AttributeNames.of(read.attributes()), counts(unreadable)),
          unreadable);
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  private CustomerCounts counts(Rejects unreadable) {
    return new CustomerCounts(
        pipeline.count("SELECT count(*) FROM crm_rows") + unreadable.broken(),
        unreadable.count(),
        pipeline.count(
            "SELECT count(*) FROM crm_rows WHERE bad IN (%d, %d)"
                .formatted(RowFault.CONSENT.code(), RowFault.CONSENT_TIME.code())),
        pipeline.count("SELECT count(*) FROM crm_rows WHERE customer IS NULL"),
        pipeline.count("SELECT count(*) FROM crm_rows WHERE email_invalid"));
  }

  /**
   * The customers of a CRM.
   *
   * @param table where they are
   * @param rejects the rows that could not be read
   */
  public record LoadedCustomers(CustomerTable table, Rejects rejects) {}

  /**
   * Scans transactions with this pipeline; once more on a repaired source if files turn out to be
   * damaged.
   *
   * @return the source that was finally read
   */
  public TransactionSource scan(TransactionSource source, Consumer<TransactionSource> scan) {
    try {
      return source.scan(
          pipeline.connection(),
          current -> {
            try {
              scan.accept(current);
            } catch (EngineException e) {
              throw e.sql();
            }
          });
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  /**
   * Writes down the rows that a scan could not read, and those in a currency without a rate.
   *
   * @param table the transactions as they were summarized
   * @param histories what they were reduced to last
   */
  public Rejects collectRejects(
      TransactionSource source,
      TransactionTable table,
      HistoryTable histories,
      RejectFile rejects) {
    RowCounts counts = histories.counts();
    UnaryOperator<String> judged =
        counts.withoutRate() > 0
            ? rows -> Rows.rated(rows, table, histories.period().referenceDate())
            : UnaryOperator.identity();
    try {
      return source.collectRejects(
          pipeline.connection(), judged, counts.unreadable() + counts.withoutRate(), rejects);
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }
}
