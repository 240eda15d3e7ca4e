// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.PublishedCustomers;
import io.perenne.cli.print.Explanation;
import io.perenne.cli.print.Messages;
import io.perenne.cli.print.RunPrinter;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--language",
      paramLabel = "es|en",
      description = "Language of the words. Default: the run's.")
  private @Nullable Language language;

  @Override
  public void run() {
    RunStore store = RunStore.of(home.path());
    RunDocument document = store.find(run);
    Path customers = store.folder(document).resolve(RunStore.CUSTOMERS);
    Language words = language == null ? RunPrinter.language(document) : language;
    Map<String, String> row = find(customers, words).orElseThrow(() -> unknown(document));
    PrintWriter out = spec.commandLine().getOut();
    out.println(Messages.of(words).text("explain.title", customer, document.runId()));
    out.print(new Explanation(document, row, words).render());
  }

  private Optional<Map<String, String>> find(Path customers, Language words) {
    try (PublishedCustomers table =
        PublishedCustomers.open(customers, EngineOptions.forLookups())) {
      return table.find(customer, words);
    }
  }

  private InputException unknown(RunDocument document) {
    return new InputException(
        new Problem(
            "there is no such customer",
            "run " + document.runId(),
            customer,
            "ids are text: leading zeros, blanks and case count"));
  }
}
