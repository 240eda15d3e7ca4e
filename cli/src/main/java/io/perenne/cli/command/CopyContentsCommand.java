// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.server.content.Contents;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne contents copy}: shipped texts as files of the home. */
@Command(
    name = "copy",
    description =
        "Copies shipped texts into the home, where they count in place of the shipped ones.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CopyContentsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private HomeOption home = new HomeOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description =
          "Journeys such as J04.1 for what they say; values, for what the shop writes once;"
              + " variables; actions, for an example of a catalogue.")
  private List<String> names = List.of();

  @Override
  public void run() {
    for (String name : names) {
      spec.commandLine().getOut().println(Contents.copy(home.path(), name));
    }
  }
}
