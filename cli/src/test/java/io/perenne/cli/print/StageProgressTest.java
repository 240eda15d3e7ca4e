// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.words.Language;
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
  void longStage_leavesALineWithItsNoteAndTime() {
    StageProgress progress = progress();
    progress.start("Reading");
    progress.note("12,345,678 rows");
    now.updateAndGet(instant -> instant.plusMillis(3_249));
    progress.end();

    assertThat(shown()).endsWith("  Reading  12,345,678 rows  3.2 s\n");
  }

  @Test
  void shortStage_leavesNothing() {
    StageProgress progress = progress();
    progress.start("Fitting");
    now.updateAndGet(instant -> instant.plusMillis(999));
    progress.start("Writing");
    progress.end();

    assertThat(shown()).doesNotContain("Fitting", "Writing");
  }

  @Test
  void line_fitsATerminal() {
    Duration elapsed = Duration.ofSeconds(2);
    StageProgress progress = progress();
    assertThat(progress.line("Fitting", "", elapsed)).isEqualTo("  Fitting  2.0 s");
    assertThat(progress.line("Reading", "a".repeat(200), elapsed))
        .hasSize(78)
        .endsWith("a…  2.0 s");
    progress.end();
  }

  private StageProgress progress() {
    return new StageProgress(terminal, ScreenNumbers.of(Language.EN), now::get);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
