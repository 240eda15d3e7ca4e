// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.scoring.CdnowFile;
import io.perenne.clv.spend.RefundShare;
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

  /** Customers of 1997 as of the middle of 1998: most have not bought for months. */
  @Test
  void run_whateverTheInterval_valuesWhoeverEverBoughtTheSame(@TempDir Path data)
      throws IOException {
    Path file = CdnowFile.write("sample", data);
    home.with("model", "mbg-nbd").with("datamodel.extended-columns", "on");

    Map<String, Map<String, String>> half =
        home.contract(home.with("interval", "6 months").run("1998-06-30", file));
    Map<String, Map<String, String>> all =
        home.contract(home.with("interval", "all").run("1998-06-30", file));

    List<Map<String, String>> lapsed =
        half.values().stream().filter(row -> "11".equals(row.get("ID_CLV_SEGMENT"))).toList();
    assertThat(lapsed).hasSizeGreaterThan(1_000);
    assertThat(lapsed)
        .allSatisfy(
            row -> {
              assertThat(row.get("P_ALIVE")).isNotEmpty();
              assertThat(Double.parseDouble(row.get("EXPECTED_PURCHASES"))).isNotNegative();
              assertThat(row).containsEntry("ID_CLV_SCORE", "5");
            });
    assertThat(lapsed.stream().mapToDouble(row -> Double.parseDouble(row.get("RESID_VALUE"))).sum())
        .isGreaterThan(1_000);
    assertThat(half).hasSameSizeAs(all);
    half.forEach(
        (customer, row) ->
            assertThat(Objects.requireNonNull(all.get(customer)))
                .as(customer)
                .containsEntry("LTV_VALUE", row.get("LTV_VALUE"))
                .containsEntry("RESID_VALUE", row.get("RESID_VALUE")));
  }

  @Test
  void run_refundsWithoutTheirOrder_areExpectedOfMoneyToCome() throws IOException {
    List<String> rows = new ArrayList<>(Files.readAllLines(home.writeRegulars()));
    Path without = home.write("kept.csv", rows.toArray(String[]::new));
    rows.add("R00,2024-12-20,-31.07");
    rows.add("O03,2024-12-20,-9.98"); // a penny less than was paid
    rows.add("O04,2024-12-20,-10.01");
    Path with = home.write("returned.csv", rows.toArray(String[]::new));
    home.with("model", "mbg-nbd").with("datamodel.extended-columns", "on");

    Map<String, Map<String, String>> before = home.contract(home.run("2024-12-31", without));
    Map<String, Map<String, String>> after = home.contract(home.run("2024-12-31", with));

    // 10 x 324 + 40 x 9.99, in 160 purchases
    RefundShare base = RefundShare.of(3_639.6, 51.06, 160);
    double bought = 324;
    for (String customer : List.of("R00", "R05")) {
      double share = base.kept(bought, customer.equals("R00") ? 31.07 : 0);
      assertThat(residual(after, customer))
          .as(customer)
          .isCloseTo(residual(before, customer) * share, within(0.011));
    }
    assertThat(residual(after, "R00")).isLessThan(0.97 * residual(before, "R00"));
    assertThat(residual(after, "O04")).isZero();
    assertThat(residual(before, "O04")).isPositive();
  }

  private static double residual(Map<String, Map<String, String>> contract, String customer) {
    return Double.parseDouble(Objects.requireNonNull(contract.get(customer)).get("RESID_VALUE"));
  }
}
