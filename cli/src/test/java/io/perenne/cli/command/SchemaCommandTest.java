// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.cli.Terminal;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCommandTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"postgresql", "mysql", "sqlserver", "snowflake", "bigquery", "duckdb", "sfmc"})
  void schema_everyDialect_hasTheColumns(String dialect) {
    Terminal terminal = Terminal.run("schema", "--dialect", dialect);

    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out()).contains("CustomerId", "LTV_VALUE", "EMAIL_COMMUNICATIONS");
    assertThat(Terminal.run("schema", "--dialect", dialect.toUpperCase(Locale.ROOT)))
        .isEqualTo(terminal);
  }

  @Test
  void schema_tableExtendedAndLanguage_areTaken() {
    Terminal terminal =
        Terminal.run("schema", "--dialect=duckdb", "--table=valor", "--extended", "--language=es");

    assertThat(terminal.out())
        .startsWith("CREATE TABLE \"valor\" (")
        .contains("\"P_ALIVE\" DECIMAL(9,6), -- Probabilidad de seguir siendo cliente");
  }

  @Test
  void schema_unknownDialect_isRefusedWithTheKnownOnes() {
    Terminal terminal = Terminal.run("schema", "--dialect", "oracle");

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.err()).contains("--dialect", "oracle", "postgresql, mysql");
  }

  @Test
  void schema_withoutDialect_isRefused() {
    Terminal terminal = Terminal.run("schema");

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.err()).contains("Missing required option: '--dialect=NAME'");
  }
}
