// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.ingest.ColumnMapping;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.Rejects;
import io.perenne.analytics.ingest.TransactionReader;
import io.perenne.analytics.ingest.TransactionSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

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

  /** Writes down the rows that a scan could not read. */
  public Rejects collectRejects(TransactionSource source, long badRows, Path file, long limit) {
    try {
      return source.collectRejects(pipeline.connection(), badRows, file, limit);
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }
}
