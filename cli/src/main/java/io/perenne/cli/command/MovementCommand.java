// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.job.Compare;
import io.perenne.cli.print.MovementPrinter;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne movement}: who moved between two runs, why, and what it is worth. */
@Command(
    name = "movement",
    description = "Shows how customers moved between two runs, why, and how their value changed.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class MovementCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      defaultValue = "latest",
      description = "The later run: its id, its beginning, or latest. Default: ${DEFAULT-VALUE}.")
  private String run = "latest";

  @Option(
      names = "--from",
      paramLabel = "RUN",
      description = "The earlier run. Default: the one that the later run was compared with.")
  private @Nullable String from;

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private ResourceOptions resources = new ResourceOptions();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Override
  public void run() {
    Compare.Result result =
        RunningJobs.of(Contexts.of(home.path(), resources.resources()))
            .call(new Compare(run, Optional.ofNullable(from)));
    Language words = reading.language(result.now());
    MovementPrinter printer = new MovementPrinter(result, words);
    PrintWriter out = spec.commandLine().getOut();
    if (reading.json()) {
      out.println(printer.json());
    } else {
      printer.print(out);
    }
  }
}
