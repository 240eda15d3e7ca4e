// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code perenne journeys}: what happens to customers, step by step. */
@Command(
    name = "journeys",
    description = "Lists, shows, checks and rehearses the journeys of customers.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListJourneysCommand.class,
      ShowJourneyCommand.class,
      ValidateJourneysCommand.class,
      RehearseJourneysCommand.class
    })
public final class JourneysCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
