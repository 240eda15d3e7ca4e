// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.duckdb.TestEngine;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.FieldMapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of exports that were once misread in silence, each with rows of its own. */
class ExportKindsTest {

  private TestEngine engine = TestEngine.NONE;

  @BeforeEach
  void openEngine(@TempDir Path folder) throws SQLException {
    engine = TestEngine.in(folder);
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  private List<String> read(String columns, Path... files) throws SQLException {
    try (TransactionFiles source = engine.open(files)) {
      return engine.read(source, columns);
    }
  }

  private static List<String> fields(TransactionFiles source) {
    return source.files().get(0).mapping().stream()
        .map(found -> found.field() + "=" + found.column())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Num\u00e9ro de commande|N\u00b0 client|Date de la commande|Montant TTC|Statut
          Bestell-Nr.|Kundennummer|Bestelldatum|Gesamtbetrag|Bestellstatus
          Numero d'ordine|Codice cliente|Data ordine|Importo totale|Stato
          N\u00ba do pedido|C\u00f3digo do cliente|Data do pedido|Valor total|Situa\u00e7\u00e3o
          N\u00ba de pedido|C\u00f3digo de cliente|Fecha de compra|Importe total|Estado del pedido
          """)
  void headersOfOtherLanguages_areKnown(
      String order, String customer, String time, String amount, String status)
      throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            String.join(";", order, customer, time, amount, status)
                + "\n17;k9;31/01/2024;1.250,50;OK\n");

    try (TransactionFiles source = engine.open(file)) {
      assertThat(fields(source))
          .containsExactlyInAnyOrder(
              "order=" + order,
              "customer=" + customer,
              "time=" + time,
              "amount=" + amount,
              "status=" + status);
      assertThat(engine.read(source, "\"order\", customer, amount"))
          .containsExactly("17|k9|1250.5000");
    }
  }

  @Test
  void status_isToldByItsWordsWhereItsNameTellsNothing() throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            """
            client;date;montant;avancement
            a;31/01/2024;10,00;Livr\u00e9
            b;31/01/2024;20,00;ANNUL\u00c9E
            """);

    assertThat(read("customer, status", file)).containsExactly("a|livr\u00e9", "b|annul\u00e9e");
  }

  @Test
  void wordsThatAllCount_makeNoStatus() throws SQLException {
    Path file =
        engine.file(
            "a.csv", "customer,date,amount,note\na,2024-01-31,1,sent\nb,2024-01-31,2,won\n");

    assertThat(fields(engine.open(file))).noneMatch(field -> field.startsWith("status"));
  }

  @ParameterizedTest
  @CsvSource({
    "cancelled_at,'',2024-02-01",
    "Anulado,N,S",
    "storniert,nein,ja",
    "is_test,false,true",
    "voided,0,1"
  })
  void flagOfACalledOffRow_isItsStatus(String name, String not, String set) throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            "customer,date,amount,%s\na,2024-01-31,1,%s\nb,2024-01-31,2,%s\nc,2024-01-31,3,%s\n"
                .formatted(name, not, set, not));

    assertThat(read("customer, status", file)).containsExactly("a|-", "b|cancelled", "c|-");
  }

  @Test
  void flagOfPayment_tellsTheUnpaid() throws SQLException {
    Path file =
        engine.file(
            "a.csv", "customer,date,amount,paid\na,2024-01-31,1,true\nb,2024-01-31,2,false\n");

    assertThat(read("customer, status", file)).containsExactly("a|-", "b|unpaid");
  }

  @Test
  void columnOfNumbersNamedLikeAFlag_isNone() throws SQLException {
    Path file =
        engine.file("a.csv", "customer,date,amount,paid\na,2024-01-31,1,1\nb,2024-01-31,2,19.90\n");

    assertThat(fields(engine.open(file))).noneMatch(field -> field.startsWith("unpaid"));
  }

  @ParameterizedTest
  @CsvSource({
    "Type,Invoice,Credit note",
    "Tipo documento,Factura,ABONO",
    "Belegart,Rechnung,Gutschrift",
    "Type de pi\u00e8ce,Facture,Avoir",
    "Tipo,Fattura,Nota di credito",
    "Status,Sale,Refund"
  })
  void amountOfADocumentThatGivesBack_isTakenOff(String name, String sale, String refund)
      throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            "customer;date;amount;%s\na;2024-01-31;10,00;%s\na;2024-02-01;4,00;%s\nb;2024-02-02;-3,00;%s\n"
                .formatted(name, sale, refund, refund));

    assertThat(read("customer, amount", file))
        .containsExactlyInAnyOrder("a|10.0000", "a|-4.0000", "b|-3.0000");
  }

  @Test
  void priceBesideAQuantity_isMultipliedWhateverItsName() throws SQLException {
    Path file =
        engine.file(
            "a.csv", "Cliente;Fecha;Uds.;Precio s/IVA\na;31/01/2024;3;9,90\nb;31/01/2024;1;5,00\n");

    assertThat(read("customer, amount", file)).containsExactly("a|29.7000", "b|5.0000");
  }

  @Test
  void totalOfTheOrderOnEachLine_countsOnceWithoutAPriceBesideIt() throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            """
            Bestellnummer;Kunde;Datum;Artikel;Bestellwert
            1;a;31.01.2024;Tasse;30,00
            1;a;31.01.2024;Teller;30,00
            2;b;31.01.2024;Tasse;12,00
            2;b;31.01.2024;Glas;12,00
            """);

    try (TransactionFiles source = engine.open(file)) {
      assertThat(source.amountsOfOrders()).isTrue();
      assertThat(source.warnings())
          .anyMatch(warning -> warning.toString().contains("Bestellwert repeats"));
    }
  }

  @Test
  void amountsOfLines_areSummedWhereOrdersHappenToRepeatThem() throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            """
            order,customer,date,product,amount
            1,a,2024-01-31,mug,10
            1,a,2024-01-31,cup,10
            2,b,2024-01-31,mug,12
            2,b,2024-01-31,tea,12
            """);

    assertThat(engine.open(file).amountsOfOrders()).isFalse();
  }

  @Test
  void copyOfAFile_isReadOnceHoweverItIsPacked() throws SQLException, IOException {
    String text = "customer,date,amount\na,2024-01-31,10\nb,2024-02-01,20\n";
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Path[] files = {
      engine.file("jan.csv", text),
      engine.file("jan (1).csv.gz", packed.toByteArray()),
      engine.file("jan (2).csv", "\ufeff" + text.replace("\n", "\r\n")),
      engine.file("jan (3).csv", text.replace(",", ";")),
      engine.file("feb.csv", text + "a,2024-02-02,1\n")
    };

    try (TransactionFiles source = engine.open(files)) {
      assertThat(source.files())
          .extracting(file -> file.table().path().getFileName().toString())
          .containsExactly("jan.csv", "feb.csv");
      assertThat(source.warnings())
          .filteredOn(warning -> warning.toString().contains("is a copy of"))
          .hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"customer\":{\"id\":\"a\"},\"date\":\"2024-01-31\",\"amount\":9.5},\n"
            + " {\"customer\":{\"id\":\"b\"},\"date\":\"2024-02-01\",\"amount\":12}]",
        "{\n\"customer\":{\"id\":\"a\"},\n\"date\":\"2024-01-31\",\"amount\":9.5\n}\n"
            + "{\n\"customer\":{\"id\":\"b\"},\n\"date\":\"2024-02-01\",\"amount\":12\n}",
        "{\"total\":2,\"orders\":[{\"customer\":{\"id\":\"a\"},\"date\":\"2024-01-31\",\"amount\":9.5},"
            + "{\"customer\":{\"id\":\"b\"},\"date\":\"2024-02-01\",\"amount\":12}]}"
      })
  void jsonInOnePiece_isReadLikeOneObjectALine(String text) throws SQLException {
    assertThat(read("customer, time, amount", engine.file("a.json", text)))
        .containsExactly("a|2024-01-31 00:00:00.0|9.5000", "b|2024-02-01 00:00:00.0|12.0000");
  }

  @Test
  void brokenJsonArray_isRefusedWithItsLine() {
    Path file = engine.file("a.json", "[{\"customer\":\"a\",\n\"date\": oops}]");

    assertThatThrownBy(() -> engine.open(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no JSON from line 2 on");
  }

  @ParameterizedTest
  @CsvSource({
    "5 janvier 2024,2024-01-05 00:00:00.0",
    "1er ao\u00fbt 2024,2024-08-01 00:00:00.0",
    "5. Dez. 2024,2024-12-05 00:00:00.0",
    "28 M\u00e4rz 2024 18:30,2024-03-28 18:30:00.0",
    "14 giu 2024,2024-06-14 00:00:00.0",
    "20 de fevereiro de 2024,2024-02-20 00:00:00.0",
    "Sun Jan 7 2024 10:00:00,2024-01-07 10:00:00.0",
    "07 Jan 2024 23:30:00 +0000,2024-01-08 00:30:00.0",
    "2024-01-07 11:30:00 PM +0000,2024-01-08 00:30:00.0",
    "31/01/2024 1:05 PM Z,2024-01-31 14:05:00.0"
  })
  void spellingsOfTime_areRead(String text, String expected) throws SQLException {
    Path file = engine.file("a.csv", "customer;date;amount\na;" + text + ";1\n");

    assertThat(read("time", file)).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1899-12-30", "1900-01-01", "1970-01-01", "1202-05-01"})
  void dayThatSystemsCountFrom_isNoDate(String day) throws SQLException {
    Path file = engine.file("a.csv", "customer,date,amount\na,2024-01-31,1\nb," + day + ",2\n");

    assertThat(engine.rejects(engine.open(file))).singleElement().asString().contains(day);
  }

  @Test
  void rowOfTotals_isNoCustomer() throws SQLException {
    Path file =
        engine.file(
            "a.csv", "customer,date,amount\na,2024-01-31,10\nTotal general,2024-12-31,10\n");

    assertThat(read("customer, amount", file)).containsExactlyInAnyOrder("-|10.0000", "a|10.0000");
  }

  @Test
  void amountsWithTheSignOfAnotherCurrency_areRefused() {
    Path file = engine.file("a.csv", "customer,date,amount\na,2024-01-31,$10.00\n");

    assertThatThrownBy(
            () -> engine.open(ReadOptions.detect().withCurrency("EUR"), ColumnMapping.none(), file))
        .hasMessageContaining("$10.00")
        .hasMessageContaining("--set currency=USD");
  }

  @Test
  void amountsWithASharedSign_areThoseOfTheReport() throws SQLException {
    Path file = engine.file("a.csv", "customer,date,amount\na,2024-01-31,$10.00\n");

    try (TransactionFiles source =
        engine.open(ReadOptions.detect().withCurrency("MXN"), ColumnMapping.none(), file)) {
      assertThat(engine.read(source, "amount")).containsExactly("10.0000");
    }
  }

  @Test
  void columnsWithoutNames_areNamedByTheirPlace() throws SQLException {
    Path file = engine.file("a.csv", "k1,2024-01-31,9.50\nk2,2024-02-01,12.00\n");

    try (TransactionFiles source =
        engine.open(
            ReadOptions.detect(),
            ColumnMapping.parse(List.of("customer=1", "time=2", "amount=3")),
            file)) {
      assertThat(source.files().get(0).mapping())
          .extracting(FieldMapping::index)
          .containsExactly(0, 1, 2);
      assertThat(engine.read(source, "customer, amount"))
          .containsExactly("k1|9.5000", "k2|12.0000");
    }
  }

  @Test
  void summaryOfCustomers_isNoTableOfPurchases() throws SQLException {
    String rows =
        """
            customer_id,orders_count,total_spent,last_order_date
            a,3,150.00,2024-01-05
            b,1,20.00,2024-02-05
            c,8,900.00,2024-03-05
            """;
    Path file = engine.file("customers.csv", rows);

    assertThatThrownBy(() -> engine.open(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("one row per customer (orders_count, last_order_date)")
        .hasMessageContaining("--map time=last_order_date");
  }

  @Test
  void ordersWithTheNumberOfOrdersSoFar_areOrders() throws SQLException {
    Path file =
        engine.file(
            "orders.csv",
            """
            customer_id,orders_count,total,order_date
            a,3,50.00,2024-01-05
            b,1,20.00,2024-02-05
            c,8,90.00,2024-03-05
            """);

    assertThat(read("customer, amount", file)).hasSize(3);
  }

  @Test
  void dayOnWhichAnOrderWasMade_isNotTheFirstOfItsCustomer() throws SQLException {
    Path file =
        engine.file(
            "auftraege.csv",
            """
            Kundennummer;Anzahl Bestellungen;Gesamtbetrag;Erstellt am
            a;3;50,00;05.01.2024
            b;1;20,00;05.02.2024
            c;8;90,00;15.03.2024
            """);

    try (TransactionFiles source =
        engine.open(
            ReadOptions.detect(), ColumnMapping.parse(List.of("amount=Gesamtbetrag")), file)) {
      assertThat(fields(source)).contains("time=Erstellt am");
    }
  }

  @Test
  void percentageOffThePrice_isNotPassedOver() throws SQLException {
    Path discounted =
        engine.file(
            "lines.csv",
            "customer_id,date,sku,quantity,unit_price,discount_pct\na,2024-01-05,X,2,10.00,25\n");
    Path full =
        engine.file(
            "full.csv",
            "customer_id,date,sku,quantity,unit_price,Dto. %\na,2024-01-05,X,2,10.00,0\n");

    assertThatThrownBy(() -> engine.open(discounted))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("discount_pct is a percentage off unit_price")
        .hasMessageContaining("--map price=unit_price");
    assertThat(read("amount", full)).containsExactly("20.0000");
  }

  @Test
  void quantityBelowZero_isAReturn_alsoWhereTheAmountHasNoSign() throws SQLException {
    Path file =
        engine.file(
            "lines.csv",
            """
            customer_id,date,sku,quantity,amount
            a,2024-01-05,X,2,20.00
            a,2024-01-09,X,-1,10.00
            a,2024-01-10,X,-1,-5.00
            """);

    assertThat(read("amount", file)).containsExactly("20.0000", "-10.0000", "-5.0000");
  }
}
