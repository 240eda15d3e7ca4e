// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.task.Resources;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.OutcomeCell;
import io.perenne.engage.decision.PlanLimits;
import io.perenne.server.action.CatalogueFile;
import io.perenne.server.action.OutcomeFile;
import io.perenne.server.action.PlanRequest;
import io.perenne.server.action.RunActions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What decisions over a run are made of. */
final class ActionInputs {
  @Parameters(index = "0", paramLabel = "FILE", description = "The file of actions, YAML or JSON.")
  private Path file = Path.of("");

  @Option(
      names = "--run",
      paramLabel = "RUN",
      defaultValue = "latest",
      description = "A run, the beginning of its id, or latest. Default: ${DEFAULT-VALUE}.")
  private String run = "latest";

  @Option(
      names = "--outcomes",
      paramLabel = "FILE",
      description =
          "What came of the actions: of each action and segment, how many were shown it and held"
              + " back, and how many of them bought. Without it no effect is measured.")
  private @Nullable Path outcomes;

  @Mixin private ConsentOption consent = new ConsentOption();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What chance is drawn from. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Mixin private HomeOption home = new HomeOption();

  /** Returns the files that are read. */
  List<Path> files() {
    return outcomes == null ? List.of(file) : List.of(file, outcomes);
  }

  /** Returns what is asked for. */
  PlanRequest request(PlanLimits limits, boolean sampled) {
    Catalogue catalogue = CatalogueFile.read(file);
    List<OutcomeCell> cells =
        Optional.ofNullable(outcomes)
            .map(each -> OutcomeFile.read(each, catalogue))
            .orElse(List.of());
    return new PlanRequest(catalogue, cells, limits, sampled, seed);
  }

  /** Opens the run. */
  RunActions open(PlanRequest request) {
    return RunActions.open(
        home.path(), run, Resources.ofMachine(), request.catalogue(), consent.channels());
  }
}
