// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerenneTest {

  @ParameterizedTest
  @ValueSource(strings = {"--help", ""})
  void help_namesEveryCommandAndTheExitCodes(String argument) {
    Terminal terminal = argument.isEmpty() ? Terminal.run() : Terminal.run(argument);

    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out())
        .startsWith("Usage: perenne")
        .contains("schema", "config", "Exit codes: 0 done");
  }

  @Test
  void version_namesProgramAndJava() {
    Terminal terminal = Terminal.run("--version");

    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.out()).startsWith("perenne ").contains("Java " + Runtime.version());
  }

  @Test
  void unknownCommand_isRefusedWithASuggestion() {
    Terminal terminal = Terminal.run("shcema");

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).startsWith("perenne: Unmatched argument").contains("schema");
  }

  @Test
  void unknownOption_isRefusedWithASuggestion() {
    Terminal terminal = Terminal.run("schema", "--dialect", "duckdb", "--tabel", "x");

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.err())
        .contains("Unknown option", "--tabel", "--table", "perenne schema --help explains");
  }
}
