// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.server.journey.JourneyFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne journeys show}: the file of a journey. */
@Command(
    name = "show",
    description = {
      "Prints the file of a journey, as it is used.",
      "To change one that is shipped, write it into the folder journeys of the home and edit it:"
          + " perenne journeys show J04.1 > perenne-data/journeys/J04.1.yaml"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ShowJourneyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "The id of the journey, such as J04.1.")
  private String id = "";

  @Mixin private HomeOption home = new HomeOption();

  @Override
  public void run() {
    spec.commandLine().getOut().print(JourneyFolder.text(home.path(), id));
  }
}
