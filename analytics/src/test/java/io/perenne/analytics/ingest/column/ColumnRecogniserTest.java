// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.duckdb.TestEngine;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.source.TransactionFiles;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which column is which in the exports of real systems. */
class ColumnRecogniserTest {

  private TestEngine engine = TestEngine.NONE;

  @BeforeEach
  void openEngine(@TempDir Path folder) throws SQLException {
    engine = TestEngine.in(folder);
  }

  @AfterEach
  void closeEngine() throws SQLException {
    engine.close();
  }

  private List<String> mapping(ColumnMapping overrides, String text) throws SQLException {
    Path file = engine.file("a.csv", text);
    try (TransactionFiles source = engine.open(ReadOptions.detect(), overrides, file)) {
      return source.describe().get(0).mapping().stream()
          .map(found -> found.field() + "=" + found.column())
          .toList();
    }
  }

  private List<String> mapping(String header, String row) throws SQLException {
    return mapping(ColumnMapping.none(), header + "\n" + row + "\n");
  }

  @Test
  void columnNamedByItsPlace_isTaken() throws SQLException {
    assertThat(
            mapping(
                new ColumnMapping(Map.of("amount", "#4")),
                "customer,date,amount,amount\n7,2024-01-01,1,2\n"))
        .containsExactly("customer=customer", "time=date", "amount=amount");
    assertThat(
            mapping(
                new ColumnMapping(Map.of("amount", "#3")),
                "customer,date,#3,amount\n7,2024-01-01,1,2\n"))
        .contains("amount=#3");
  }

