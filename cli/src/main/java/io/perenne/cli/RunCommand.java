// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
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
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--transactions",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Files, folders or globs of CSV, TSV, Parquet or newline-delimited JSON. Where an order"
              + " comes twice, the later file wins.")
  private List<String> transactions = new ArrayList<>();

  @Option(
      names = "--customers",
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "The CRM: id, e-mail, contact id, consent. Customers who never bought are rows too.")
  private List<String> customers = new ArrayList<>();

  @Option(
      names = "--map",
      arity = "1..*",
      paramLabel = "FIELD=COLUMN",
      description =
          "Names the column of a field: customer, time, amount, order, quantity, price, status,"
              + " currency, channel, product, margin, cost, refund-of. Others are recognised.")
  private List<String> mapping = new ArrayList<>();

  @Option(
      names = "--as-of",
      paramLabel = "YYYY-MM-DD",
      description = "The reference date, included. Default: yesterday in the configured time zone.")
  private @Nullable LocalDate asOf;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

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

  @Mixin private ResourceOptions resources = new ResourceOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    RunConfiguration loaded = configuration.load();
    RunRequest request =
        new RunRequest(
            transactions,
            customers,
            ColumnMapping.parse(mapping),
            ReadOptions.of(loaded.input()),
            Optional.ofNullable(asOf),
            extended ? loaded.with("datamodel.extended-columns", "on") : loaded,
            configuration.home.path(),
            Optional.ofNullable(out),
            resources.memoryBytes(),
            resources.threads());
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    // one JSON object is promised, so the receipt of a delivery goes elsewhere
    OutputOptions told = output.json() ? OutputOptions.silent() : output;
    DeliveryRunner deliveries = new DeliveryRunner(configuration.home.path(), out, err, told);
    deliveries.requireRoutes(destinations);
    return new MainJobRunner(out, output)
        .run(request, run -> deliveries.deliver(run, destinations, false));
  }
}
