// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Amounts in other currencies, and refunds after the rate moved. */
class RunJobCurrencyTest {
  private Home home;

  @BeforeEach
  void newHome(@TempDir Path folder) {
    home = new Home(folder).with("interval", "12 months");
  }

  @Test
  void run_otherCurrencies_areConvertedAtTheRateOfTheDay() throws IOException {
    String[] lines = {
      "customer_id,date,amount,currency",
      "C1,2024-01-05,10.00,EUR",
      "C1,2024-01-06,10.00,USD",
      "C1,2024-01-07,10.00,usd",
      "C1,2024-01-08,10.00,",
      "C1,2024-01-09,10.00,JPY"
    };
    Path rows = home.write("rows.csv", lines);
    Path rates =
        home.write("rates.csv", "date,currency,rate", "2024-01-05,USD,0.9", "2024-01-07,USD,0.8");
    home.with("exchange-rates", rates.toString()).with("max-reject-share", "0.5");

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(run.rows().withoutRate()).isEqualTo(1);
    assertThat(run.rejected()).isEqualTo(1);
    assertThat(home.rejects(run))
        .containsExactly(
            rows + ",6,currency,JPY,there is no exchange rate for this currency and day");
    assertThat(home.contract(run).get("C1"))
        .as("the sixth has the rate of the fifth; no currency is the reporting currency")
        .containsEntry("MON_VALUE", "37.00")
        .containsEntry("FREQ_VALUE", "4");
  }

  /**
   * Orders in dollars, which are worth 0.90 euros in January, 0.80 in February and 0.95 in March.
   */
  private RunDocument inDollars(String asOf, String... rows) throws IOException {
    Path rates =
        home.write(
            "rates.csv",
            "date,currency,rate",
            "2024-01-01,USD,0.90",
            "2024-02-01,USD,0.80",
            "2024-03-01,USD,0.95");
    List<String> lines =
        new ArrayList<>(List.of("order_id,customer_id,date,amount,currency,refund_of"));
    lines.addAll(List.of(rows));
    home.with("exchange-rates", rates.toString());
    return home.run(asOf, home.write("dollars.csv", lines.toArray(String[]::new)));
  }

  @Test
  void run_fullRefundAfterTheRateMoved_leavesNothing() throws IOException {
    RunDocument run =
        inDollars(
            "2024-04-01",
            "A1,FELL,2024-01-05,100.00,USD,",
            "R1,FELL,2024-02-05,-100.00,USD,A1",
            "A2,ROSE,2024-02-05,100.00,USD,",
            "R2,ROSE,2024-03-05,-100.00,USD,A2",
            "A3,SAME-ID,2024-01-05,100.00,USD,",
            "A3,SAME-ID,2024-03-05,-100.00,USD,");

    assertThat(run.rows().zeroTickets()).isEqualTo(3);
    assertThat(run.rows().refunds()).isZero();
    assertThat(home.contract(run).values())
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsEntry("FREQ_VALUE", "0")
                    .containsEntry("MON_VALUE", "0.00")
                    .containsEntry("ID_CLV_SEGMENT", "11"));
  }

  @Test
  void run_partialRefundAfterTheRateMoved_hasTheRateOfItsOrder() throws IOException {
    RunDocument run =
        inDollars(
            "2024-04-01",
            "A1,C1,2024-01-05,100.00,USD,",
            "R1,C1,2024-02-05,-40.00,USD,A1",
            "A2,C2,2024-01-05,100.00,EUR,",
            "R2,C2,2024-02-05,-50.00,USD,A2");

    assertThat(home.contract(run).get("C1")).containsEntry("MON_VALUE", "54.00");
    assertThat(home.contract(run).get("C2")).containsEntry("MON_VALUE", "55.00");
  }

  @Test
  void run_refundOfAnOrderOutsideTheData_hasTheRateOfItsOwnDay() throws IOException {
    RunDocument run =
        inDollars(
            "2024-04-01",
            "A1,C1,2024-01-05,100.00,USD,",
            "R1,C1,2024-02-05,-10.00,USD,A0",
            "R2,C1,2024-03-05,-10.00,USD,OTHER",
            "OTHER,C2,2024-01-05,10.00,USD,");

    assertThat(home.contract(run).get("C1"))
        .as("90 less 8 and 9.50: the order of another customer is not theirs")
        .containsEntry("MON_VALUE", "72.50");
    assertThat(run.rows().refunds()).isEqualTo(2);
  }

  @Test
  void run_refundInALaterFileThanACorrectedOrder_hasTheRateOfTheCorrectedDay() throws IOException {
    Path rates =
        home.write("rates.csv", "date,currency,rate", "2024-01-01,USD,0.90", "2024-02-01,USD,0.80");
    String header = "order_id,customer_id,date,amount,currency,refund_of";
    Path first = home.write("1.csv", header, "A1,C1,2024-01-05,100.00,USD,");
    Path corrected = home.write("2.csv", header, "A1,C1,2024-02-05,100.00,USD,");
    Path refund = home.write("3.csv", header, "R1,C1,2024-02-20,-50.00,USD,A1");
    home.with("exchange-rates", rates.toString());

    assertThat(home.contract(home.run("2024-04-01", first, corrected, refund)).get("C1"))
        .containsEntry("MON_VALUE", "40.00");
  }

  @Test
  void run_refundsByTheirDate_haveTheRateOfTheirDate() throws IOException {
    home.with("refunds", "by-refund-date");
    RunDocument run =
        inDollars("2024-04-01", "A1,C1,2024-01-05,100.00,USD,", "R1,C1,2024-02-05,-100.00,USD,A1");

    assertThat(home.contract(run).get("C1")).containsEntry("MON_VALUE", "10.00");
  }

  @Test
  void run_otherCurrenciesAfterTheReferenceDate_areLaterAndNotRejected() throws IOException {
    RunDocument run =
        inDollars("2024-01-31", "A1,C1,2024-01-05,100.00,USD,", "R1,C1,2024-02-05,-100.00,USD,A1");

    assertThat(run.rejected()).isZero();
    assertThat(run.rows().later()).isEqualTo(1);
    assertThat(home.contract(run).get("C1")).containsEntry("MON_VALUE", "90.00");
  }

  @Test
  void run_everythingInACurrencyWithoutRates_saysWhatToSet() throws IOException {
    Path rows =
        home.write("rows.csv", "customer_id,date,amount,currency", "C1,2024-01-05,10.00,USD");

    assertThatThrownBy(() -> home.run("2024-02-01", rows))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("without an exchange rate to EUR: set currency");
  }

  @Test
  void run_exchangeRates_areInTheProvenance() throws IOException {
    Path rows =
        home.write("rows.csv", "customer_id,date,amount,currency", "C1,2024-01-05,10.00,USD");
    Path rates = home.write("rates.csv", "date,currency,rate", "2024-01-05,USD,0.9");
    home.with("exchange-rates", rates.toString());

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(run.inputs())
        .extracting(RunDocument.Input::kind)
        .containsExactly("transactions", "rates");
    RunDocument.Input input = run.inputs().get(1);
    assertThat(input.path()).isEqualTo(rates.toString());
    assertThat(input.sha256()).isEqualTo(io.perenne.analytics.ingest.text.InputHash.sha256(rates));
    assertThat(input.mapping().stream().map(field -> field.replaceFirst(" \\(.*", "")))
        .containsExactly("date = date", "currency = currency", "rate = rate");
  }
}