  @Test
  void placeThatThereIsNot_isRefused() {
    assertThatThrownBy(
            () ->
                mapping(
                    new ColumnMapping(Map.of("amount", "#5")),
                    "customer,date,amount,total\n7,2024-01-01,1,2\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no column #5");
  }

  @ParameterizedTest
  @CsvSource({"amount", "AMOUNT", "''"})
  void twoColumnsOfOneName_areToldApart(String named) {
    ColumnMapping overrides =
        named.isEmpty() ? ColumnMapping.none() : new ColumnMapping(Map.of("amount", named));

    assertThatThrownBy(
            () -> mapping(overrides, "customer,date,amount,amount\n7,2024-01-01,1.50,2.75\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "more than one column may be the amount:"
                + "\n  amount (column 3, e.g. 1.50): --map amount=#3"
                + "\n  amount (column 4, e.g. 2.75): --map amount=#4");
  }

  @Test
  void twoColumnsWhoseNamesDifferByCase_areToldApart() {
    assertThatThrownBy(
            () ->
                mapping(
                    ColumnMapping.none(), "customer,date,Total,total\n7,2024-01-01,1.50,2.75\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "\n  Total (column 3, e.g. 1.50): --map amount=Total"
                + "\n  total (column 4, e.g. 2.75): --map amount=total");
  }

  @Test
  void cdnowSample() throws SQLException {
    assertThat(
            mapping(
                "customer_id,sample_customer_id,date,number_of_cds,dollar_value",
                "00004,0001,1997-01-01,2,29.33"))
        .containsExactly("customer=customer_id", "time=date", "amount=dollar_value");
  }

  @Test
  void onlineRetail() throws SQLException {
    assertThat(
            mapping(
                "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
                "536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom"))
        .containsExactly(
            "customer=CustomerID",
            "time=InvoiceDate",
            "order=InvoiceNo",
            "quantity=Quantity",
            "price=UnitPrice",
            "product=StockCode");
    assertThat(
            mapping(
                "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country",
                "489434,85048,LIGHTS,12,2009-12-01 07:45:00,6.95,13085,United Kingdom"))
        .contains("customer=Customer ID", "price=Price", "order=Invoice");
  }

  @Test
  void shopify() throws SQLException {
    String text =
        """
        Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Refunded Amount,Id,Source
        #1001,ana@x.es,paid,2024-01-31 10:00:00 +0100,fulfilled,2024-02-01 10:00:00 +0100,yes,EUR,30.00,5.00,6.00,35.00,,0.00,Std,2024-01-31 09:59:00 +0100,1,Mug,10.00,M-1,Ana,0.00,450,web
        #1001,ana@x.es,,,,,,,,,,,,,,2024-01-31 09:59:00 +0100,2,Cup,10.00,C-1,,,,
        """;

    assertThat(mapping(ColumnMapping.none(), text))
        .containsExactly(
            "customer=Email",
            "time=Created at",
            "amount=Total",
            "order=Name",
            "quantity=Lineitem quantity",
            "price=Lineitem price",
            "status=Financial Status",
            "currency=Currency",
            "channel=Source",
            "product=Lineitem sku",
            "refunded=Refunded Amount");
    try (TransactionFiles source = engine.open(engine.file("a.csv", text))) {
      // the second line continues the order: its empty total is no fault
      assertThat(engine.read(source, "\"order\", amount, product, bad"))
          .containsExactly("#1001|0.0000|C-1|0", "#1001|35.0000|M-1|0");
    }
  }

  @Test
  void wooCommerce() throws SQLException {
    assertThat(
            mapping(
                "Order Number,Order Status,Order Date,Email (Billing),Order Total Amount,Order Currency",
                "881,wc-completed,2024-01-31 10:00,ana@x.es,19.90,EUR"))
        .containsExactly(
            "customer=Email (Billing)",
            "time=Order Date",
            "amount=Order Total Amount",
            "order=Order Number",
            "status=Order Status",
            "currency=Order Currency");
  }

  @Test
  void magento() throws SQLException {
    assertThat(
            mapping(
                "ID,Purchase Point,Purchase Date,Bill-to Name,Ship-to Name,Grand Total (Purchased),Status,Customer Email",
                "000000012,Main Website,2024-01-31 10:00:00,Ana,Ana,19.90,complete,ana@x.es"))
        .contains(
            "customer=Customer Email",
            "time=Purchase Date",
            "amount=Grand Total (Purchased)",
            "status=Status",
            "channel=Purchase Point");
  }

  @Test
  void stripe() throws SQLException {
    assertThat(
            mapping(
                "id,Created date (UTC),Amount,Amount Refunded,Currency,Converted Amount,Fee,Status,Customer ID,Customer Email",
                "ch_1,2024-01-31 10:00:00,19.90,0.00,eur,19.90,0.58,Paid,cus_9,ana@x.es"))
        .contains(
            "customer=Customer ID", "time=Created date (UTC)", "amount=Amount", "status=Status");
  }

  @Test
  void prestashop() throws SQLException {
    assertThat(
            mapping(
                "id_order,reference,id_customer,date_add,total_paid,current_state",
                "5,XKBKNABJK,12,2024-01-31 10:00:00,19.900000,2"))
        .contains("customer=id_customer", "time=date_add", "amount=total_paid", "order=id_order");
  }

  @Test
  void spanishTill() throws SQLException {
    assertThat(
            mapping(
                ColumnMapping.none(),
                """
                Nº Cliente;Fecha Venta;Nº Ticket;Artículo;Uds;PVP;Importe (€);Tienda
                0012;31/01/2024 10:05;T-1;Ñoras;2;1,50;3,00;Sol
                """))
        .containsExactly(
            "customer=Nº Cliente",
            "time=Fecha Venta",
            "amount=Importe (€)",
            "order=Nº Ticket",
            "quantity=Uds",
            "price=PVP",
            "channel=Tienda",
            "product=Artículo");
  }

  @Test
  void timeAndAmount_areFoundByContent() throws SQLException {
    assertThat(mapping("customer,cuando,cuanto,veces", "a,2024-01-31,3.50,7"))
        .containsExactly("customer=customer", "time=cuando", "amount=cuanto");
  }

  @Test
  void fileWithoutHeader_isMappedByColumnNumber() throws SQLException {
    ColumnMapping overrides = ColumnMapping.parse(List.of("customer=column1"));

    assertThat(mapping(overrides, "00001,19970101,1,11.77\n00002,19970112,1,12.00\n"))
        .containsExactly("customer=column1", "time=column2", "amount=column4");
  }

  @Test
  void equallyGoodColumns_areAnErrorWithTheRemedy() {
    assertThatThrownBy(() -> mapping("customer_id,client_id,date,amount", "a,b,2024-01-31,1.5"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            """
            more than one column may be the customer:
              customer_id (e.g. a): --map customer=customer_id
              client_id (e.g. b): --map customer=client_id
            Say which one.""");
    assertThatThrownBy(() -> mapping("customer_id,una,otra,amount", "a,2024-01-31,2024-02-01,1.5"))
        .hasMessageContaining("more than one column may be the time");
  }

  @Test
  void override_winsAndSettlesAmbiguity() throws SQLException {
    ColumnMapping overrides = ColumnMapping.parse(List.of("customer=CLIENT_ID", "amount=fee"));

    assertThat(
            mapping(overrides, "customer_id,client_id,date,amount,fee\na,b,2024-01-31,1.5,2.5\n"))
        .containsExactly("customer=client_id", "time=date", "amount=fee");
  }

  @Test
  void overrideThatFitsNothing_isRefused() {
    String text = "customer_id,date,amount\na,2024-01-31,1\n";

    assertThatThrownBy(() -> mapping(new ColumnMapping(Map.of("amount", "gross")), text))
        .hasMessageContaining(
            "there is no column gross for --map amount=gross; it has customer_id, date, amount");
    assertThatThrownBy(() -> mapping(new ColumnMapping(Map.of("sum", "amount")), text))
        .hasMessageContaining(
            "there is no field sum; fields are customer, time, amount, order, quantity");
    assertThatThrownBy(() -> ColumnMapping.parse(List.of("amount")))
        .hasMessageContaining("write FIELD=COLUMN");
    assertThatThrownBy(() -> ColumnMapping.parse(List.of("amount=a", "amount=b")))
        .hasMessageContaining("mapped twice");
  }

  @Test
  void missingColumns_areNamedWithWhatThereIs() {
    assertThatThrownBy(() -> mapping("city,population", "Soria,39821"))
        .hasMessageContaining(
            "no column found for customer, time, amount; it has city, population");
    assertThatThrownBy(() -> mapping("customer_id,date,amount", "a,2024-01-31,lots"))
        .hasMessageContaining(
            "amount is named like the amount, but its values are no numbers (e.g. lots)");
  }

  @Test
  void mapping_printsItsReason() throws SQLException {
    Path file = engine.file("a.csv", "customer_id,date,amount\n007,2024-01-31,1\n");

    try (TransactionFiles source = engine.open(file)) {
      assertThat(source.describe().get(0).mapping().get(0))
          .hasToString("customer = customer_id (by its name, e.g. 007)");
    }
  }
}
