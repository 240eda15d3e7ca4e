// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Same bytes from the same inputs, the smallest inputs, and reference dates. */
class RunJobTest {
  private Home home;

  @BeforeEach
  void newHome(@TempDir Path folder) {
    home = new Home(folder).with("interval", "12 months");
  }

  @Test
  void run_sameInputs_givesTheSameBytesWithAnyNumberOfThreads() throws IOException {
    Path rows = home.writeRegulars();
    home.with("control-group.salt", "fixed");

    RunDocument one = home.withThreads(1).run("2024-12-31", rows);
    RunDocument two = home.withThreads(2).run("2024-12-31", rows);

    assertThat(home.file(two, "contract")).hasSameBinaryContentAs(home.file(one, "contract"));
    assertThat(two.contractSha256()).isEqualTo(one.contractSha256());
    assertThat(two.runId()).isNotEqualTo(one.runId());
  }

  @Test
  void run_rowsInAnotherOrder_givesTheSameBytes() throws IOException {
    Path rows = home.writeRegulars();
    List<String> lines = new ArrayList<>(Files.readAllLines(rows));
    String header = lines.remove(0);
    java.util.Collections.reverse(lines);
    lines.add(0, header);
    Path reversed = home.write("reversed.csv", lines.toArray(String[]::new));
    home.with("control-group.salt", "fixed");

    RunDocument straight = home.run("2024-12-31", rows);
    RunDocument backwards = home.run("2024-12-31", reversed);

    assertThat(backwards.contractSha256()).isEqualTo(straight.contractSha256());
  }

  @Test
  void run_headerOnly_isRefused() throws IOException {
    Path file = home.write("empty.csv", "customer_id,date,amount");

    assertThatThrownBy(() -> home.run("2024-02-01", file)).hasMessageContaining("not a single row");
  }

  @Test
  void run_oneOrder_isEnough() throws IOException {
    Path file = home.write("one.csv", "customer_id,date,amount", "C1,2024-01-20,12.34");

    RunDocument run = home.run("2024-02-01", file);

    assertThat(run.model().valuation()).isEqualTo("historic-only");
    assertThat(home.contract(run).get("C1"))
        .containsEntry("LTV_VALUE", "12.34")
        .containsEntry("ID_CLV_SEGMENT", "08");
  }

  @Test
  void run_everybodyAlike_hasCutsWithoutNoise() throws IOException {
    // between 87 and 87 the engine interpolates 87.00000000000001
    Path file =
        home.write(
            "alike.csv", "customer_id,date,amount", "C1,2024-01-05,87.00", "C2,2024-01-05,87.00");
    home.with("datamodel.extended-columns", "on").with("model", "none");

    assertThat(home.contract(home.run("2024-04-01", file)).values())
        .hasSize(2)
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsEntry("REC_VALUE", "87.00")
                    .containsEntry("RFM_CODE", "111"));
  }

  @Test
  void run_idsThatDifferByCaseOrZeros_areDifferentCustomers() throws IOException {
    Path file =
        home.write(
            "ids.csv",
            "customer_id,date,amount",
            "007,2024-01-20,1.00",
            "7,2024-01-20,2.00",
            "ana,2024-01-20,3.00",
            "ANA,2024-01-20,4.00",
            " ana ,2024-01-20,5.00");

    RunDocument run = home.run("2024-02-01", file);
    Map<String, Map<String, String>> contract = home.contract(run);

    assertThat(run.warnings()).anySatisfy(w -> assertThat(w.en()).endsWith("ANA, ana"));
    assertThat(contract).containsOnlyKeys("007", "7", "ANA", "ana");
    assertThat(contract.get("ana")).containsEntry("MON_VALUE", "8.00");
  }

  @Test
  void run_twoAtOnceInOneHome_takeTurns() throws IOException {
    Path rows = home.writeRegulars();
    CompletableFuture<RunDocument> other =
        CompletableFuture.supplyAsync(() -> home.run("2024-12-31", rows));
    RunDocument mine = home.run("2024-11-30", rows);
    RunDocument theirs = other.join();

    assertThat(home.store().ids()).containsExactlyInAnyOrder(mine.runId(), theirs.runId());
  }

  @Test
  void run_futureReferenceDate_isRefused() throws IOException {
    Path rows = home.writeRegulars();

    assertThatThrownBy(() -> home.run("2026-02-01", rows))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("in the future")
        .hasMessageContaining("2026-02-01");
  }

  @Test
  void run_today_isMarkedAsADayThatIsNotOver() throws IOException {
    Path rows = home.write("rows.csv", "customer_id,date,amount", "C1,2025-12-31,10.00");

    RunDocument yesterday = home.run("2025-12-31", rows);
    RunDocument today = home.run("2026-01-01", rows);

    assertThat(yesterday.partialDay()).isFalse();
    assertThat(yesterday.warnings()).noneMatch(warning -> warning.en().contains("is today"));
    assertThat(today.partialDay()).isTrue();
    assertThat(today.warnings())
        .anySatisfy(
            warning -> {
              assertThat(warning.en()).contains("2026-01-01, is today");
              assertThat(warning.es()).contains("2026-01-01, es hoy");
            });
  }

  @Test
  void run_intervalThatStartsAfterTheReferenceDate_isRefused() throws IOException {
    Path rows = home.writeRegulars();
    home.with("interval", "2025-01-01");

    assertThatThrownBy(() -> home.run("2024-03-31", rows))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "interval: the interval starts after the reference date, 2024-03-31: 2025-01-01 (")
        .hasMessageContaining("give a later --as-of");
  }
}
