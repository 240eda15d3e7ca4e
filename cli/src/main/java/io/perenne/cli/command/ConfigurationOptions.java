// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.config.ConfigurationReader;
import io.perenne.analytics.config.RunConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that make up a configuration. */
final class ConfigurationOptions {
  @Mixin HomeOption home = new HomeOption();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration in YAML. Default: perenne.yaml in the home, if it is there.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      arity = "1..*",
      paramLabel = "KEY=VALUE",
      description =
          "Sets one key over the configuration. May be repeated; perenne config lists the keys.")
  private List<String> overrides = new ArrayList<>();

  RunConfiguration load() {
    return load(List.of());
  }

  /** Loads the configuration over some values of the command's own, which any option outweighs. */
  RunConfiguration load(List<String> underneath) {
    List<String> all = new ArrayList<>(underneath);
    all.addAll(overrides);
    return ConfigurationReader.read(file(), all);
  }

  /** Returns the file of the configuration, if there is one. */
  Optional<Path> file() {
    if (file != null) {
      return Optional.of(file);
    }
    return Optional.of(home.path().resolve("perenne.yaml")).filter(Files::exists);
  }
}
