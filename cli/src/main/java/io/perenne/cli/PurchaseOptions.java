// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import io.perenne.analytics.duckdb.PurchaseInput;
import io.perenne.analytics.fit.LastDay;
import io.perenne.analytics.ingest.source.TransactionInput;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which purchases the commands about models read. */
final class PurchaseOptions {
  /** The share of memory that the engine may hold; the rest is for what is made of the rows. */
  private static final double ENGINE_SHARE = 0.5;

  @Mixin private TransactionOptions transactions = new TransactionOptions();

  @Option(
      names = "--as-of",
      paramLabel = "YYYY-MM-DD",
      description =
          "The last day, included, of which the files are complete. Default: the last in them.")
  private @Nullable LocalDate asOf;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "Short for --set time-zone=ZONE: the zone whose days count.")
  private @Nullable ZoneId zone;

  /** Returns the files, read under the configuration of the home. */
  TransactionInput transactions() {
    return transactions.input(zone == null ? List.of() : List.of("time-zone=" + zone));
  }

  PurchaseInput input(TransactionInput files, boolean keepFree) {
    return new PurchaseInput(
        files,
        keepFree,
        (long) (transactions.resources().memoryBytes() * ENGINE_SHARE),
        transactions.resources().threads());
  }

  LastDay lastDay(TransactionInput files) {
    ZoneId days = files.configuration().timeZone();
    LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), days);
    return new LastDay(Optional.ofNullable(asOf), today);
  }
}
