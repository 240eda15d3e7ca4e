// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code perenne actions}: what to do for customers. */
@Command(
    name = "actions",
    description = "Checks a file of actions, plans whom to contact, tells why, and learns from it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ValidateActionsCommand.class,
      PlanActionsCommand.class,
      DecideActionsCommand.class,
      CountOutcomesCommand.class
    })
public final class ActionsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
