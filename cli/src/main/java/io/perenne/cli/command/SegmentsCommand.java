// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.cli.print.SegmentsPrinter;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne segments}: the eleven, their rules with the numbers of a run, their goals. */
@Command(
    name = "segments",
    description =
        "Explains the eleven segments: what each is, its rule with the thresholds of a run, its"
            + " goal and its journeys.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class SegmentsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      defaultValue = "latest",
      description = "The id of a run, its beginning, or latest. Default: ${DEFAULT-VALUE}.")
  private String run = "latest";

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Override
  public void run() {
    RunDocument document = RunStore.of(home.path()).find(run);
    Language words = reading.language(document);
    SegmentsPrinter printer = new SegmentsPrinter(document, words);
    PrintWriter out = spec.commandLine().getOut();
    if (reading.json()) {
      out.println(printer.json());
    } else {
      printer.print(out);
    }
  }
}
