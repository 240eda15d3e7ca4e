// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.home.Findings;
import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the values of rows mean, as a run tells and keeps it. */
class RunJobFindingsTest {
  private Home home;

  @BeforeEach
  void newHome(@TempDir Path folder) {
    home = new Home(folder).with("interval", "12 months").with("model", "none");
  }

  private static Findings findings(RunDocument run) {
    return Objects.requireNonNull(run.findings());
  }

  private static List<String> warnings(RunDocument run) {
    return run.warnings().stream().map(RunDocument.Text::en).toList();
  }

  @Test
  void statuses_areKeptWithRowsMoneyAndMeaning() throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,amount,status",
            "C1,2024-01-20,100.00,completed",
            "C1,2024-01-21,50.00,completed",
            "C2,2024-01-22,30.00,cancelled",
            "C2,2024-01-23,5.00,on the moon");

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(findings(run).statuses())
        .containsExactly(
            new Findings.Status("completed", 2, new BigDecimal("150.00"), "counts"),
            new Findings.Status("cancelled", 1, new BigDecimal("30.00"), "does-not-count"),
            new Findings.Status("on the moon", 1, new BigDecimal("5.00"), "unknown"));
    assertThat(warnings(run))
        .contains(
            "1 rows with 5.00 of money have a status that is not known and do not count: on the"
                + " moon; name those that count with countable-statuses");
    assertThat(home.store().find(run.runId()).findings()).isEqualTo(run.findings());
  }

  @Test
  void refunds_areCountedByHowTheyFoundTheirPurchase() throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,amount,order_id,refund_of",
            "C1,2024-01-10,100.00,1,",
            "C1,2024-01-11,-20.00,2,1",
            "C2,2024-01-10,40.00,3,",
            "C2,2024-01-12,-40.00,4,",
            "C3,2024-01-10,40.00,5,",
            "C3,2024-01-12,-7.00,6,");

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(findings(run).refunds()).isEqualTo(new Findings.Refunds(1, 0, 1, 0, 1));
    assertThat(run.rows().refunds()).isEqualTo(1);
  }

  @Test
  void creditNoteForPartOfAnOrder_isTakenOffTheLatestOrderWithItsProductsAndQuantities()
      throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,order_id,product,quantity,price",
            "C1,2024-01-05,1001,LAMP,2,10.00",
            "C1,2024-01-05,1001,CUP,6,2.50",
            "C1,2024-01-08,1002,lamp,2,12.00",
            "C1,2024-01-08,1002,BOX,1,5.00",
            "C1,2024-01-20,9001,LAMP,-2,12.00",
            "C1,2024-01-21,9002,CUP,-6,2.50",
            "C1,2024-01-22,9003,CUP,-5,2.50");

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(findings(run).refunds()).isEqualTo(new Findings.Refunds(0, 0, 0, 2, 1));
    assertThat(run.totals().revenue()).isEqualTo(20 + 5 - 12.5);
  }

  @Test
  void creditNoteForALineWithAnAmount_isLinkedByItsProductToo() throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,order_id,product,quantity,amount",
            "C1,2024-01-05,1001,LAMP,2,20.00",
            "C1,2024-01-05,1001,CUP,6,15.00",
            "C1,2024-01-20,9001,LAMP,-2,-20.00");

    assertThat(findings(home.run("2024-02-01", rows)).refunds())
        .isEqualTo(new Findings.Refunds(0, 0, 0, 1, 0));
    assertThat(findings(home.with("link-refunds", "off").run("2024-02-01", rows)).refunds())
        .isEqualTo(new Findings.Refunds(0, 0, 0, 0, 1));
  }

  @Test
  void refundsOnTheirOwnDate_areAllUnlinked() throws IOException {
    Path rows =
        home.write(
            "rows.csv", "customer_id,date,amount", "C2,2024-01-10,40.00", "C2,2024-01-12,-40.00");

    RunDocument run = home.with("link-refunds", "off").run("2024-02-01", rows);

    assertThat(findings(run).refunds()).isEqualTo(new Findings.Refunds(0, 0, 0, 0, 1));
  }

  @Test
  void rowsWithoutCustomer_areToldWithTheirMoney() throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,amount",
            "C1,2024-01-20,100.00",
            "guest,2024-01-20,20.50",
            ",2024-01-20,-0.50",
            "noreply@example.com,2024-01-20,5.00");

    RunDocument run = home.run("2024-02-01", rows);

    assertThat(findings(run).anonymousMoney()).isEqualByComparingTo("25.00");
    assertThat(run.rows().anonymous()).isEqualTo(3);
    assertThat(warnings(run))
        .contains("3 rows have no customer: their money, 25.00, is in no figure");
  }

  /** Twelve customers with two tickets each, and one id with sixty. */
  private Path withTill() throws IOException {
    List<String> rows = new ArrayList<>(List.of("customer_id,date,amount"));
    for (int customer = 0; customer < 12; customer++) {
      rows.add("C%d,2024-01-%02d,10.00".formatted(customer, 1 + customer));
      rows.add("C%d,2024-01-%02d,10.00".formatted(customer, 15 + customer));
    }
    for (int ticket = 0; ticket < 60; ticket++) {
      rows.add("TILL 4,2024-01-%02d,10.00".formatted(1 + ticket % 28));
    }
    return home.write("rows.csv", rows.toArray(String[]::new));
  }

  @Test
  void idWithFarMoreTicketsThanAPerson_isToldWithTheKeyThatLeavesItOut() throws IOException {
    Path rows = withTill();

    RunDocument told = home.run("2024-02-01", rows);

    assertThat(findings(told).suspiciousIds())
        .containsExactly(
            new Findings.SuspiciousId("TILL 4", 60, 60 / 84.0, new BigDecimal("600.00")));
    assertThat(warnings(told))
        .contains(
            "customer TILL 4 has 60 tickets, 71.4 % of all: more than one person has; if it is a"
                + " till or a collective account, leave it out: --set \"anonymous-ids=TILL 4\"");

    RunDocument left = home.with("anonymous-ids", "TILL 4").run("2024-02-02", rows);

    assertThat(findings(left).suspiciousIds()).isEmpty();
    assertThat(left.rows().anonymous()).isEqualTo(60);
    assertThat(home.contract(left)).hasSize(12).doesNotContainKey("TILL 4");
  }

  @Test
  void productsThatAreNone_areNamedAndTheKeyLeavesThemOut() throws IOException {
    Path rows =
        home.write(
            "rows.csv",
            "customer_id,date,amount,order_id,product",
            "C1,2024-01-20,100.00,1,84029E",
            "C1,2024-01-20,4.00,1,POST",
            "C2,2024-01-21,90.00,2,84029E",
            "C2,2024-01-21,6.00,2,Bank charges",
            "C3,2024-01-22,3.00,3,POST");

    RunDocument told = home.run("2024-02-01", rows);

    assertThat(findings(told).nonProducts())
        .extracting(Findings.NonProduct::product)
        .containsExactly("POST", "Bank charges");
    assertThat(warnings(told))
        .contains(
            "POST, Bank charges seem to be no products and hold 6.4 % of the money; to leave them"
                + " out: --set \"exclude-products=POST,Bank charges\"");

    RunDocument left = home.with("exclude-products", "POST,bank charges").run("2024-02-02", rows);

    assertThat(findings(left).nonProducts()).isEmpty();
    assertThat(left.rows().excluded()).isEqualTo(3);
    assertThat(home.contract(left)).containsOnlyKeys("C1", "C2");
    assertThat(home.contract(left).get("C1")).containsEntry("MON_VALUE", "100.00");
  }
}
