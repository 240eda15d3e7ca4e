// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.fit.LastDay;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.Jobs;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Option;

/** Which purchases the commands about models read. */
final class PurchaseOptions {
  @Mixin private final TransactionOptions transactions;

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

  PurchaseOptions() {
    this(new TransactionOptions());
  }

  private PurchaseOptions(TransactionOptions transactions) {
    this.transactions = transactions;
  }

  /** Returns those of a command that can read a table instead of transactions. */
  static PurchaseOptions orTable() {
    return new PurchaseOptions(new TransactionOptions(new TransactionPaths.OrTable()));
  }

  /** Returns whether there are transactions. */
  boolean given() {
    return transactions.given();
  }

  /** Requires transactions of a command that can read a table instead. */
  void require(CommandLine command) {
    if (!given()) {
      ArgSpec missing = command.getCommandSpec().findOption(TransactionPaths.NAME);
      throw new MissingParameterException(command, missing, TransactionPaths.NAME);
    }
  }

  /** Returns the configuration of the home with what options set. */
  RunConfiguration configuration() {
    return transactions.configuration();
  }

  /** Returns the files, read under the configuration of the home. */
  TransactionInput transactions() {
    return transactions.input(zone == null ? List.of() : List.of("time-zone=" + zone));
  }

  /** Requires that an output does not replace the configuration. */
  void requireOutput(String option, Path output) {
    transactions.requireOutput(option, output);
  }

  /** Returns where jobs run. */
  Jobs jobs() {
    return RunningJobs.of(transactions.context());
  }

  LastDay lastDay(TransactionInput files) {
    return lastDay(files.configuration());
  }

  LastDay lastDay(RunConfiguration configuration) {
    ZoneId days = configuration.timeZone();
    LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), days);
    return new LastDay(Optional.ofNullable(asOf), today);
  }
}
