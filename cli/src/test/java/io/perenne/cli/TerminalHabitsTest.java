// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and programs expect of a command beside its result. */
class TerminalHabitsTest {
  @TempDir Path folder;

  @Test
  void error_withJson_isOneObjectOnStandardOutputToo() throws IOException {
    Terminal terminal = Terminal.run("explain", "latest", "C1", "--json", "--home=" + folder);

    JsonNode error = new ObjectMapper().readTree(terminal.out()).path("error");
    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(error.path("exitCode").asInt()).isEqualTo(2);
    assertThat(error.path("problems").path(0).path("what").asText())
        .isEqualTo("there are no runs yet");
    assertThat(error.path("problems").path(0).path("remedy").asText()).contains("perenne run");
    assertThat(terminal.err()).contains("there are no runs yet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--transactons", "--transaction", "--transactinos=a.csv"})
  void mistypedOption_isSuggestedAlthoughARequiredOneIsMissing(String option) {
    assertThat(Terminal.run("run", option).err())
        .contains("--transactions")
        .contains("did you mean --transactions?");
  }

  @Test
  void mistypedCommand_isSuggested() {
    assertThat(Terminal.run("delivr").err()).contains("did you mean deliver?");
  }

  @Test
  void completion_knowsCommandsAndOptions() {
    assertThat(Terminal.run("completion").out())
        .contains("complete -F", "--transactions", "check-segments");
  }

  @Test
  void man_isAPageOfTheCommand() {
    assertThat(Terminal.run("man", "destinations", "add").out())
        .startsWith(".TH \"PERENNE-DESTINATIONS-ADD\" \"1\"")
        .contains(".SH NAME", ".SH OPTIONS", "\\-\\-kind");
  }

  @Test
  void columns_decideTheWidthOfHelp() {
    int narrow = widest(Terminal.runIn(Map.of("COLUMNS", "60"), "run", "--help").out());
    int wide = widest(Terminal.runIn(Map.of("COLUMNS", "140"), "run", "--help").out());

    assertThat(narrow).isLessThanOrEqualTo(60);
    assertThat(wide).isBetween(100, 140);
  }

  private static int widest(String text) {
    return text.lines().mapToInt(String::length).max().orElse(0);
  }

  @Test
  void lookWithoutADestination_isRefused() {
    Terminal terminal = Terminal.run("deliveries", "--look", "--home=" + folder);

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.err()).contains("--look is for --expect-today");
  }

  @Test
  void standardOutput_thatCannotBeWritten_isAFailure() throws IOException {
    StandardOutput closed = new StandardOutput(new FileDescriptor());
    closed.write(1); // an invalid descriptor fails, and not for want of a reader

    assertThat(closed.failure()).isPresent();
  }
}
