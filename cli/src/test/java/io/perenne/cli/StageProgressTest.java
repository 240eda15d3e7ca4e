// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.Language;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StageProgressTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void longStage_leavesALineWithRowsAndTime() {
    try (StageProgress progress = progress()) {
      progress.start("Reading");
      progress.rows(12_345_678);
      now.updateAndGet(instant -> instant.plusMillis(3_249));
    }

    assertThat(shown()).endsWith("  Reading  12,345,678  3.2 s\n");
  }

  @Test
  void shortStage_leavesNothing() {
    try (StageProgress progress = progress()) {
      progress.start("Fitting");
      now.updateAndGet(instant -> instant.plusMillis(999));
      progress.start("Writing");
    }

    assertThat(shown()).doesNotContain("Fitting", "Writing");
  }

  @Test
  void line_withoutRows_hasTheTimeOnly() {
    try (StageProgress progress = progress()) {
      assertThat(progress.line("Fitting", 0, Duration.ofSeconds(2))).isEqualTo("  Fitting  2.0 s");
    }
  }

  private StageProgress progress() {
    return new StageProgress(terminal, ScreenNumbers.of(Language.EN), now::get);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
