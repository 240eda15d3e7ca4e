// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.home.Json;
import io.perenne.analytics.home.OutputGuard;
import io.perenne.analytics.task.Resources;
import io.perenne.cli.print.ActionsPrinter;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.OutcomeCell;
import io.perenne.server.action.CatalogueFile;
import io.perenne.server.action.OutcomeCount;
import io.perenne.server.action.OutcomeFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne actions outcomes}: what came of a plan. */
@Command(
    name = "outcomes",
    description =
        "Counts what came of a plan: how many of those who were contacted, and of those who were held"
            + " back, bought within the window, by a later run. The next plan learns from it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class CountOutcomesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file of actions, YAML or JSON.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "PLAN",
      description = "What perenne actions plan --out has written.")
  private Path plan = Path.of("");

  @Option(
      names = "--run",
      paramLabel = "RUN",
      defaultValue = "latest",
      description =
          "The later run: its id, the beginning of it, or latest. Default: ${DEFAULT-VALUE}.")
  private String run = "latest";

  @Option(
      names = "--sent",
      paramLabel = "DATE",
      description =
          "The day on which the plan was sent, as in 2025-07-01: the window begins on it. Default:"
              + " the day after the run that the plan was made of.")
  private @Nullable LocalDate sent;

  @Option(
      names = "--add",
      paramLabel = "FILE",
      description = "Outcomes that were counted earlier, of other plans; these are added to them.")
  private @Nullable Path add;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the outcomes are written, for perenne actions plan --outcomes.")
  private Path out = Path.of("");

  @Mixin private HomeOption home = new HomeOption();

  @Option(names = "--json", description = "Prints one JSON object for machines instead of text.")
  private boolean json;

  @Override
  public void run() {
    OutputGuard.reading(List.of(file, plan)).and(Optional.ofNullable(add)).require("--out", out);
    Catalogue catalogue = CatalogueFile.read(file);
    List<OutcomeCell> before =
        Optional.ofNullable(add).map(each -> OutcomeFile.read(each, catalogue)).orElse(List.of());
    OutcomeCount.Counted counted =
        OutcomeCount.count(
            home.path(),
            run,
            Resources.ofMachine(),
            catalogue,
            plan,
            Optional.ofNullable(sent),
            before,
            out);
    PrintWriter terminal = spec.commandLine().getOut();
    if (json) {
      terminal.println(
          Json.documents()
              .write(
                  Json.object()
                      .put("run", counted.run().runId())
                      .put("counted", counted.counted())
                      .put("notOver", counted.open())
                      .put("unknown", counted.unknown())));
    } else {
      new ActionsPrinter(Speaker.of(spec)).print(catalogue, counted, terminal);
    }
  }
}
