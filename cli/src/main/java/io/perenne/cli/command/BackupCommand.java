// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.print.Messages;
import io.perenne.server.HomeBackup;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code perenne backup}: copies what a home cannot make again into one file, while it is served.
 */
@Command(
    name = "backup",
    description = {
      "Copies what a home cannot make again into one file, while it is served.",
      "Users, keys, jobs, settings, destinations, deliveries and the control group; not the runs."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class BackupCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file to write.")
  private Path file = Path.of("");

  @Mixin private HomeOption home = new HomeOption();

  @Override
  public void run() {
    new HomeBackup(home.path()).write(file, InstantSource.system());
    spec.commandLine()
        .getOut()
        .println(Messages.of(Speaker.of(spec)).text("backup.done", file.toString()));
  }
}
