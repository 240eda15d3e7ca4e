// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.InputException;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.score.SimulatedModel;
import io.perenne.analytics.score.SimulationRequest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectTodayTest {
  private static final LocalDate REFERENCE = LocalDate.of(2025, 5, 14);

  @TempDir Path folder;
  private Jobs jobs = Jobs.of(TestJobs.context(Path.of("none")));

  @BeforeEach
  void run() {
    Path file = folder.resolve("simulated.csv");
    TestJobs.simulate(
        new SimulationRequest(
            SimulatedModel.published("mbg-nbd"), 500, 500, 3, LocalDate.of(2024, 1, 1), file));
    Path home = folder.resolve("home");
    jobs = Jobs.of(TestJobs.context(home));
    jobs.call(
        new Run(
            new RunRequest(
                new TransactionInput(
                    List.of(file.toString()),
                    ColumnMapping.none(),
                    RunConfiguration.defaults()
                        .with("model", "mbg-nbd")
                        .with("interval", "6 months")),
                List.of(),
                Optional.of(REFERENCE),
                home,
                Optional.empty())));
  }

  @Test
  void asOfTheReferenceDate_isWhatTheRunPublished() {
    for (String id : List.of("C001", "C050", "C333", "C500")) {
      Map<String, String> row = jobs.call(new Explain("latest", id, Optional.empty())).values();
      Expectation today =
          jobs.call(new ExpectToday("latest", id, Optional.of(REFERENCE))).orElseThrow();

      // published with six decimals, and money with two
      assertThat(today.probabilityAlive()).isCloseTo(number(row, "P_ALIVE"), within(1e-6));
      assertThat(today.purchases()).isCloseTo(number(row, "EXPECTED_PURCHASES"), within(1e-6));
      assertThat(today.value()).isCloseTo(number(row, "RESID_VALUE"), within(0.0051));
    }
  }

  @Test
  void laterWithoutAPurchase_isLess() {
    Expectation now =
        jobs.call(new ExpectToday("latest", "C050", Optional.of(REFERENCE))).orElseThrow();
    Expectation later =
        jobs.call(new ExpectToday("latest", "C050", Optional.of(REFERENCE.plusDays(90))))
            .orElseThrow();

    assertThat(later.probabilityAlive()).isLessThan(now.probabilityAlive());
    assertThat(later.value()).isLessThan(now.value());
  }

  @Test
  void beforeTheRun_isRefused() {
    assertThatThrownBy(
            () -> jobs.call(new ExpectToday("latest", "C050", Optional.of(REFERENCE.minusDays(1)))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the day is before the run");
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.getOrDefault(column, ""));
  }
}
