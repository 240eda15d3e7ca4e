// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.clv.words.Language;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectWarningTest {
  private static final Path FILE = Path.of("rejects.csv.gz");

  @Test
  void of_moreThanAreNamed_saysHowManyAreAndHowManyThereAre() {
    assertThat(RejectWarning.of(new Rejects(1_000_500, 0, 1_000_000, FILE, List.of())))
        .hasValueSatisfying(
            warning -> {
              assertThat(warning.in(Language.EN))
                  .isEqualTo(
                      "of 1,000,500 unreadable rows, rejects.csv.gz names the first 1,000,000; the"
                          + " others are counted only");
              assertThat(warning.in(Language.ES))
                  .contains("de 1.000.500 filas")
                  .contains("1.000.000");
            });
  }

  @Test
  void of_allNamed_saysNothing() {
    assertThat(RejectWarning.of(new Rejects(7, 2, 7, FILE, List.of()))).isEmpty();
  }
}
