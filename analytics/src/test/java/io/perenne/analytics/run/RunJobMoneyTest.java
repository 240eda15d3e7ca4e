// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Amounts and margins. */
class RunJobMoneyTest {
  private Home home;

  @BeforeEach
  void newHome(@TempDir Path folder) {
    home = new Home(folder).with("interval", "12 months");
  }

  @Test
  void run_hugeAndNegativeMoney_staysExact() throws IOException {
    Path file =
        home.write(
            "huge.csv",
            "customer_id,date,amount",
            "BIG,2024-01-20,1000000000000.01",
            "BIG,2024-01-21,1000000000000.01",
            "OWED,2024-01-20,10.00",
            "OWED,2024-01-22,-35.55");

    RunDocument run = home.with("model", "none").run("2024-02-01", file);

    assertThat(home.contract(run).get("BIG")).containsEntry("MON_VALUE", "2000000000000.02");
    assertThat(home.contract(run).get("OWED"))
        .containsEntry("MON_VALUE", "-25.55")
        .containsEntry("LTV_VALUE", "0.00");
  }

  @Test
  void run_rowsWithoutMarginAmongRowsWithOne_haveTheConfiguredRate() throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,amount,margin",
            "C1,2024-01-05,10.00,6.00",
            "C1,2024-01-06,20.00,",
            "C2,2024-01-06,30.00,");
    home.with("ltv-basis", "margin").with("margin-rate", "0.5").with("model", "none");

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(run.rows().tickets()).isEqualTo(3);
    assertThat(home.contract(run).get("C1"))
        .containsEntry("FREQ_VALUE", "2")
        .containsEntry("LTV_VALUE", "16.00");
    assertThat(home.contract(run).get("C2")).containsEntry("LTV_VALUE", "15.00");
  }

  @Test
  void run_knownMargins_areInMarginClvUnderEitherBasis() throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,amount,margin",
            "C1,2024-01-05,100.00,10.00",
            "C1,2024-01-06,100.00,10.00",
            "C2,2024-01-05,100.00,10.00",
            "C2,2024-01-06,50.00,", // 50 x 0.4
            "C3,2024-01-06,50.00,-5.00");
    home.with("model", "none").with("datamodel.extended-columns", "on");

    RunDocument revenue = home.run("2024-02-01", rows);
    RunDocument margin = home.with("ltv-basis", "margin").run("2024-02-01", rows);

    Map<String, Map<String, String>> contract = home.contract(revenue);
    assertThat(contract.get("C1"))
        .containsEntry("LTV_VALUE", "200.00")
        .containsEntry("MARGIN_CLV", "20.00");
    assertThat(contract.get("C2")).containsEntry("MARGIN_CLV", "30.00");
    assertThat(contract.get("C3")).containsEntry("MARGIN_CLV", "0.00");
    home.contract(margin)
        .forEach(
            (customer, row) ->
                assertThat(row)
                    .as(customer)
                    .containsEntry(
                        "MARGIN_CLV",
                        Objects.requireNonNull(contract.get(customer)).get("MARGIN_CLV"))
                    .containsEntry("LTV_VALUE", row.get("MARGIN_CLV")));
    // 45 of 400: 10 + 10 + 10 + 20 - 5
    assertThat(revenue.margin()).isEqualTo(new RunDocument.Margin(true, 45.0 / 400));
  }

  @Test
  void run_knownMargins_giveTheMarginOfWhatIsToCome() throws IOException {
    List<String> rows = new ArrayList<>(List.of("customer_id,date,amount,margin"));
    Files.readAllLines(home.writeRegulars()).stream()
        .skip(1)
        .map(row -> row + "," + 0.25 * Double.parseDouble(row.substring(row.lastIndexOf(',') + 1)))
        .forEach(rows::add);
    Path file = home.write("margins.csv", rows.toArray(String[]::new));
    home.with("datamodel.extended-columns", "on").with("model", "mbg-nbd");

    Map<String, Map<String, String>> contract = home.contract(home.run("2024-12-31", file));

    assertThat(contract.get("R00")).doesNotContainEntry("RESID_VALUE", "0.00");
    contract.forEach(
        (customer, row) ->
            assertThat(Double.parseDouble(row.get("MARGIN_CLV")))
                .as(customer)
                // margins are read to 1/10,000, and two of the three amounts are rounded to the
                // cent
                .isCloseTo(
                    0.25 * Double.parseDouble(row.get("LTV_VALUE")),
                    org.assertj.core.data.Offset.offset(0.01)));
  }

  @Test
  void run_withoutMargins_appliesTheConfiguredRate() throws IOException {
    Path rows = home.write("rows.csv", "customer_id,date,amount", "C1,2024-01-05,200.00");
    home.with("model", "none").with("datamodel.extended-columns", "on");

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(home.contract(run).get("C1")).containsEntry("MARGIN_CLV", "80.00");
    assertThat(run.margin()).isEqualTo(new RunDocument.Margin(false, 0.4));
  }
}
