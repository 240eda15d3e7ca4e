// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports as systems and spreadsheets write them: read right, or refused by name. */
class RunJobExportsTest {
  private Home home;

  @BeforeEach
  void newHome(@TempDir Path folder) {
    home = new Home(folder).with("interval", "12 months");
  }

  private Map<String, String> money(Path... files) throws IOException {
    RunDocument run = home.run("2025-06-30", files);
    Map<String, String> money = new TreeMap<>();
    home.contract(run).forEach((customer, row) -> money.put(customer, row.get("MON_VALUE")));
    return money;
  }

  private void assertRefused(String text, Path file) {
    assertThatThrownBy(() -> home.run("2025-06-30", file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(text);
  }

  @Test
  void run_formatWithTotalsOnTheFirstRow_countsEachOrderOnceLessItsRefunds() throws IOException {
    Path file =
        home.write(
            "orders_export.csv",
            "Name,Email,Financial Status,Fulfillment Status,Currency,Total,Created at,"
                + "Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Payment ID",
            "#1,ana@x.es,paid,fulfilled,EUR,41.00,2025-01-10 10:00:00 +0100,2,Mug,12.50,0.00,",
            "#1,ana@x.es,,,,,2025-01-10 10:00:00 +0100,1,Tea,16.00,,",
            "#2,ben@x.es,partially_refunded,fulfilled,EUR,30.00,2025-01-11 10:00:00 +0100,2,Tea,"
                + "15.00,10.00,",
            "#3,cleo@x.es,voided,,EUR,16.00,2025-01-11 10:00:00 +0100,1,Tea,16.00,0.00,");

    assertThat(money(file))
        .isEqualTo(Map.of("ana@x.es", "41.00", "ben@x.es", "20.00", "cleo@x.es", "0.00"));
  }

  @Test
  void run_formatWithTwoStatusesAndDiscounts_asksBothAndTakesThemOff() throws IOException {
    Path file =
        home.write(
            "orders.txt",
            "amazon-order-id\tpurchase-date\torder-status\titem-status\tquantity\tcurrency\t"
                + "item-price\titem-promotion-discount\tbuyer-email",
            "1\t2025-01-05T10:00:00+00:00\tShipped\tShipped\t3\tEUR\t29.70\t\ta@m.es",
            "1\t2025-01-05T10:00:00+00:00\tShipped\tCancelled\t1\tEUR\t9.90\t\ta@m.es",
            "2\t2025-01-06T10:00:00+00:00\tShipped\tShipped\t1\tEUR\t16.00\t-1.60\tb@m.es",
            "3\t2025-01-07T10:00:00+00:00\tCancelled\tCancelled\t0\t\t\t\tb@m.es");

    assertThat(money(file)).isEqualTo(Map.of("a@m.es", "29.70", "b@m.es", "14.40"));
  }

  @Test
  void run_formatWithATypeForRefunds_takesThemOffWhateverTheirSign() throws IOException {
    Path file =
        home.write(
            "vbrk.csv",
            "VBELN;VBTYP;ERDAT;KUNNR;NETWR;WAERK",
            "4711;C;2025-01-05;100001;125.00;EUR",
            "4713;H;2025-01-20;100001;16.00;EUR",
            "4714;B;2025-02-01;100002;6000.00;EUR",
            "4715;C;2025-02-03;100002;64.00;EUR");

    assertThat(money(file)).isEqualTo(Map.of("100001", "109.00", "100002", "64.00"));
  }

  @Test
  void run_formatThatNamesNoBuyers_isRefusedWithTheExportToUseInstead() throws IOException {
    assertRefused(
        "names no buyers",
        home.write(
            "settlement.txt",
            "settlement-id\ttransaction-type\torder-id\tamount-type\tamount-description\tamount",
            "1\tOrder\t405-1\tItemPrice\tPrincipal\t9.90"));
  }

  @Test
  void run_orderTotalOnEachLine_countsOnce() throws IOException {
    Path file =
        home.write(
            "lines.csv",
            "Order Number,Order Date,Customer Email,Order Total,Quantity,Item Price",
            "1,2025-01-05,ana@x.es,46.00,1,16.00",
            "1,2025-01-05,ana@x.es,46.00,2,15.00",
            "2,2025-02-05,ben@x.es,77.00,2,16.00",
            "2,2025-02-05,ben@x.es,77.00,1,45.00");

    assertThat(money(file)).isEqualTo(Map.of("ana@x.es", "46.00", "ben@x.es", "77.00"));
    assertThat(home.run("2025-06-30", file).warnings())
        .extracting(RunDocument.Text::en)
        .anyMatch(
            warning ->
                warning.endsWith(
                    "Order Total repeats the total of the order on each line and counts once for"
                        + " each order"));
  }

  @Test
  void run_integersInSeveralDresses_areOneCustomer() throws IOException {
    Path plain = home.write("a.csv", "order_id,customer,date,amount", "1,17850,2025-01-05,10.00");
    Path decimals =
        home.write("b.csv", "order_id,customer,date,amount", "2,17850.0,2025-01-06,20.00");
    Path apostrophe =
        home.write("c.csv", "order_id,customer,date,amount", "3,'17850,2025-01-07,40.00");

    assertThat(money(plain, decimals, apostrophe)).isEqualTo(Map.of("17850", "70.00"));
  }

  @Test
  void run_rowsOfNobodyInParticular_haveNoCustomer() throws IOException {
    Path file =
        home.write(
            "tickets.csv",
            "customer,date,amount",
            "Ana,2025-01-05,10.00",
            "CLIENTE CONTADO,2025-01-05,500.00",
            "0,2025-01-06,50.00");

    RunDocument run = home.run("2025-06-30", file);

    assertThat(home.contract(run)).containsOnlyKeys("Ana");
    assertThat(run.rows().anonymous()).isEqualTo(2);
  }

  @Test
  void run_copyOfAFile_isReadOnce() throws IOException {
    String[] lines = {"customer,date,amount", "ana,2025-01-05,10.00", "ben,2025-02-05,20.00"};

    assertThat(money(home.write("jan.csv", lines), home.write("jan (1).csv", lines)))
        .isEqualTo(Map.of("ana", "10.00", "ben", "20.00"));
  }

  @Test
  void run_linesAboveTheHeader_areSkipped() throws IOException {
    Path separator =
        home.write("sep.csv", "sep=;", "Pedido;Cliente;Fecha;Importe", "1;Ana;20/01/2025;8,75");
    Path titled =
        home.write(
            "title.csv",
            "Informe de ventas 2025;;;",
            ";;;",
            "Pedido;Cliente;Fecha;Importe",
            "2;Ben;20/01/2025;8,75",
            "3;Ben;21/02/2025;1,25");

    assertThat(money(separator, titled)).isEqualTo(Map.of("Ana", "8.75", "Ben", "10.00"));
  }

  @Test
  void run_rowNumbersThatTheHeaderDoesNotName_areNoCustomers() throws IOException {
    Path file =
        home.write(
            "r.csv",
            "customer_id,order_id,order_date,amount",
            "1,c0,o1,2025-01-14,8.75",
            "2,c1,o2,2025-01-28,34.50");

    assertThat(money(file)).isEqualTo(Map.of("c0", "8.75", "c1", "34.50"));
  }

  @Test
  void run_decimalCommaBetweenCommas_isRefused() throws IOException {
    assertRefused(
        "line 2 has 4 values, but the header names 3 columns",
        home.write("o.csv", "customer,date,amount", "ana,2025-01-05,61,40", "b,2025-01-06,8,75"));
  }

  @Test
  void run_idsCutByASpreadsheet_areRefused() throws IOException {
    assertRefused(
        "column order_id: a spreadsheet has shortened ids to 7.2E+12",
        home.write("o.csv", "order_id,customer,date,amount", "7.2E+12,ana,2025-01-05,10.00"));
  }

  @Test
  void run_amountsInSeveralCurrencies_areRefused() throws IOException {
    assertRefused(
        "amounts in several currencies, €25.00, £20.00",
        home.write(
            "o.csv", "customer,date,amount", "ana,2025-01-05,€25.00", "b,2025-01-06,£20.00"));
  }

  @Test
  void run_datesThatContradictEachOther_areNamed() throws IOException {
    assertRefused(
        "22/11/2024 can only be day first, 01/22/2025 only month first",
        home.write("o.csv", "customer,date,amount", "a,22/11/2024,1.00", "b,01/22/2025,2.00"));
  }

  @Test
  void run_yearThatNoDatabaseKnows_isAReject() throws IOException {
    Path file =
        home.write("o.csv", "customer,date,amount", "a,1202-05-14,1.00", "a,2025-01-05,2.00");

    RunDocument run = home.with("max-reject-share", "1").run("2025-06-30", file);

    assertThat(run.rows().unreadable()).isEqualTo(1);
  }
}
