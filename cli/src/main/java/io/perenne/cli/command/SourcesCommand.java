// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code perenne sources}: where events come from. */
@Command(
    name = "sources",
    description = "Adds and lists the sources of events, and gives them new write keys.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AddSourceCommand.class,
      ListSourcesCommand.class,
      RotateSourceCommand.class,
      DisableSourceCommand.class,
      EnableSourceCommand.class
    })
public final class SourcesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
