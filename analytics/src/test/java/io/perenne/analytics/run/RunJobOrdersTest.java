// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which rows become tickets: orders in several files, order lines, refunds, rows that are no
 * purchase.
 */
class RunJobOrdersTest {
  private Home home;

  @BeforeEach
  void newHome(@TempDir Path folder) {
    home = new Home(folder).with("interval", "12 months");
  }

  @Test
  void run_orderInTwoExports_countsTheLaterOnce() throws IOException {
    Path january =
        home.write(
            "1-january.csv",
            "order_id,customer_id,date,amount",
            "A1,C1,2024-01-05,10.00",
            "A2,C1,2024-01-20,20.00");
    Path overlap =
        home.write(
            "2-overlap.csv",
            "order_id,customer_id,date,amount",
            "A2,C1,2024-01-20,25.00",
            "A3,C1,2024-02-01,30.00");

    RunDocument run = home.run("2024-02-28", january, overlap);

    assertThat(run.rows().superseded()).isEqualTo(1);
    assertThat(home.contract(run).get("C1"))
        .containsEntry("MON_VALUE", "65.00")
        .containsEntry("FREQ_VALUE", "3");
  }

  @Test
  void run_orderInTwoExportsUnderAnotherCustomer_belongsToTheLater() throws IOException {
    Path first = home.write("1.csv", "order_id,customer_id,date,amount", "A1,OLD,2024-01-05,10.00");
    Path second =
        home.write(
            "2.csv",
            "order_id,customer_id,date,amount",
            "A1,NEW,2024-01-05,10.00",
            "A2,OLD,2024-01-06,1.00");

    Map<String, Map<String, String>> contract =
        home.contract(home.run("2024-02-28", first, second));

    assertThat(contract.get("NEW")).containsEntry("MON_VALUE", "10.00");
    assertThat(contract.get("OLD")).containsEntry("MON_VALUE", "1.00");
  }

  @Test
  void run_orderThatALaterFileBringsUnreadable_isKept() throws IOException {
    Path first = home.write("1.csv", "order_id,customer_id,date,amount", "A1,C1,2024-01-05,100.00");
    Path second =
        home.write(
            "2.csv",
            "order_id,customer_id,date,amount",
            "A1,C1,2024-01-05,oops",
            "A2,C2,2024-01-06,1.00");

    RunDocument run = home.with("max-reject-share", "0.5").run("2024-02-28", first, second);

    assertThat(run.rows().superseded()).isZero();
    assertThat(run.rejected()).isEqualTo(1);
    assertThat(home.contract(run).get("C1")).containsEntry("MON_VALUE", "100.00");
  }

  @Test
  void run_linesOfOneOrder_areOneTicket() throws IOException {
    Path lines =
        home.write(
            "lines.csv",
            "order_id,customer_id,date,quantity,price",
            "A1,C1,2024-01-05 10:00,2,1.25",
            "A1,C1,2024-01-05 10:01,1,7.50",
            "A1,C1,2024-01-05 10:02,1,7.50",
            "A2,C1,2024-01-09 10:00,3,0.333");

    assertThat(home.contract(home.run("2024-02-28", lines)).get("C1"))
        .containsEntry("FREQ_VALUE", "2")
        .containsEntry("MON_VALUE", "18.50")
        .containsEntry("FIRST_TICKET_DATE", "2024-01-05 10:00:00");
  }

