// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.job.JobContext;
import io.perenne.cli.print.Messages;
import io.perenne.server.ServerOptionsReader;
import io.perenne.server.options.OptionSources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code perenne serve}: the runs of a home as pages. */
@Command(
    name = "serve",
    description = {
      "Shows the runs of a home as pages in a browser, until it is interrupted.",
      "What the command line does not say is taken from the environment (PERENNE_BASE_PATH for"
          + " --base-path), then from server.yaml in the home, then from the defaults."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private ServeOptions server = new ServeOptions();

  @Mixin private EntranceOptions entrance = new EntranceOptions();

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Mixin private ResourceOptions resources = new ResourceOptions();

  @Mixin private LanguageOption language = new LanguageOption();

  @Override
  public Integer call() throws InterruptedException {
    Map<String, List<String>> given = new LinkedHashMap<>(server.given());
    given.putAll(entrance.given());
    given.putAll(kafka.given());
    OptionSources sources =
        OptionSources.read(given, System.getenv(), home.path(), ServerOptionsReader.KNOWN);
    JobContext context = Contexts.of(home.path(), resources.resources(sources));
    ServeOptions.serve(
        ServeOptions.options(sources, context, false),
        spec.commandLine().getOut(),
        Messages.of(language.language()));
    return 0;
  }
}
