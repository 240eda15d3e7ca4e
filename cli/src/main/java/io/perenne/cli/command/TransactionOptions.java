// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.OutputGuard;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.JobContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which transactions a command reads, and the configuration under which it reads them. */
final class TransactionOptions {
  @Mixin private final TransactionPaths paths;

  @Option(
      names = "--map",
      arity = "1..*",
      paramLabel = "FIELD=COLUMN",
      description =
          "Names the column of a field: customer, time, amount, order, quantity, price, status,"
              + " currency, channel, product, margin, cost, refund-of. #3 is the third column. Others are recognised.")
  private List<String> mapping = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "Short for --set input.profile=NAME: the export format by which files are read, as in"
              + " shopify-orders; none for no format. Default: the one that is recognised.")
  private @Nullable String profile;

  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @Mixin private ResourceOptions resources = new ResourceOptions();

  TransactionOptions() {
    this(new TransactionPaths.Required());
  }

  TransactionOptions(TransactionPaths paths) {
    this.paths = paths;
  }

  /** Returns whether there are any. */
  boolean given() {
    return !paths.paths().isEmpty();
  }

  /** Returns the configuration of the home with what options set. */
  RunConfiguration configuration() {
    return configuration.load();
  }

  /** Returns the files, read under the configuration of the home. */
  TransactionInput input() {
    return input(List.of());
  }

  /** Returns the files; some keys of the configuration are set by options of the command's own. */
  TransactionInput input(List<String> settings) {
    List<String> all = new ArrayList<>(settings);
    if (profile != null) {
      all.add("input.profile=" + profile);
    }
    return new TransactionInput(
        paths.paths(), ColumnMapping.parse(mapping), configuration.load(all));
  }

  /** Requires that an output does not replace the configuration. */
  void requireOutput(String option, Path output) {
    OutputGuard.ofHomes().and(configuration.file()).require(option, output);
  }

  /** Returns where the command works, and with what. */
  JobContext context() {
    return Contexts.of(configuration.home.path(), resources.resources());
  }
}
