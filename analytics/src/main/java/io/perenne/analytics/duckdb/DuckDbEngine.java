// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.pipeline.Engine;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.Extract;
import io.perenne.analytics.pipeline.InputReader;
import io.perenne.analytics.pipeline.Pipeline;
import io.perenne.analytics.pipeline.PublishedCustomers;
import io.perenne.analytics.pipeline.PurchaseInput;
import io.perenne.analytics.pipeline.PurchaseReader;
import io.perenne.analytics.pipeline.TableWriter;
import io.perenne.analytics.task.Cancellation;
import io.perenne.analytics.task.CancelledException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An embedded DuckDB in memory, which is gone when closed. */
final class DuckDbEngine implements Engine {
  private final EngineOptions options;
  private final DuckDb database;
  private final Path workFolder;
  private final Optional<WorkFolder> temporary;
  private final Cancellation.Registration running;

  private DuckDbEngine(EngineOptions options, Path workFolder, Optional<WorkFolder> temporary) {
    this.options = options;
    this.workFolder = workFolder;
    this.temporary = temporary;
    database = DuckDb.open(options.memoryBytes(), options.threads(), workFolder.resolve("spill"));
    running = register(options.cancellation());
  }

  private Cancellation.Registration register(Cancellation cancellation) {
    try {
      return cancellation.register(database::interrupt);
    } catch (CancelledException e) {
      database.close();
      throw e;
    }
  }

  static DuckDbEngine open(EngineOptions options) {
    if (options.workFolder().isPresent()) {
      return new DuckDbEngine(options, options.workFolder().get(), Optional.empty());
    }
    WorkFolder temporary = WorkFolder.create();
    try {
      return new DuckDbEngine(options, temporary.path(), Optional.of(temporary));
    } catch (RuntimeException e) {
      temporary.close();
      throw e;
    }
  }

  @Override
  public InputReader reader() {
    return new DuckDbReader(database, workFolder);
  }

  @Override
  public Pipeline pipeline() {
    return new DuckDbPipeline(database, options.threads(), workFolder);
  }

  @Override
  public PurchaseReader purchases(PurchaseInput input) {
    return DuckDbPurchases.open(this, database, options.threads(), workFolder, input);
  }

  @Override
  public TableWriter newTable(List<TableWriter.Column> columns) {
    return DuckDbTableWriter.of(this, database, columns);
  }

  @Override
  public PublishedCustomers published(Path customers) {
    return new DuckDbCustomers(this, database, customers);
  }

  @Override
  public long extract(Extract extract, Path file) {
    return database.update(new ExtractSql(database, extract).copyTo(file));
  }

  @Override
  public void close() {
    running.close();
    try {
      database.close();
    } finally {
      temporary.ifPresent(WorkFolder::close);
    }
  }
}
