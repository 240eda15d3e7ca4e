// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.config.ConfigurationReader;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.run.RunRequest;
import io.perenne.cli.print.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne demo}: the main job on real orders that come with the program. */
@Command(
    name = "demo",
    description = "Runs the main job on a year of real orders of a UK online shop.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Orders: Online Retail, Daqing Chen, UCI Machine Learning Repository, CC BY 4.0,",
      "https://doi.org/10.24432/C5BW33; here summed to orders."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final String ORDERS = "online_retail_orders.csv.gz";
  private static final LocalDate LAST_DAY = LocalDate.of(2011, 12, 9);

  @Spec private CommandSpec spec;

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--set",
      arity = "1..*",
      paramLabel = "KEY=VALUE",
      description = "Sets one key of the configuration, as in --set language=en.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--no-serve",
      description = "Ends after the run. So does a demo whose output is no terminal.")
  private boolean noServe;

  @Mixin private ServeOptions server = new ServeOptions();

  @Mixin private ResourceOptions resources = new ResourceOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    // Its own home below the home: a demo must not become the earlier run of a real one.
    Path demoHome = home.path().resolve("demo");
    List<String> settings = new ArrayList<>(List.of("currency=GBP", "time-zone=Europe/London"));
    settings.addAll(overrides);
    RunConfiguration configuration = ConfigurationReader.read(Optional.empty(), settings);
    RunRequest request =
        new RunRequest(
            new TransactionInput(
                List.of(unpack(demoHome).toString()), ColumnMapping.none(), configuration),
            List.of(),
            Optional.of(LAST_DAY),
            demoHome,
            Optional.empty());
    JobContext context = Contexts.of(demoHome, resources.resources());
    PrintWriter out = spec.commandLine().getOut();
    int exitCode = new VisibleRun(context, out, output).run(request);
    show(context, Messages.of(configuration.language()), out);
    return exitCode;
  }

  /** Serves the pages where a person looks on, and else says how to. */
  private void show(JobContext context, Messages messages, PrintWriter out)
      throws InterruptedException {
    if (output.quiet() || output.json()) {
      return;
    }
    out.println();
    if (noServe || !Boolean.getBoolean("perenne.terminal")) {
      out.println(messages.text("serve.hint", context.home().toString()));
    } else {
      server.show(context, out, messages);
    }
  }

  private static Path unpack(Path folder) throws IOException {
    Path orders = folder.resolve(ORDERS);
    Files.createDirectories(folder);
    try (InputStream in = DemoCommand.class.getResourceAsStream("/io/perenne/cli/demo/" + ORDERS)) {
      Files.copy(Objects.requireNonNull(in), orders, StandardCopyOption.REPLACE_EXISTING);
    }
    return orders;
  }
}
