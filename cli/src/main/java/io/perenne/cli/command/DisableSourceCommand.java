// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.print.Messages;
import io.perenne.server.LiveHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne sources disable}. */
@Command(
    name = "disable",
    description = "Takes nothing more from a source. Its events stay.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DisableSourceCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The name of the source.")
  private String name = "";

  @Mixin private StoreOptions store = new StoreOptions();

  @Override
  public void run() {
    try (LiveHome live = store.open()) {
      live.disable(name, true);
      spec.commandLine()
          .getOut()
          .println(Messages.of(Speaker.of(spec)).text("sources.disabled", name));
    }
  }
}
