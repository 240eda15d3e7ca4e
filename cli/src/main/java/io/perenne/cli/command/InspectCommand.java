// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.home.Json;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.Inspect;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.Jobs;
import io.perenne.analytics.run.Inspection;
import io.perenne.analytics.run.RunRequest;
import io.perenne.cli.print.InspectionPrinter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne inspect}: what a run would make of files. */
@Command(
    name = "inspect",
    description =
        "Reads files without running: which column is which, what values mean, what a run would"
            + " refuse.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class InspectCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files, folders or globs of transactions, as run takes them.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--customers",
      paramLabel = "PATH",
      description = "The CRM, to see whether it knows the same customers. May be repeated.")
  private List<String> customers = new ArrayList<>();

  @Option(
      names = "--map",
      paramLabel = "FIELD=COLUMN",
      description = "Names the column of a field, as for run. May be repeated.")
  private List<String> mapping = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "The export format by which files are read, as for run.")
  private @Nullable String profile;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @Mixin private ResourceOptions resources = new ResourceOptions();

  @Option(names = "--json", description = "Prints one JSON object for machines instead of text.")
  private boolean json;

  private List<String> settings() {
    return profile == null ? List.of() : List.of("input.profile=" + profile);
  }

  @Override
  public void run() {
    TransactionInput files =
        new TransactionInput(paths, ColumnMapping.parse(mapping), configuration.load(settings()));
    JobContext context = Contexts.of(configuration.home.path(), resources.resources());
    RunRequest request =
        new RunRequest(files, customers, Optional.empty(), context.home(), Optional.empty());
    Inspection inspection = Jobs.of(context).call(new Inspect(request));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.documents().write(inspection));
    } else {
      new InspectionPrinter(inspection, files.configuration().language()).print(out);
    }
  }
}
