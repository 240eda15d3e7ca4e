// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.home.OutputGuard;
import io.perenne.analytics.task.Resources;
import io.perenne.cli.failure.UnusableOption;
import io.perenne.cli.print.JourneysPrinter;
import io.perenne.cli.print.Messages;
import io.perenne.engage.journey.Journey;
import io.perenne.engage.journey.Signal;
import io.perenne.server.journey.HomeActions;
import io.perenne.server.journey.JourneyFolder;
import io.perenne.server.journey.Rehearsal;
import io.perenne.server.journey.RehearsalRequest;
import io.perenne.server.journey.RehearsalResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne journeys rehearse}: who would get what. */
@Command(
    name = "rehearse",
    description = {
      "Runs journeys over the customers of a run in the days after it, and shows who would have got"
          + " what. Nothing is sent, and nothing is remembered.",
      "Each day begins with a run; customers buy as the models of the run expect, drawn by lot, and"
          + " messages change nothing of it; caps and quiet hours of the actions hold; nobody"
          + " answers, and journeys by lists and by other events take nobody."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class RehearseJourneysCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "The ids of journeys that run together. Default: all.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--run",
      paramLabel = "RUN",
      defaultValue = "latest",
      description = "A run, the beginning of its id, or latest. Default: ${DEFAULT-VALUE}.")
  private String run = "latest";

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "90",
      description = "How many days after the run. Default: ${DEFAULT-VALUE}.")
  private int days = 90;

  @Option(names = "--still", description = "Nobody buys. Default: as the models expect.")
  private boolean still;

  @Option(
      names = "--everybody",
      description =
          "On the first day everybody counts as having entered their segment just then. Default:"
              + " those who were in another one in the run before; without one, everybody.")
  private boolean everybody;

  @Option(
      names = "--actions",
      paramLabel = "FILE",
      description =
          "The file of actions. Default: actions.yaml in the home, else the example that is"
              + " shipped.")
  private @Nullable Path actions;

  @Mixin private ConsentOption consent = new ConsentOption();

  @Option(
      names = "--follow",
      paramLabel = "EVENT=DAYS",
      description =
          "An event that follows each purchase by so many days, as in --follow \"Order"
              + " Delivered=3\". May be repeated.")
  private Map<String, Integer> follow = new LinkedHashMap<>();

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "50000",
      description = "So many customers at most, drawn by lot. Default: ${DEFAULT-VALUE}.")
  private int most = 50_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What chance is drawn from. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes everything that happens as CSV: when, to whom, at which step, and why.")
  private @Nullable Path out;

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public void run() {
    if (!(1 <= days && days <= RehearsalRequest.MOST_DAYS)) {
      throw refused("--days", Integer.toString(days));
    }
    if (most < 1) {
      throw refused("--most", Integer.toString(most));
    }
    HomeActions.Found found = HomeActions.find(home.path(), Optional.ofNullable(actions));
    if (out != null) {
      OutputGuard.reading(found.file().map(List::of).orElse(List.of())).require("--out", out);
    }
    RehearsalRequest request =
        new RehearsalRequest(
            journeys(),
            found.catalogue(),
            days,
            still,
            everybody,
            consent.channels(),
            following(),
            most,
            seed);
    RehearsalResult result =
        Rehearsal.of(home.path(), run, Resources.ofMachine(), request, Optional.ofNullable(out));
    PrintWriter terminal = spec.commandLine().getOut();
    JourneysPrinter printer = new JourneysPrinter(Speaker.of(spec));
    if (output.json()) {
      terminal.println(printer.json(result, request));
    } else if (!output.quiet()) {
      printer.print(result, request, found, terminal);
    }
  }

  private List<Journey> journeys() {
    return ids.isEmpty()
        ? JourneyFolder.all(home.path()).stream().map(JourneyFolder.Kept::journey).toList()
        : ids.stream().distinct().map(id -> JourneyFolder.find(home.path(), id).journey()).toList();
  }

  private Map<String, Integer> following() {
    Map<String, Integer> events = new LinkedHashMap<>();
    follow.forEach(
        (event, after) -> {
          if (after < 0 || after > RehearsalRequest.MOST_DAYS || event.isBlank()) {
            throw refused("--follow", event + "=" + after);
          }
          events.put(Signal.small(event), after);
        });
    return events;
  }

  private UnusableOption refused(String option, String value) {
    return new UnusableOption(
        spec.commandLine(),
        Messages.message("journeys.refusal", option, value, RehearsalRequest.MOST_DAYS));
  }
}
