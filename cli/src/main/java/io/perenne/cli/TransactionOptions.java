// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.duckdb.PurchaseInput;
import io.perenne.analytics.fit.LastDay;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which transactions the commands about models read. */
final class TransactionOptions {
  /** The share of memory that the engine may hold; the rest is for what is made of the rows. */
  private static final double ENGINE_SHARE = 0.5;

  @Option(
      names = "--transactions",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, folders or globs of CSV, TSV, Parquet or newline-delimited JSON.")
  private List<String> transactions = new ArrayList<>();

  @Option(
      names = "--map",
      arity = "1..*",
      paramLabel = "FIELD=COLUMN",
      description =
          "Names the column of a field: customer, time, amount, order, … Others are recognised;"
              + " amounts may be missing.")
  private List<String> mapping = new ArrayList<>();

  @Option(
      names = "--as-of",
      paramLabel = "YYYY-MM-DD",
      description =
          "The last day, included, of which the files are complete. Default: the last in them.")
  private @Nullable LocalDate asOf;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description =
          "The zone whose days count, as in Europe/Madrid. Default: that of perenne config.")
  private ZoneId zone = RunConfiguration.defaults().timeZone();

  @Mixin private ResourceOptions resources = new ResourceOptions();

  PurchaseInput input(boolean keepFree) {
    return new PurchaseInput(
        transactions,
        ColumnMapping.parse(mapping),
        ReadOptions.detect(),
        zone,
        RunConfiguration.defaults().tickets(),
        keepFree,
        (long) (resources.memoryBytes() * ENGINE_SHARE),
        resources.threads());
  }

  LastDay lastDay() {
    LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), zone);
    return new LastDay(Optional.ofNullable(asOf), today);
  }
}
