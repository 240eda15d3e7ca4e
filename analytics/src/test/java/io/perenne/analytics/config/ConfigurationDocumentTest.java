// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigurationDocumentTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Language.class)
  void render_canBeReadBack(Language language) throws IOException {
    RunConfiguration configuration =
        RunConfiguration.defaults()
            .with("interval", "2024-02-29")
            .with("datamodel.file-name", "%%Year%%_{referenceDate:yyyy-MM-dd}.csv.pgp")
            .with("datamodel.null-text", "\\N")
            .with("countable-statuses", "pagado, enviado: sí")
            .with("exchange-rates", "rates # 1.csv")
            .with("thresholds.medium", "12.5");

    String yaml = ConfigurationDocument.render(configuration, language);
    Path file = Files.writeString(folder.resolve("perenne.yaml"), yaml);

    assertThat(ConfigurationReader.read(Optional.of(file), List.of())).isEqualTo(configuration);
  }

  @Test
  void render_defaults_commentsEveryKeyInTheLanguage() {
    RunConfiguration defaults = RunConfiguration.defaults();

    assertThat(ConfigurationDocument.render(defaults, Language.EN))
        .startsWith(
            """
            # Stretch of time in which frequency, money and average ticket are counted.
            interval: 24 months
            """)
        .contains(
            """

            cadence:
              # Pseudo-gaps of the base that each customer's rhythm starts with.
              shrinkage: 2
            """);
    assertThat(ConfigurationDocument.render(defaults, Language.ES))
        .contains("# Hasta dónde se cuenta el valor futuro.\nhorizon: 12 months\n");
  }
}
