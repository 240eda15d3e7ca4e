// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.failure.UnusableOption;
import io.perenne.cli.print.ManPage;
import io.perenne.cli.print.Messages;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne man}: the manual page of a command. */
@Command(
    name = "man",
    description = "Prints the manual page of a command: perenne man run > perenne-run.1.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ManCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command, as in destinations add. Default: the program.")
  private List<String> words = new ArrayList<>();

  @Override
  public void run() {
    CommandLine command = spec.root().commandLine();
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        throw new UnusableOption(
            spec.commandLine(), Messages.message("refusal.unknown-word", "'" + word + "'"));
      }
      command = next;
    }
    spec.commandLine().getOut().print(ManPage.of(command));
    spec.commandLine().getOut().flush();
  }
}
