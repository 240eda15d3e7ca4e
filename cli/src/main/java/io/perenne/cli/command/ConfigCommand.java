// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.config.ConfigurationDocument;
import io.perenne.analytics.config.ConfigurationReader;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.cli.print.Messages;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne config}: the defaults, a check of a file, and what a run would use. */
@Command(
    name = "config",
    description = "Prints the default configuration, with a comment for each key.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    commandListHeading = "%nCommands:%n")
public final class ConfigCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private LanguageOption language = new LanguageOption();

  @Override
  public void run() {
    print(spec, ConfigurationDocument.render(RunConfiguration.defaults(), language.language()));
  }

  @Command(
      name = "validate",
      description = "Checks a configuration file and tells everything that is wrong with it.",
      mixinStandardHelpOptions = true)
  void validate(@Parameters(paramLabel = "FILE", description = "The file in YAML.") Path file) {
    RunConfiguration configuration = ConfigurationReader.read(Optional.of(file), List.of());
    List<String> changed =
        RunConfiguration.keys().stream()
            .filter(key -> !key.textIn(configuration).equals(key.defaultText()))
            .map(key -> "  " + key.name() + ": " + key.textIn(configuration) + "\n")
            .toList();
    Messages messages = Messages.of(Speaker.of(spec));
    String differs =
        messages.text(changed.isEmpty() ? "config.valid.same" : "config.valid.changed");
    print(
        spec,
        messages.text("config.valid", file.toString(), configuration.version(), differs)
            + "\n"
            + String.join("", changed));
  }

  @Command(
      name = "show",
      description = "Prints the configuration that a run with these options would use.",
      mixinStandardHelpOptions = true)
  void show(@Mixin ConfigurationOptions options) {
    RunConfiguration configuration = options.load();
    print(spec, ConfigurationDocument.render(configuration, configuration.language()));
  }

  private static void print(CommandSpec spec, String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }
}