  @Test
  void run_refunds_areLinkedOrReduceMoneyOnTheirOwnDate() throws IOException {
    String[] rows = {
      "order_id,customer_id,date,amount,refund_of",
      "A1,C1,2024-01-05,100.00,",
      "A2,C1,2024-03-05,50.00,",
      "R1,C1,2024-04-01,-50.00,A2", // A2 never happened
      "R2,C1,2024-04-02,-30.00,A1", // A1 keeps its date and counts 70
      "R3,C1,2024-04-03,-5.00,"
    };
    Path file = home.write("refunds.csv", rows);

    RunDocument run = home.run("2024-05-01", file);
    assertThat(home.contract(run).get("C1"))
        .containsEntry("FREQ_VALUE", "1")
        .containsEntry("MON_VALUE", "65.00")
        .containsEntry("LST90DAYS_REVENUE", "-5.00")
        .containsEntry("LAST_TICKET_DATE", "2024-01-05 00:00:00");
    assertThat(run.rows().zeroTickets()).isEqualTo(1);
    assertThat(run.rows().refunds()).isEqualTo(1);

    RunDocument before = home.run("2024-03-31", file);
    assertThat(home.contract(before).get("C1"))
        .as("refunds posted after the reference date are not known yet")
        .containsEntry("MON_VALUE", "150.00");

    RunDocument byDate = home.with("refunds", "by-refund-date").run("2024-05-01", file);
    assertThat(home.contract(byDate).get("C1"))
        .containsEntry("FREQ_VALUE", "2")
        .containsEntry("MON_VALUE", "65.00")
        .containsEntry("LST90DAYS_REVENUE", "-35.00");
  }

  @Test
  void run_rowsThatAreNoPurchases_areCountedByReason() throws IOException {
    Path file =
        home.write(
            "mixed.csv",
            "order_id,customer_id,date,amount,status",
            "A1,C1,2024-01-05,10.00,paid",
            "A2,C1,2024-01-06,10.00,cancelled",
            "A3,,2024-01-07,10.00,paid",
            "A4,C2,2024-01-08,0.00,paid",
            "A5,C1,2024-03-01,10.00,paid");

    RunDocument run = home.run("2024-02-28", file);

    assertThat(run.rows().rows()).isEqualTo(5);
    assertThat(run.rows().tickets()).isEqualTo(1);
    assertThat(run.rows().notCountable()).isEqualTo(1);
    assertThat(run.rows().anonymous()).isEqualTo(1);
    assertThat(run.rows().zeroTickets()).isEqualTo(1);
    assertThat(run.rows().later()).isEqualTo(1);
    assertThat(home.contract(run).get("C2"))
        .as("seen, but never bought")
        .containsEntry("ID_CLV_SEGMENT", "11");
  }

  @Test
  void run_wordsThatMeanNothingFarBehindTheSample_areNoCustomersAndNoAmounts() throws IOException {
    List<String> ids = new ArrayList<>(List.of("customer_id,time,amount"));
    for (int i = 0; i < 30_000; i++) {
      ids.add("c%d,2024-%02d-05 10:00:00,5".formatted(i % 500, 1 + i % 12));
    }
    for (String word : List.of("NULL", "nan", "", "\"\"", "N/A")) {
      ids.add(word + ",2024-03-05 10:00:00,7");
    }
    List<String> amounts = new ArrayList<>(ids);
    for (String word : List.of("NULL", "", "\"\"", "N/A")) {
      amounts.add("c1,2024-03-05 10:00:00," + word);
    }
    List<String> channels = amounts.stream().map(line -> line + ",NULL").toList();
    List<String> named = new ArrayList<>(channels);
    named.set(0, "customer_id,time,amount,channel");

    RunDocument withoutIds =
        home.run("2024-12-31", home.write("ids.csv", ids.toArray(String[]::new)));
    RunDocument withoutAmounts =
        home.run("2024-12-31", home.write("amounts.csv", amounts.toArray(String[]::new)));
    RunDocument withText =
        home.run("2024-12-31", home.write("text.csv", named.toArray(String[]::new)));

    assertThat(withoutIds.rows().customers()).isEqualTo(500);
    assertThat(withoutIds.rows().anonymous()).isEqualTo(5);
    assertThat(withoutIds.rows().unreadable()).isZero();
    assertThat(withoutAmounts.rows().customers()).isEqualTo(500);
    assertThat(withoutAmounts.rows().anonymous()).isEqualTo(5);
    assertThat(withoutAmounts.rows().unreadable()).isEqualTo(4);
    assertThat(withText.rows()).isEqualTo(withoutAmounts.rows());
  }
}
