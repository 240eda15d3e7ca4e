// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.job.RetentionPlan;
import io.perenne.cli.failure.Failures;
import io.perenne.cli.print.Messages;
import io.perenne.cli.print.RetentionReport;
import io.perenne.cli.print.ScreenNumbers;
import io.perenne.cli.print.TextTable;
import io.perenne.clv.words.Language;
import io.perenne.server.RetentionPreview;
import io.perenne.server.ServerOptionsReader;
import io.perenne.server.options.OptionSources;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne runs}: what was run. */
@Command(
    name = "runs",
    description = "Lists the runs of a home, the newest first.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class RunsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private HomeOption home = new HomeOption();

  @Option(names = "--json", description = "Prints a JSON array for machines instead of a table.")
  private boolean json;

  @Option(
      names = "--verify",
      description = "Checks that the files of every run are as the run wrote them.")
  private boolean verify;

  @Option(
      names = "--retention",
      description =
          "Shows which runs a server would delete after the next run, and why the others stay;"
              + " deletes nothing.")
  private boolean retention;

  @Mixin private KeepOptions keep = new KeepOptions();

  @Mixin private LanguageOption language = new LanguageOption();

  @Override
  public void run() {
    if (retention) {
      showRetention();
      return;
    }
    RunStore store = RunStore.of(home.path());
    RunStore.Known known = store.known();
    List<RunDocument> runs = known.runs();
    PrintWriter out = spec.commandLine().getOut();
    if (verify) {
      verify(store, known, out);
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    known.damaged().values().forEach(damage -> Failures.warn(damage, language.language(), err));
    if (json) {
      out.println(
          runs.stream()
              .map(run -> RunStore.toJson(run).strip())
              .collect(Collectors.joining(",\n", "[", "]")));
    } else if (runs.isEmpty()) {
      out.println(Messages.of(language.language()).text("runs.none", home.path().toString()));
    } else {
      out.print(table(runs, language.language()));
    }
  }

  private void showRetention() {
    OptionSources sources =
        OptionSources.read(keep.given(), System.getenv(), home.path(), ServerOptionsReader.KNOWN);
    RetentionPlan plan =
        RetentionPreview.of(
            home.path(), ServeOptions.retention(sources), sources, InstantSource.system());
    spec.commandLine().getOut().print(RetentionReport.of(plan, language.language()));
  }

  private void verify(RunStore store, RunStore.Known known, PrintWriter out) {
    List<Problem> problems = new ArrayList<>();
    known.damaged().values().forEach(damage -> problems.addAll(damage.problems()));
    for (RunDocument run : known.runs()) {
      try {
        store.verify(run);
        out.println(Messages.of(language.language()).text("runs.whole", run.runId()));
      } catch (InputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  private static String table(List<RunDocument> runs, Language language) {
    Messages messages = Messages.of(language);
    ScreenNumbers numbers = ScreenNumbers.of(language);
    TextTable table =
        new TextTable()
            .left(messages.text("runs.run"))
            .left(messages.text("runs.reference-date"))
            .right(messages.text("runs.customers"))
            .right(messages.text("runs.value"))
            .left("")
            .left(messages.text("runs.model"))
            .left(messages.text("runs.configuration"));
    for (RunDocument run : runs) {
      table.row(
          List.of(
              run.runId(),
              run.referenceDate().toString(),
              numbers.count(run.totals().customers()),
              numbers.money(run.totals().lifetimeValue()),
              run.configuration().getOrDefault("currency", ""),
              run.model().valuation(),
              run.configurationVersion()));
    }
    return table.render();
  }
}
