// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.task.Resources;
import io.perenne.cli.print.JourneysPrinter;
import io.perenne.engage.journey.Journey;
import io.perenne.server.journey.JourneyFolder;
import io.perenne.server.journey.RunEntries;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne journeys list}: which journeys there are. */
@Command(
    name = "list",
    description = {
      "Lists the journeys: those of the home, and for every other id the one that is shipped.",
      "With --run also who would enter by that run."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ListJourneysCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Counts who enters by a run: its id, the beginning of it, or latest.")
  private @Nullable String run;

  @Option(names = "--json", description = "Prints one JSON object for machines instead of text.")
  private boolean json;

  @Override
  public void run() {
    List<JourneyFolder.Kept> all = JourneyFolder.all(home.path());
    List<Journey> journeys = all.stream().map(JourneyFolder.Kept::journey).toList();
    Optional<RunEntries.Counted> counted =
        Optional.ofNullable(run)
            .map(id -> RunEntries.count(home.path(), id, Resources.ofMachine(), journeys));
    JourneysPrinter printer = new JourneysPrinter(Speaker.of(spec));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(printer.json(all, counted));
    } else {
      printer.print(all, counted, out);
    }
  }
}
