// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.duckdb.TestEngine;
import io.perenne.analytics.duckdb.read.CustomerQuery;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerReaderTest {

  private TestEngine engine = TestEngine.NONE;
  private Path folder = Path.of(".");

  @BeforeEach
  void openEngine(@TempDir Path temporary) throws SQLException {
    folder = temporary;
    engine = TestEngine.in(folder);
  }

  @AfterEach
  void closeEngine() throws SQLException {
    engine.close();
  }

  private CustomerFiles open(ColumnMapping mapping, Path... files) throws SQLException {
    List<String> paths = new ArrayList<>();
    for (Path file : files) {
      paths.add(file.toString());
    }
    return CustomerReader.open(
        engine.probe(ReadOptions.detect()),
        paths,
        mapping,
        ReadOptions.detect(),
        TestEngine.MADRID,
        folder);
  }

  private List<String> read(CustomerFiles source, String columns) throws SQLException {
    List<String> rows = new ArrayList<>();
    CustomerQuery.scan(
        engine.connection(),
        source,
        scanned -> {
          rows.clear();
          rows.addAll(
              engine.rows(
                  "SELECT "
                      + columns
                      + " FROM ("
                      + CustomerQuery.of(scanned).sql()
                      + ") ORDER BY file, customer, consent_time"));
        });
    return rows;
  }

  private List<String> read(String columns, String text) throws SQLException {
    try (CustomerFiles source = open(ColumnMapping.none(), engine.file("crm.csv", text))) {
      return read(source, columns);
    }
  }

  @Test
  void relation_hasExactlyTheColumnsOfTheContract() throws SQLException {
    try (CustomerFiles source = open(ColumnMapping.none(), engine.file("crm.csv", "id\n1\n2\n"))) {
      assertThat(
              engine.rows(
                  "SELECT column_name || ' ' || column_type FROM (DESCRIBE ("
                      + CustomerQuery.of(source).sql()
                      + "))"))
          .containsExactly(
              "file INTEGER",
              "customer VARCHAR",
              "email VARCHAR",
              "email_invalid BOOLEAN",
              "contact_id VARCHAR",
              "consent BOOLEAN",
              "consent_time TIMESTAMP",
              "suppressed BOOLEAN",
              "attributes VARCHAR[]",
              "bad UTINYINT");
      assertThat(read(source, "*"))
          .containsExactly("0|1|-|false|-|-|-|-|[]|0", "0|2|-|false|-|-|-|-|[]|0");
      assertThat(source.has("consent")).isFalse();
    }
  }

  @Test
  void fields_areReadAndAttributesKept() throws SQLException {
    Path file =
        engine.file(
            "crm.csv",
            """
            Customer ID;E-mail;Contact Key;City;Email consent;Consent date;Bounced;Unsubscribed
            001;Ana.Lopez@EXAMPLE.Com ;K1;Soria;Sí;31/01/2024 10:00;no;
            001;Ana.Lopez@EXAMPLE.Com;K1;Soria;no;01/02/2024 10:00;no;
            002;;;Ávila;;;;2024-01-31
            003;nobody;;León;yes;;hard bounce;
            """);

    try (CustomerFiles source = open(ColumnMapping.none(), file)) {
      assertThat(source.describe().get(0).ignored()).isEmpty();
      assertThat(source.attributes()).containsExactly("City");
      assertThat(read(source, "attributes"))
          .containsExactly("[Soria]", "[Soria]", "[Ávila]", "[León]");
      assertThat(source.has("consent")).isTrue();
      assertThat(
              read(
                  source,
                  "customer, email, email_invalid, contact_id, consent, consent_time, suppressed"))
          .containsExactly(
              "001|Ana.Lopez@example.com|false|K1|true|2024-01-31 10:00:00.0|false",
              "001|Ana.Lopez@example.com|false|K1|false|2024-02-01 10:00:00.0|false",
              "002|-|false|-|-|-|true",
              "003|-|true|-|true|-|true");
    }
  }

  @ParameterizedTest
  @CsvSource({"no,false", "0,false", "unsubscribed,true", "baja,true", "2024-01-31,true"})
  void suppressed_isWhateverIsNoPlainNo(String text, String suppressed) throws SQLException {
    assertThat(read("suppressed", "id,suppressed\n1," + text + "\n")).containsExactly(suppressed);
  }

  @ParameterizedTest
  @CsvSource({
    "ana@example.com,true",
    "ana+shop@mail.example.co.uk,true",
    "o'neil_%x@example.com,true",
    "josé@ñandú.es,true",
    "ana@example,false",
    "ana.example.com,false",
    "ana@@example.com,false",
    "a b@example.com,false",
    ".ana@example.com,false",
    "ana..b@example.com,false",
    "ana@-example.com,false",
    "ana@example..com,false",
    "@example.com,false",
    "ana@,false",
  })
  void email_isCheckedForItsForm(String email, boolean valid) throws SQLException {
    assertThat(read("email_invalid", "id,email\n1," + email + "\n"))
        .containsExactly(String.valueOf(!valid));
  }

  @Test
  void email_mayNotBeEndless() throws SQLException {
    assertThat(
            read(
                "email_invalid",
                "id,email\n1," + "a".repeat(64) + "@x.es\n2," + "a".repeat(65) + "@x.es\n"))
        .containsExactly("false", "true");
  }

  @Test
  void email_isTheIdWhereThereIsNoOther() throws SQLException {
    assertThat(read("customer, email", "Email,Accepts Marketing\nana@x.es,yes\n"))
        .containsExactly("ana@x.es|ana@x.es");
  }

  @Test
  void consentWithTwoSources_isAskedFor() {
    assertThatThrownBy(
            () -> read("customer", "id,email,accepts_marketing,opt_in\n1,a@x.es,yes,no\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("more than one column may be the consent")
        .hasMessageContaining("--map consent=accepts_marketing");
  }

  @Test
  void mapping_isSharedWithTransactions() throws SQLException {
    ColumnMapping mapping =
        ColumnMapping.parse(List.of("amount=gross", "email=Kontakt", "customer=Kunde"));

    try (CustomerFiles source =
        open(mapping, engine.file("crm.csv", "Kunde,Kontakt\n7,a@x.es\n"))) {
      assertThat(read(source, "customer, email")).containsExactly("7|a@x.es");
    }
    Path orders = engine.file("orders.csv", "Kunde,date,gross,net\n7,2024-01-31,2.5,2\n");
    try (TransactionFiles source = engine.open(ReadOptions.detect(), mapping, orders)) {
      assertThat(engine.read(source, "customer, amount")).containsExactly("7|2.5000");
    }
  }

  @Test
  void damagedFiles_areRepairedAndTheirRowsRejected() throws SQLException {
    Path file =
        engine.file(
            "crm.csv",
            ("id,email,consent\n1,ñ@x.es,yes\n2,\"b@x.es\"oops,yes\n3,c@x.es\n"
                    + "x".repeat(300)
                    + ",d@x.es,no\n5,e@x.es,no\n")
                .getBytes(Charset.forName("windows-1252")));

    try (CustomerFiles source = open(ColumnMapping.none(), file)) {
      CustomerFiles scanned =
          CustomerQuery.scan(
              engine.connection(), source, current -> engine.rows(CustomerQuery.of(current).sql()));
      assertThat(read(scanned, "customer[1:1], email, bad"))
          .containsExactly("1|ñ@x.es|0", "5|e@x.es|0", "x|d@x.es|5");
      Rejects rejects =
          CustomerQuery.of(scanned)
              .collectRejects(
                  engine.connection(), 1, RejectFile.of(folder.resolve("r.csv.gz"), 100));
      assertThat(rejects.count()).isEqualTo(3);
      assertThat(TestEngine.unzip(folder.resolve("r.csv.gz")))
          .extracting(line -> line.replace(file.toString(), "crm").replaceAll("x{100,}", "x"))
          .containsExactly(
              "file,line,column,value,reason",
              "crm,3,,\"2,\"\"b@x.es\"\"oops,yes\",text follows a closing quote",
              "crm,4,,\"3,c@x.es\",too few fields: 2 instead of 3",
              "crm,5,id,x...,an id has at most 255 characters");
    }
  }

  @Test
  void fileWithoutAnyId_isRefused() {
    assertThatThrownBy(() -> read("customer", "city,people\nSoria,39821\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no column found for the customer id; it has city, people");
  }
}
