// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the transactions of a command are. */
abstract class TransactionPaths {
  static final String NAME = "--transactions";
  static final String DESCRIPTION =
      "Files, folders or globs of CSV, TSV, Excel (book.xlsx#Sheet), Parquet or"
          + " newline-delimited JSON, or a pipe. Where an order comes twice, the later file wins.";

  abstract List<String> paths();

  /** Those of a command that reads nothing else. */
  static final class Required extends TransactionPaths {
    @Option(
        names = NAME,
        required = true,
        arity = "1..*",
        paramLabel = "PATH",
        description = DESCRIPTION)
    private List<String> paths = new ArrayList<>();

    @Override
    List<String> paths() {
      return paths;
    }
  }

  /** Those of a command that can read a table instead. */
  static final class OrTable extends TransactionPaths {
    @Option(names = NAME, arity = "1..*", paramLabel = "PATH", description = DESCRIPTION)
    private List<String> paths = new ArrayList<>();

    @Override
    List<String> paths() {
      return paths;
    }
  }
}
