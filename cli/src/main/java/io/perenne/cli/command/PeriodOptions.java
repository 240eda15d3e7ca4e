// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.fit.LastDay;
import io.perenne.analytics.home.OutputGuard;
import io.perenne.analytics.period.Period;
import io.perenne.analytics.period.PeriodInput;
import io.perenne.analytics.period.PeriodModel;
import io.perenne.analytics.pipeline.PurchaseInput;
import io.perenne.cli.failure.UnusableOption;
import io.perenne.cli.print.Messages;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What models that count periods read in place of transactions. */
final class PeriodOptions {
  @Option(
      names = "--table",
      paramLabel = "F.csv",
      description =
          "In place of transactions, for models that count periods. sbg, bdw: period,survivors with"
              + " a row for each period from 0, or customer,periods,active with a row for each"
              + " contract. bg-bb: customer,x,t_x,n (purchases after the first, the opportunity of"
              + " the last, opportunities); customers, where a row stands for several.")
  private @Nullable Path table;

  Optional<Path> table() {
    return Optional.ofNullable(table);
  }

  /** Requires that an output does not replace the table. */
  void requireOutput(String option, Path output) {
    OutputGuard.ofHomes().and(table()).require(option, output);
  }

  /** Requires a command without a table. */
  void requireNone(CommandLine command) {
    if (table != null) {
      throw new UnusableOption(
          command, Messages.message("refusal.table", String.join(", ", PeriodModel.NAMES)));
    }
  }

  /** Requires a table, or else transactions where the model can make use of them. */
  void require(String model, PurchaseOptions purchases, CommandLine command) {
    if (table != null && purchases.given()) {
      throw new UnusableOption(command, Messages.message("refusal.table.both"));
    }
    if (table == null && (!purchases.given() || !model.equals(PeriodModel.BG_BB))) {
      throw new UnusableOption(
          command,
          Messages.message(
              model.equals(PeriodModel.BG_BB) ? "refusal.table.either" : "refusal.table.needed",
              model));
    }
  }

  /** Returns what to read. */
  PeriodInput input(PurchaseOptions purchases, Period period, boolean keepZeroPrice) {
    RunConfiguration configuration = purchases.configuration();
    LastDay lastDay = purchases.lastDay(configuration);
    Optional<PurchaseInput> transactions =
        purchases.given()
            ? Optional.of(new PurchaseInput(purchases.transactions(), keepZeroPrice))
            : Optional.empty();
    return new PeriodInput(table(), transactions, lastDay, period, configuration);
  }
}
