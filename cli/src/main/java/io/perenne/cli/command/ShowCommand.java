// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.cli.print.MachineReport;
import io.perenne.cli.print.RunPrinter;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne show}: the report of a run. */
@Command(
    name = "show",
    description = "Shows the report of a run again.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ShowCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      defaultValue = "latest",
      description = "The id of a run, its beginning, or latest. Default: ${DEFAULT-VALUE}.")
  private String run = "latest";

  @Mixin private HomeOption home = new HomeOption();

  @Option(names = "--json", description = "Prints run.json instead of the report.")
  private boolean json;

  @Override
  public void run() {
    RunStore store = RunStore.of(home.path());
    RunDocument document = store.find(run);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(MachineReport.of(document, store.folder(document), Optional.empty()));
    } else {
      RunPrinter printer = RunPrinter.of(document);
      printer.print(out, store.folder(document));
      printer.printMigration(out);
    }
  }
}
