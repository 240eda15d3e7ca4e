// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.pipeline.Arms;
import io.perenne.analytics.pipeline.Movement;
import io.perenne.analytics.pipeline.RunFigures;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a run is read back as it was found out, and is read back at all. */
class KeptAnswersTest {
  @TempDir static Path folder;

  private static Path home;
  private static RunDocument before;
  private static RunDocument now;

  @BeforeAll
  static void twoRuns() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<String> orders = new ArrayList<>(List.of("customer_id,order_time,amount"));
    for (int order = 0; order < 900; order++) {
      LocalDate day = LocalDate.of(2023, 7, 1).plusDays(random.nextInt(730));
      orders.add("C%d,%s,%d.50".formatted(random.nextInt(160), day, random.nextInt(200)));
    }
    Path file = Files.write(folder.resolve("orders.csv"), orders);
    home = folder.resolve("home");
    before = publish(file, LocalDate.of(2025, 3, 31));
    now = publish(file, LocalDate.of(2025, 6, 30));
  }

  private static RunDocument publish(Path file, LocalDate day) {
    return Jobs.of(TestJobs.context(home))
        .call(
            new Run(
                new RunRequest(
                    new TransactionInput(
                        List.of(file.toString()),
                        ColumnMapping.none(),
                        RunConfiguration.defaults().with("model", "mbg-nbd")),
                    List.of(),
                    Optional.of(day),
                    home,
                    Optional.empty())));
  }

  @Test
  void answers_areReadBackAsTheyWere() throws IOException {
    Path parts = folder.resolve("parts");
    RunFigures figures;
    Arms arms;
    Movement movement;
    ForecastCheck check;
    try (RunReader reader =
        RunReader.open(home, now, Resources.ofMachine(), IndexParts.in(parts))) {
      figures = reader.figures();
      arms = reader.arms();
      movement = reader.since(before);
      check = reader.foretold(before).orElseThrow();
      reader.segment("01");
    }

    assertThat(kept(parts, "figures", RunFigures.class)).isEqualTo(figures);
    assertThat(kept(parts, "arms", Arms.class)).isEqualTo(arms);
    assertThat(kept(parts, "since-" + before.runId(), Movement.class)).isEqualTo(movement);
    assertThat(kept(parts, "foretold-" + before.runId(), ForecastCheck.class)).isEqualTo(check);
    assertThat(kept(parts, "segments", RunReader.Segments.class).byId()).isNotEmpty();
  }

  private static <T> T kept(Path parts, String name, Class<T> type) throws IOException {
    String text = Files.readString(parts.resolve(name));
    return Json.documents().read(text, type).orElseThrow(() -> new AssertionError(text));
  }
}
