// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.server.LiveHome;
import io.perenne.server.ServerOptionsReader;
import io.perenne.server.options.OptionSources;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the events of a home are kept. */
final class StoreOptions {
  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "Where events are kept: jdbc:postgresql://HOST/NAME.",
        "Default: PERENNE_DATABASE, else database in server.yaml, else perenne.db in the home."
      })
  private @Nullable String database;

  Path home() {
    return home.path();
  }

  LiveHome open() {
    Map<String, List<String>> given =
        database == null ? Map.of() : Map.of("database", List.of(database));
    OptionSources sources =
        OptionSources.read(given, System.getenv(), home.path(), ServerOptionsReader.KNOWN);
    return LiveHome.open(sources, Contexts.of(home.path()));
  }
}
