// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.print.Messages;
import io.perenne.server.LiveHome;
import io.perenne.server.live.source.WriteKeys;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne sources rotate}: another write key for a source. */
@Command(
    name = "rotate",
    description = {
      "Gives a source another write key and prints it.",
      "The key before still counts for 24 hours, so that programs can be changed one by one."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RotateSourceCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The name of the source.")
  private String name = "";

  @Option(names = "--now", description = "The key before counts no more: somebody else has it.")
  private boolean now;

  @Mixin private SourceKeyPrinter printer = new SourceKeyPrinter();

  @Mixin private StoreOptions store = new StoreOptions();

  @Override
  public void run() {
    try (LiveHome live = store.open()) {
      String key = live.rotate(name, now ? Duration.ZERO : WriteKeys.OVERLAP);
      printer.print(name, key, Messages.of(Speaker.of(spec)), spec.commandLine().getOut());
    }
  }
}
