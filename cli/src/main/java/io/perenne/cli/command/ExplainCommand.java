// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.explain.Explanation;
import io.perenne.analytics.job.CustomerRecord;
import io.perenne.analytics.job.Explain;
import io.perenne.analytics.job.NextPurchaseDate;
import io.perenne.cli.print.MachineReport;
import io.perenne.cli.print.Messages;
import io.perenne.cli.print.ScreenNumbers;
import io.perenne.cli.print.TextTable;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne explain}: why a customer has these values. */
@Command(
    name = "explain",
    description = "Shows every value of one customer, with the rule and the numbers behind it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ExplainCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The id of a run, its beginning, or latest.")
  private String run = "latest";

  @Parameters(
      index = "1",
      paramLabel = "CUSTOMER",
      description = "The customer's id, letter by letter.")
  private String customer = "";

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Override
  public void run() {
    CustomerRecord found =
        RunningJobs.of(Contexts.of(home.path())).call(new Explain(run, customer, reading.asked()));
    Language words = reading.language(found.run());
    PrintWriter out = spec.commandLine().getOut();
    if (reading.json()) {
      out.println(MachineReport.of(found));
      return;
    }
    out.println(Messages.of(words).text("explain.title", customer, found.run().runId()));
    TextTable table = new TextTable().left("").left("").left("");
    new Explanation(found.run(), found.values(), words)
        .lines()
        .forEach(line -> table.row(List.of(line.column(), line.value(), line.why())));
    out.print(table.render().substring(1));
    found.next(MachineReport.INTERVAL).ifPresent(next -> out.println(sentence(next, words)));
  }

  private static String sentence(NextPurchaseDate next, Language words) {
    ScreenNumbers numbers = ScreenNumbers.of(words);
    return Messages.of(words)
        .text(
            "explain.next",
            numbers.share(next.probability()),
            Integer.toString(next.horizonDays()),
            next.median().toString(),
            ScreenNumbers.percent(next.interval()),
            next.low().toString(),
            next.high().toString());
  }
}
