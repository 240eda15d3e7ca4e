// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that no shop can have meant, far behind those that are looked at first. */
class RunJobImpossibleRowsTest {
  private Home home;

  @BeforeEach
  void newHome(@TempDir Path folder) {
    home =
        new Home(folder)
            .with("interval", "12 months")
            .with("model", "none")
            .with("max-reject-share", "0.1");
  }

  /** The rows of 40 customers, 1,600 of them, then one more. */
  private RunDocument runWith(String last) throws IOException {
    List<String> rows = new ArrayList<>(List.of("customer_id,date,amount"));
    for (int i = 0; i < 1600; i++) {
      rows.add("%d,2024-%02d-%02d,%d.50".formatted(1000 + i % 40, 1 + i % 12, 1 + i % 28, 5 + i));
    }
    rows.add(last);
    return home.run("2025-06-30", home.write("rows.csv", rows.toArray(String[]::new)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2205-03-01", "2027-06-01", "9999-12-31", "1752-06-01", "1024-03-01"})
  void dateThatNoPurchaseCanHave_isARejectWithItsLine(String date) throws IOException {
    RunDocument run = runWith("1007," + date + ",10.00");

    assertThat(run.rows().unreadable()).isEqualTo(1);
    assertThat(home.rejects(run)).anyMatch(line -> line.contains(",1602,date," + date));
    assertThat(run.rows().later()).isZero();
  }

  @Test
  void dateWithinAYearOfToday_isLater() throws IOException {
    RunDocument run = runWith("1007,2026-05-01,10.00");

    assertThat(run.rows().unreadable()).isZero();
    assertThat(run.rows().later()).isEqualTo(1);
  }

  @Test
  void numberThatASpreadsheetCutWithoutASignOfItsExponent_isAReject() throws IOException {
    RunDocument run = runWith("4.5E12,2024-05-01,10.00");

    assertThat(home.rejects(run)).anyMatch(line -> line.contains(",1602,customer_id,4.5E12"));
    assertThat(home.contract(run)).hasSize(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Subtotal 2024-05", "Total mayo", "Summe 2024"})
  void rowOfTotals_isNobodys(String name) throws IOException {
    RunDocument run = runWith(name + ",2024-05-31,99999.00");

    assertThat(run.rows().anonymous()).isEqualTo(1);
    assertThat(home.contract(run)).hasSize(40);
  }
}
