// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What statuses and refunds make of rows. */
class RunJobStatusesTest {
  private Home home;

  @BeforeEach
  void newHome(@TempDir Path folder) {
    home = new Home(folder).with("interval", "12 months");
  }

  private String money(RunDocument run, String customer) throws IOException {
    return Objects.requireNonNull(
        Objects.requireNonNull(home.contract(run).get(customer)).get("MON_VALUE"));
  }

  @Test
  void run_knownWordsOfSeveralLanguages_countByThemselves() throws IOException {
    Path file =
        home.write(
            "orders.csv",
            "order_id,customer_id,date,amount,status",
            "1,C1,2024-01-05,10.00,Pago aceptado",
            "2,C1,2024-01-06,20.00,DELIVERED",
            "3,C1,2024-01-07,40.00,Annulé",
            "4,C2,2024-01-08,80.00,Zahlung eingegangen");

    RunDocument run = home.run("2024-02-28", file);

    assertThat(money(run, "C1")).isEqualTo("30.00");
    assertThat(money(run, "C2")).isEqualTo("80.00");
    assertThat(run.rows().notCountable()).isEqualTo(1);
  }

  @Test
  void run_unknownWordWithMuchMoney_isRefusedWithTheSettingToPaste() throws IOException {
    Path file =
        home.write(
            "orders.csv",
            "order_id,customer_id,date,amount,status",
            "1,C1,2024-01-05,10.00,abonado",
            "2,C1,2024-01-06,90.00,paid");

    assertThatThrownBy(() -> home.run("2024-02-28", file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "unknown statuses hold 10 % of the money: \"abonado\" (1 rows, 10.00)")
        .hasMessageContaining("--set \"countable-statuses=paid,abonado\"");

    RunDocument run = home.with("countable-statuses", "paid,abonado").run("2024-02-28", file);
    assertThat(money(run, "C1")).isEqualTo("100.00");
  }

  @Test
  void run_statusesNamedByTheUser_areShownWithTheirRowsAndMoney() throws IOException {
    Path file =
        home.write(
            "orders.csv",
            "order_id,customer_id,date,amount,status",
            "1,C1,2024-01-05,10.00,held",
            "2,C1,2024-01-06,90.00,paid");

    RunDocument run = home.with("countable-statuses", "held").run("2024-02-28", file);

    assertThat(money(run, "C1")).isEqualTo("10.00");
    assertThat(Objects.requireNonNull(run.findings()).statuses())
        .extracting(status -> status.word() + " " + status.meaning() + " " + status.money())
        .containsExactlyInAnyOrder("held counts 10.00", "paid does-not-count 90.00");
  }

  @Test
  void run_nothingCountsForItsStatus_isRefusedInsteadOfMakingEverybodyInactive()
      throws IOException {
    Path unpaid =
        home.write(
            "orders.csv",
            "order_id,customer_id,date,amount,paid",
            "1,C1,2024-01-05,10.00,no",
            "2,C1,2024-01-06,90.00,no");

    assertThatThrownBy(() -> home.run("2024-02-28", unpaid))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no ticket counts: 2 have a status that does not")
        .hasMessageContaining("--set \"countable-statuses=unpaid\"");
    RunDocument told = home.with("countable-statuses", "unpaid").run("2024-02-28", unpaid);
    assertThat(money(told, "C1")).isEqualTo("100.00");
  }

  @Test
  void run_statusNamedThatNoRowHas_isRefused() throws IOException {
    Path file =
        home.write(
            "orders.csv",
            "order_id,customer_id,date,amount,status",
            "1,C1,2024-01-05,10.00,paid",
            "2,C2,2024-01-06,90.00,shipped");

    assertThatThrownBy(() -> home.with("countable-statuses", "completed").run("2024-02-28", file))
        .hasMessageContaining("no ticket counts: 2 have")
        .hasMessageContaining("--set \"countable-statuses=shipped,paid\"");
    assertThat(home.store().list()).isEmpty();
  }

  @Test
  void run_amountMissingOnARowThatDoesNotCount_isNoReject() throws IOException {
    Path file =
        home.write(
            "orders.csv",
            "order_id,customer_id,date,amount,status",
            "1,C1,2024-01-05,10.00,paid",
            "2,C1,2024-01-06,,cancelled",
            "3,C1,2024-01-07,soon,pending",
            "4,C1,2024-01-08,20.00,paid");

    RunDocument run = home.run("2024-02-28", file);

    assertThat(run.rows().unreadable()).isZero();
    assertThat(run.rows().notCountable()).isEqualTo(2);
    assertThat(money(run, "C1")).isEqualTo("30.00");
  }

  @Test
  void run_amountMissingOnARowThatCounts_isAReject() throws IOException {
    Path file =
        home.write(
            "orders.csv",
            "order_id,customer_id,date,amount,status",
            "1,C1,2024-01-05,10.00,paid",
            "2,C1,2024-01-06,,paid",
            "3,C1,2024-01-06,,");

    RunDocument run = home.with("max-reject-share", "1").run("2024-02-28", file);

    assertThat(run.rows().unreadable()).isEqualTo(2);
  }

  @Test
  void run_failedAttemptAndCancelledLine_takeNothingElseAway() throws IOException {
    Path file =
        home.write(
            "orders.csv",
            "order_id,customer_id,date,amount,status",
            "1,C1,2024-01-05,45.00,failed",
            "1,C1,2024-01-07,45.00,paid",
            "2,C2,2024-01-08,10.00,shipped",
            "2,C2,2024-01-08,5.00,cancelled",
            "2,C2,2024-01-08,20.00,shipped");

    RunDocument run = home.run("2024-02-28", file);

    assertThat(home.contract(run).get("C1"))
        .containsEntry("MON_VALUE", "45.00")
        .containsEntry("FREQ_VALUE", "1")
        .containsEntry("FIRST_TICKET_DATE", "2024-01-07 00:00:00");
    assertThat(money(run, "C2")).isEqualTo("30.00");
  }

  @Test
  void run_orderRefundedByItsStatusAndByARow_isTakenOffOnce() throws IOException {
    Path file =
        home.write(
            "orders.csv",
            "order_id,customer_id,date,amount,status",
            "A7,C1,2024-01-05,120.00,refunded",
            "R7,C1,2024-01-26,-120.00,refunded",
            "A8,C1,2024-02-02,75.00,paid");

    assertThat(home.contract(home.run("2024-02-28", file)).get("C1"))
        .containsEntry("MON_VALUE", "75.00")
        .containsEntry("FREQ_VALUE", "1");
  }

  @Test
  void run_refundWithoutReference_isTakenOffItsPurchaseUnlessSwitchedOff() throws IOException {
    Path file =
        home.write(
            "orders.csv",
            "order_id,customer_id,date,amount",
            "A1,C1,2024-01-05,1500.00",
            "R1,C1,2024-01-05,-1500.00",
            "A2,C2,2024-01-06,20.00",
            "R2,C2,2024-01-07,-5.00");

    RunDocument run = home.run("2024-02-28", file);
    assertThat(home.contract(run).get("C1"))
        .containsEntry("MON_VALUE", "0.00")
        .containsEntry("FREQ_VALUE", "0");
    assertThat(run.rows().refunds()).isEqualTo(1);

    RunDocument off = home.with("link-refunds", "off").run("2024-02-28", file);
    assertThat(home.contract(off).get("C1"))
        .containsEntry("MON_VALUE", "0.00")
        .containsEntry("FREQ_VALUE", "1");
    assertThat(off.rows().refunds()).isEqualTo(2);
  }
}
