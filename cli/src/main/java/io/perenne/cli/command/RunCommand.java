// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.run.RunRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne run}: from transactions to the published datamodel. */
@Command(
    name = "run",
    description = "Turns transactions into the CLV datamodel and publishes a run.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    customSynopsis = "perenne run --transactions PATH... [OPTIONS]")
public final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TransactionOptions transactions = new TransactionOptions();

  @Option(
      names = "--customers",
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "The CRM: id, e-mail, contact id, consent. Customers who never bought are rows too.")
  private List<String> customers = new ArrayList<>();

  @Option(
      names = "--as-of",
      paramLabel = "YYYY-MM-DD",
      description = "The reference date, included. Default: yesterday in the configured time zone.")
  private @Nullable LocalDate asOf;

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      description = "Puts a copy of the contract file here.")
  private @Nullable Path out;

  @Option(names = "--extended", description = "The contract file has the extended columns too.")
  private boolean extended;

  @Option(
      names = "--deliver",
      arity = "1..*",
      paramLabel = "NAME",
      description = "Delivers the run afterwards; perenne destinations list shows the names.")
  private List<String> destinations = new ArrayList<>();

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    TransactionInput files = transactions.input();
    if (out != null) {
      transactions.requireOutput("--out", out);
    }
    JobContext context = transactions.context();
    Path home = context.home();
    RunRequest request =
        new RunRequest(
            extended ? files.with("datamodel.extended-columns", "on") : files,
            customers,
            Optional.ofNullable(asOf),
            home,
            Optional.ofNullable(out));
    PrintWriter out = spec.commandLine().getOut();
    // one JSON object is promised, so the receipt of a delivery goes elsewhere
    OutputOptions told = output.json() ? OutputOptions.silent() : output;
    VisibleDelivery deliveries = new VisibleDelivery(context, spec.commandLine(), told);
    deliveries.requireRoutes(destinations);
    return new VisibleRun(context, out, output)
        .run(request, run -> deliveries.deliver(run, destinations, false));
  }
}
