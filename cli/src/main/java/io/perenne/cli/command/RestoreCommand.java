// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.print.Messages;
import io.perenne.server.HomeBackup;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne restore}: puts a backup into a home that holds none of it yet. */
@Command(
    name = "restore",
    description = {
      "Puts a backup into a home that holds none of it yet.",
      "Stop the server of that home first."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class RestoreCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A file that perenne backup has written.")
  private Path file = Path.of("");

  @Mixin private HomeOption home = new HomeOption();

  @Override
  public void run() {
    new HomeBackup(home.path()).restore(file);
    spec.commandLine()
        .getOut()
        .println(Messages.of(Speaker.of(spec)).text("restore.done", file.toString()));
  }
}
