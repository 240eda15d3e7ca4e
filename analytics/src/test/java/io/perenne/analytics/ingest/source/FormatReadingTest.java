// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.duckdb.TestEngine;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.profile.Profiles;
import io.perenne.clv.words.Message;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatReadingTest {

  private static final String ALL_OF_SHOPIFY =
      "Name,Email,Financial Status,Fulfillment Status,Currency,Total,Created at,Lineitem quantity,"
          + "Lineitem name,Lineitem price\n"
          + "#1001,ana@example.com,paid,fulfilled,EUR,9.50,2024-01-31 10:00:00 +0100,1,Mug,9.50\n";

  private TestEngine engine = TestEngine.NONE;
  private Path folder = Path.of(".");

  @BeforeEach
  void openEngine(@TempDir Path temporary) throws SQLException {
    folder = temporary;
    engine = TestEngine.in(folder);
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  private static Path sample(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(Profiles.class.getResource(name)).toURI());
  }

  private TransactionFiles open(String profile, Path file, String... mapping) throws SQLException {
    return engine.open(
        ReadOptions.detect().withProfile(profile), ColumnMapping.parse(List.of(mapping)), file);
  }

  private List<String> read(String profile, String name, String columns)
      throws SQLException, URISyntaxException {
    try (TransactionFiles source = open(profile, sample(name))) {
      return engine.read(source, columns);
    }
  }

  @Test
  void recognisedFormat_isTold() throws SQLException, URISyntaxException {
    try (TransactionFiles source = open("auto", sample("shopify-orders.csv"))) {
      assertThat(source.describe().get(0).profile().map(title -> title.in("en")))
          .contains("Shopify orders export");
    }
    Path simple = engine.file("shop.csv", ALL_OF_SHOPIFY);
    try (TransactionFiles source = open("none", simple, "order=Name")) {
      assertThat(source.describe().get(0).profile()).isEmpty();
    }
  }

  @Test
  void namedFormat_isTakenEvenIfNothingRecognisesIt() throws SQLException, URISyntaxException {
    assertThatThrownBy(() -> open("auto", sample("klaviyo-placed-orders.json")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--profile klaviyo-placed-orders");
    assertThat(
            read(
                "klaviyo-placed-orders",
                "klaviyo-placed-orders.json",
                "\"order\", customer, amount"))
        .containsExactly("1001|01HANA|45.9500", "1004|01HANA|12.5000", "1002|01HBEN|30.0000");
  }

  @Test
  void namedFormat_mustFindItsColumns() {
    Path file = engine.file("a.csv", "customer,date,amount\n1,2024-01-31,9.5\n");

    assertThatThrownBy(() -> open("bigcommerce", file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--profile bigcommerce looks for the")
        .hasMessageContaining("the file has customer, date, amount");
  }

  @Test
  void unknownFormat_isRefusedWithTheList() {
    Path file = engine.file("a.csv", "customer,date,amount\n1,2024-01-31,9.5\n");

    assertThatThrownBy(() -> open("shopfy", file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("there is no profile shopfy; write auto, none or one of ")
        .hasMessageContaining("shopify-orders");
  }

  @Test
  void customersOfAShop_areKnownByTheirEmailAddress() throws URISyntaxException {
    Path file = sample("shopify-customers.csv");

    try (CustomerFiles source = customers(ReadOptions.detect(), file)) {
      assertThat(source.describe().get(0).profile().map(title -> title.in("en")))
          .contains("Shopify customers export");
      assertThat(source.describe().get(0).mapping().get(0).column()).isEqualTo("Email");
    }
    try (CustomerFiles source = customers(ReadOptions.detect().withProfile("none"), file)) {
      assertThat(source.describe().get(0).profile()).isEmpty();
    }
  }

  private CustomerFiles customers(ReadOptions options, Path file, String... mapping) {
    return CustomerReader.open(
        engine.probe(options),
        List.of(file.toString()),
        ColumnMapping.parse(List.of(mapping)),
        options,
        TestEngine.MADRID,
        folder);
  }

  @Test
  void nestedMembers_areColumnsByTheirPath() throws SQLException {
    Path file =
        engine.file(
            "events.jsonl",
            """
            {"who":{"id":"007"},"at":"2024-01-31","properties":{"to\\"tal":9.5,"total":3},"a.b":"x"}
            {"who":{"id":"8"},"at":"2024-02-01","properties":null}
            {"who":"nobody","at":"2024-02-02","properties":{"total":"4"}}
            """);

    try (TransactionFiles source =
        open(
            "auto", file, "customer=who.id", "time=at", "amount=properties.total", "product=a.b")) {
      assertThat(engine.read(source, "customer, amount, product, bad"))
          .containsExactly("007|3.0000|x|0", "8|-|-|2", "-|4.0000|-|0");
    }
    try (TransactionFiles source =
        open("auto", file, "customer=who.id", "time=at", "amount=properties.to\"tal")) {
      assertThat(engine.read(source, "customer, amount"))
          .containsExactly("007|9.5000", "8|-", "-|-");
    }
  }

  @Test
  void eventsOfSegment_areReadByPath() throws SQLException, URISyntaxException {
    try (TransactionFiles source = open("auto", sample("segment-events.json"))) {
      assertThat(source.describe().get(0).profile().map(title -> title.in("en")))
          .contains("Segment events");
      assertThat(engine.read(source, "customer, \"order\", amount")).contains("u-ana|1001|45.9500");
    }
  }

  @Test
  void amountsInCents_areDividedAndTold() throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            """
            customer_id,date,total_in_cents,currency
            1,2024-01-31,950,EUR
            2,2024-01-31,950,JPY
            3,2024-01-31,1250,KWD
            4,2024-01-31,1,
            """);

    try (TransactionFiles source = open("auto", file)) {
      assertThat(engine.read(source, "customer, amount"))
          .containsExactly("1|9.5000", "2|950.0000", "3|1.2500", "4|0.0100");
      assertThat(source.warnings())
          .extracting(Message::toString)
          .containsExactly(
              file
                  + ": total_in_cents is in the smallest unit of the currency, as its name says, and"
                  + " was divided by 100, or by what the currency of the row asks");
    }
  }

  @Test
  void centsWithDecimals_areRefused() {
    Path file = engine.file("a.csv", "customer_id,date,amountCents\n1,2024-01-31,9.50\n");

    assertThatThrownBy(() -> open("auto", file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "amountCents is named for the smallest unit of the currency, but 9.50");
  }

  @Test
  void amountThatIsNotFound_hasItsLikeliestColumnNamed() {
    Path file =
        engine.file(
            "a.csv",
            "id,customer_id,date,charged_money_value,weight_kg\n17,1,2024-01-31,9,1\n18,2,2024-01-31,8,2\n");

    assertThatThrownBy(() -> open("auto", file))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("If one of them is it, say so: --map amount=charged_money_value");
  }

  @Test
  void dateAndTimeOfTwoColumns_areOneTime() throws SQLException {
    Path file =
        engine.file(
            "a.csv",
            "customer_id,Order Date,Order Time,amount\n1,31/01/2024,10:30,1\n2,02/01/2024,,1\n3,soon,10:30,1\n");

    try (TransactionFiles source = open("auto", file)) {
      assertThat(engine.read(source, "customer, time, bad"))
          .containsExactly("1|2024-01-31 10:30:00.0|0", "2|2024-01-02 00:00:00.0|0", "3|-|1");
    }
  }

  @Test
  void dateAndTimeOfAFormat_areOneTime() throws SQLException, URISyntaxException {
    assertThat(read("auto", "square-transactions.csv", "time"))
        .noneMatch(time -> time.endsWith(" 00:00:00.0"));
  }

  @Test
  void columnsOfOneInput_areNamedForItAlone() throws SQLException {
    Path orders = engine.file("o.csv", "id,buyer,date,amount\n1,ana,2024-01-31,9.5\n");
    Path people = engine.file("c.csv", "id,login\n1,ana\n");
    String[] mapping = {"transactions.customer=buyer", "customers.customer=login"};

    try (TransactionFiles source = open("auto", orders, mapping);
        CustomerFiles customers = customers(ReadOptions.detect(), people, mapping)) {
      assertThat(engine.read(source, "customer")).containsExactly("ana");
      assertThat(customers.describe().get(0).mapping().get(0).column()).isEqualTo("login");
    }
    assertThatThrownBy(() -> customers(ReadOptions.detect(), people, "customers.customer=nothing"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no column nothing for --map customers.customer=nothing");
    assertThatThrownBy(() -> open("auto", orders, "orders.customer=buyer"))
        .hasMessageContaining("there is no input orders; inputs are transactions, customers and");
    assertThatThrownBy(() -> open("auto", orders, "transactions.consent=buyer"))
        .hasMessageContaining("there is no field consent");
  }
}
