// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.datamodel.Ddl;
import io.perenne.analytics.datamodel.TableDialect;
import io.perenne.cli.failure.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne schema}: the statement that creates a table for the datamodel. */
@Command(
    name = "schema",
    description =
        "Prints the statement that creates a table for the datamodel, or Marketing Cloud's field list.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--dialect",
      required = true,
      paramLabel = "NAME",
      description = "One of ${COMPLETION-CANDIDATES}.")
  private TableDialect dialect = TableDialect.POSTGRESQL; // never stays, as the option is required

  @Option(
      names = "--table",
      paramLabel = "NAME",
      defaultValue = "clv_datamodel",
      description = "Name of the table. Default: ${DEFAULT-VALUE}.")
  private String table = "clv_datamodel";

  @Option(names = "--extended", description = "With the extended columns after the 25.")
  private boolean extended;

  @Mixin private LanguageOption language = new LanguageOption();

  @Override
  public Integer call() {
    List<DatamodelColumn> columns =
        extended
            ? Stream.of(DatamodelColumn.contract(), DatamodelColumn.extended())
                .flatMap(List::stream)
                .toList()
            : DatamodelColumn.contract();
    spec.commandLine().getOut().print(Ddl.render(dialect, table, columns, language.language()));
    return ExitCode.DONE;
  }
}
