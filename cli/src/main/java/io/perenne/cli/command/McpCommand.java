// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.job.JobContext;
import io.perenne.server.ServerOptionsReader;
import io.perenne.server.mcp.McpStdio;
import io.perenne.server.options.OptionSources;
import io.perenne.server.storage.DatabaseAddress;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code perenne mcp}: the runs of a home as tools of an assistant. */
@Command(
    name = "mcp",
    description = {
      "Answers an assistant on this machine about the runs of a home, by the Model Context"
          + " Protocol over standard input and output, until the input ends.",
      "It only reads, and records what was asked. A server answers the same at /mcp."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class McpCommand implements Callable<Integer> {
  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--customers",
      description =
          "Lets the assistant ask for single customers, which are personal data. Default: only"
              + " totals.")
  private boolean customers;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "Where what was asked is recorded: jdbc:postgresql://HOST/NAME.",
        "Default: PERENNE_DATABASE, else perenne.db in the home."
      })
  private @Nullable String database;

  @Mixin private ResourceOptions resources = new ResourceOptions();

  @Mixin private LanguageOption language = new LanguageOption();

  @Override
  public Integer call() throws InterruptedException, IOException {
    JobContext context = Contexts.of(home.path(), resources.resources());
    try (OutputStream protocol = new FileOutputStream(FileDescriptor.out)) {
      McpStdio.serve(
          context, database(context), customers, language.language(), System.in, protocol);
    }
    return 0;
  }

  /** The one that a server of this home keeps its record in. */
  private DatabaseAddress database(JobContext context) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    ServeOptions.put(given, "database", database);
    OptionSources sources =
        OptionSources.read(
            given, context.secrets().environment(), context.home(), ServerOptionsReader.KNOWN);
    return ServeOptions.options(sources, context, false).database();
  }
}
