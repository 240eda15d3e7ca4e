// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import picocli.CommandLine.Option;

/** How a command tells what it has done. */
final class OutputOptions {
  @Option(names = "--json", description = "Prints one JSON object for machines instead of text.")
  private boolean json;

  @Option(names = "--quiet", description = "Prints nothing but errors, and JSON if asked for.")
  private boolean quiet;

  /** Prints nothing but errors. */
  static OutputOptions silent() {
    OutputOptions options = new OutputOptions();
    options.quiet = true;
    return options;
  }

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }
}
