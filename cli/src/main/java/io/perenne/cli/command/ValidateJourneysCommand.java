// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.print.JourneysPrinter;
import io.perenne.engage.journey.Journey;
import io.perenne.server.journey.HomeActions;
import io.perenne.server.journey.JourneyActions;
import io.perenne.server.journey.JourneyFile;
import io.perenne.server.journey.JourneyFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne journeys validate}: whether files of journeys can be used. */
@Command(
    name = "validate",
    description =
        "Checks journeys, all that is wrong at once: every key and value, where steps lead, and that"
            + " their messages name actions that there are, by channels that these have.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ValidateJourneysCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files of journeys. Default: all of the home, and those that are shipped.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--actions",
      paramLabel = "FILE",
      description =
          "The file of actions. Default: actions.yaml in the home, else the example that is"
              + " shipped.")
  private @Nullable Path actions;

  @Mixin private HomeOption home = new HomeOption();

  @Override
  public void run() {
    List<Journey> journeys =
        files.isEmpty()
            ? JourneyFolder.all(home.path()).stream().map(JourneyFolder.Kept::journey).toList()
            : files.stream().map(JourneyFile::read).toList();
    HomeActions.Found found = HomeActions.find(home.path(), Optional.ofNullable(actions));
    JourneyActions.require(journeys, found.catalogue());
    new JourneysPrinter(Speaker.of(spec)).printValid(journeys, found, spec.commandLine().getOut());
  }
}
