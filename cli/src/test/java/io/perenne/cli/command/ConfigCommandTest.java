// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.ConfigurationDocument;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.cli.Terminal;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  @TempDir Path folder;

  @Test
  void config_printsDefaultsThatValidate() throws IOException {
    Terminal printed = Terminal.run("config", "--language", "es");
    Path file = Files.writeString(folder.resolve("mine.yaml"), printed.out());

    Terminal validated = Terminal.run("config", "validate", file.toString());

    assertThat(printed.out())
        .isEqualTo(ConfigurationDocument.render(RunConfiguration.defaults(), Language.ES));
    assertThat(validated.exitCode()).isZero();
    assertThat(validated.out())
        .isEqualTo(
            file
                + " is valid (version "
                + RunConfiguration.defaults().version()
                + "); every key has its default\n");
  }

  @Test
  void validate_changedKeys_areListed() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "horizon: 24 months\nmodel: none\n");

    assertThat(Terminal.run("config", "validate", file.toString()).out())
        .endsWith("changed from the default:\n  horizon: 24 months\n  model: none\n");
  }

  @Test
  void validate_everyProblem_isToldWithPlaceValueAndRemedy() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "horizn: 24 months\nmodel: best\n");

    Terminal terminal = Terminal.run("config", "validate", file.toString());

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err())
        .isEqualToNormalizingNewlines(
            """
            perenne: unknown key
              where: FILE, line 1
              value: horizn
              remedy: did you mean horizon?
            perenne: model has a value that is not allowed
              where: FILE, line 2
              value: best
              remedy: allowed: auto, mbg-nbd, bg-nbd, pareto-nbd, gompertz-nbd, mbg-cnbd, bg-cnbd, pareto-cnbd, nbd, none
            """
                .replace("FILE", file.toString()));
  }

  @Test
  void show_layersHomeFileAndOverrides() throws IOException {
    Files.writeString(folder.resolve("perenne.yaml"), "language: en\nmodel: none\n");
    Path other = Files.writeString(folder.resolve("other.yaml"), "language: en\ncurrency: GBP\n");

    assertThat(Terminal.run("config", "show", "--home", folder.toString()).out())
        .contains("\nmodel: none\n", "\ncurrency: EUR\n", "# Reporting currency.");
    assertThat(
            Terminal.run(
                    "config",
                    "show",
                    "--home=" + folder,
                    "--config=" + other,
                    "--set=currency=USD",
                    "--set=thresholds.high=800")
                .out())
        .contains("\nmodel: auto\n", "\ncurrency: USD\n", "\n  high: 800\n");
  }

  @Test
  void show_givenSalt_isNotShown() {
    Terminal terminal =
        Terminal.run("config", "show", "--home=" + folder, "--set=control-group.salt=open-sesame");

    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.out()).doesNotContain("open-sesame").contains("salt: \"secret:");
  }
}
