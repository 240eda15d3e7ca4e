// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which runs a server keeps, and deletes by itself otherwise. */
final class KeepOptions {
  @Option(
      names = "--keep-runs",
      paramLabel = "N",
      description =
          "Keeps the last N runs and deletes older ones after each run; never one that is needed or"
              + " that somebody keeps. Default: all stay.")
  private @Nullable String runs;

  @Option(
      names = "--keep-monthly",
      paramLabel = "yes|no|M",
      description =
          "Whether the newest run of each month stays too, or of the last M months. Default: yes.")
  private @Nullable String monthly;

  @Option(
      names = "--keep-size",
      paramLabel = "SIZE",
      description =
          "How much disk all runs may take, as in 50GB: the oldest go first. Default: no limit.")
  private @Nullable String size;

  /** Returns what was given on the command line, by option. */
  Map<String, List<String>> given() {
    Map<String, List<String>> given = new LinkedHashMap<>();
    ServeOptions.put(given, "keep-runs", runs);
    ServeOptions.put(given, "keep-monthly", monthly);
    ServeOptions.put(given, "keep-size", size);
    return given;
  }
}
