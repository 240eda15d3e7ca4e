// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.print.Messages;
import io.perenne.server.LiveHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne sources add}: a source with its write key. */
@Command(
    name = "add",
    description = "Adds a source and prints its write key, which is not shown again.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class AddSourceCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits, - and _.")
  private String name = "";

  @Mixin private SourceKeyPrinter printer = new SourceKeyPrinter();

  @Mixin private StoreOptions store = new StoreOptions();

  @Override
  public void run() {
    try (LiveHome live = store.open()) {
      String key = live.add(name);
      printer.print(name, key, Messages.of(Speaker.of(spec)), spec.commandLine().getOut());
    }
  }
}
