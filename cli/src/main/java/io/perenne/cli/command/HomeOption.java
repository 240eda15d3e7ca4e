// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where runs and what belongs to them are kept. */
final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:PERENNE_HOME:-perenne-data}",
      description =
          "Folder of runs, configuration and control group. Default: $PERENNE_HOME, or perenne-data.")
  private Path home = Path.of("perenne-data");

  Path path() {
    return home;
  }
}
