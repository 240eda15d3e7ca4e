// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that follow one another in a home: who moved, and what stays as it was. */
class RunJobHistoryTest {
  private Home home;

  @BeforeEach
  void newHome(@TempDir Path folder) {
    home = new Home(folder).with("interval", "12 months");
  }

  @Test
  void run_laterDate_tellsWhoMovedAndWhy() throws IOException {
    Path rows = home.writeRegulars();
    RunDocument first = home.run("2024-10-31", rows);
    RunDocument second = home.run("2024-12-31", rows);

    assertThat(first.previousRun()).isNull();
    assertThat(home.contract(first).values())
        .allSatisfy(row -> assertThat(row).containsEntry("CLV_EVOLUTION", "new"));
    assertThat(second.previousRun()).isEqualTo(first.runId());
    // who bought for the first time after the first run's date is new, everybody else is not
    Map<String, Map<String, String>> contract = home.contract(second);
    assertThat(contract.get("O10")).containsEntry("CLV_EVOLUTION", "new");
    assertThat(contract.get("R00")).doesNotContainEntry("CLV_EVOLUTION", "new");
    assertThat(second.totals().evolutions().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(50);
  }

  @Test
  void run_sameDateAgain_comparesWithTheRunBeforeIt() throws IOException {
    Path rows = home.writeRegulars();
    home.with("control-group.salt", "fixed");
    home.run("2024-10-31", rows);
    RunDocument second = home.run("2024-12-31", rows);
    RunDocument again = home.run("2024-12-31", rows);

    assertThat(again.previousRun()).isEqualTo(second.previousRun());
    assertThat(again.contractSha256()).isEqualTo(second.contractSha256());
  }

  @Test
  void run_otherThresholdsThanBefore_comparesWithThePastUnderTodaysRules() throws IOException {
    Path rows = home.writeRegulars();
    home.with("model", "none");
    home.run("2024-12-30", rows);
    // every band and loyalty limit moves, but nobody's purchases do
    home.with("thresholds.medium", "1").with("thresholds.high", "2");
    RunDocument changed = home.run("2024-12-31", rows);

    assertThat(changed.rebased()).isTrue();
    assertThat(changed.totals().evolutions()).containsOnlyKeys("equal");
  }

  @Test
  void run_newCustomers_keepsEverybodyElsesArm() throws IOException {
    Path rows = home.writeRegulars();
    home.with("control-group.share", "0.4");
    Map<String, Map<String, String>> before = home.contract(home.run("2024-06-30", rows));
    RunDocument later = home.run("2024-12-31", rows);
    Map<String, Map<String, String>> after = home.contract(later);

    assertThat(after).hasSizeGreaterThan(before.size());
    before.forEach(
        (customer, row) ->
            assertThat(after.get(customer))
                .as(customer)
                .containsEntry("CG_SEGMENT", row.get("CG_SEGMENT")));
    // each of the strata is off by less than one customer
    assertThat(
            after.values().stream().filter(row -> "control".equals(row.get("CG_SEGMENT"))).count())
        .isBetween(16L, 24L);
  }

  @Test
  void run_afterAnother_tellsWhoMovedWhereAndWhy() throws IOException {
    Path rows = home.writeRegulars();
    home.with("model", "none");
    RunDocument first = home.run("2024-06-30", rows);
    RunDocument second = home.run("2024-12-31", rows);

    assertThat(first.migration()).isNull();
    RunDocument.Migration migration = Objects.requireNonNull(second.migration());
    assertThat(migration.customers()).isEqualTo(first.totals().customers());
    assertThat(migration.moves().stream().mapToLong(RunDocument.Move::customers).sum())
        .isEqualTo(migration.customers());
    assertThat(migration.moves())
        .allSatisfy(
            move -> {
              long row =
                  migration.moves().stream()
                      .filter(other -> other.before().equals(move.before()))
                      .mapToLong(RunDocument.Move::customers)
                      .sum();
              assertThat(move.rowShare()).isEqualTo((double) move.customers() / row);
              assertThat(move.causes().stream().mapToLong(RunDocument.Cause::customers).sum())
                  .isEqualTo(move.before().equals(move.now()) ? 0 : move.customers());
            });
    long stayed =
        migration.moves().stream()
            .filter(move -> move.before().equals(move.now()))
            .mapToLong(RunDocument.Move::customers)
            .sum();
    assertThat(migration.stayShare()).isEqualTo((double) stayed / migration.customers());
  }

  @Test
  void run_intervalThatStartsAfterTheRunBefore_isComparedWithThatRunAsItWas() throws IOException {
    Path rows = home.writeRegulars();
    home.run("2024-06-30", rows);

    RunDocument run = home.with("interval", "2024-07-01").run("2024-12-31", rows);

    assertThat(run.rebased()).isFalse();
    assertThat(run.previousRun()).isNotNull();
    assertThat(run.totals().evolutions()).containsKey("new").hasSizeGreaterThan(1);
  }
}
