// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.print.ActionsPrinter;
import io.perenne.engage.decision.Catalogue;
import io.perenne.server.action.CatalogueFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne actions validate}: whether a file of actions can be used. */
@Command(
    name = "validate",
    description = "Checks a file of actions: every key and every value, all that is wrong at once.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ValidateActionsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file of actions, YAML or JSON.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Prints one JSON object for machines instead of text.")
  private boolean json;

  @Override
  public void run() {
    Catalogue catalogue = CatalogueFile.read(file);
    ActionsPrinter printer = new ActionsPrinter(Speaker.of(spec));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(printer.json(catalogue));
    } else {
      printer.print(file, catalogue, out);
    }
  }
}
