// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.RunStore;
import io.perenne.clv.words.Language;
import io.perenne.server.api.CustomerFacts;
import io.perenne.server.api.Questions;
import io.perenne.server.reading.PublishedRuns;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a customer who buys something, or nothing. */
class WhatIfTest {
  private static final String ONE = "/customers/12347";

  private static TwoRuns runs;

  @TempDir Path folder;

  @BeforeAll
  static void begin() throws IOException {
    runs = TwoRuns.get();
  }

  private static String text(String path, Language language) throws IOException {
    return TwoRuns.text(runs.page(path, language));
  }

  @Test
  void pageOfACustomer_hasAForm_andSaysNothingBeforeItIsAsked() throws IOException {
    String page = runs.page(ONE, Language.EN);

    assertThat(page)
        .contains("name=\"if\"", "name=\"day\" type=\"date\" min=\"2011-12-09\"")
        .contains("max=\"2012-12-09\" value=\"2011-12-10\"")
        .contains("data-live=\"/customers/12347/what-if\"")
        .doesNotContain("changes the value by");
    assertThat(text(ONE, Language.ES)).contains("¿Y si…?", "compra algo");
  }

  @Test
  void aPurchase_raisesTheValue_inTheWordsOfTheReader_withAndWithoutScripts() throws IOException {
    String asked = "?if=buys&day=2012-03-01&amount=45.5";
    String english = text(ONE + "/what-if" + asked, Language.EN);
    String spanish = text(ONE + "/what-if?if=buys&day=2012-03-01&amount=45%2C5", Language.ES);

    assertThat(english)
        .containsPattern("A purchase of £45.50 on 1 Mar 2012 changes the value by \\+£\\d")
        .contains("Still a customer", "Without it", "If so");
    assertThat(spanish).containsPattern("Una compra de 45,50 £ el 1 mar 2012 cambia su valor en");
    assertThat(text(ONE + asked, Language.EN)).contains(english.strip());
  }

  @Test
  void silence_lowersTheValue_andTheExpectedTicketIsUsedWhereNoAmountIsGiven() throws IOException {
    assertThat(text(ONE + "/what-if?if=silent&day=2012-09-01", Language.EN))
        .containsPattern("Silence until 1 Sep 2012 changes the value by [−-]£")
        .contains("On 9 Dec 2011", "On 1 Sep 2012");
    assertThat(text(ONE + "/what-if?if=buys&day=&amount=", Language.EN))
        .containsPattern("A purchase of £\\d+\\.\\d\\d on 10 Dec 2011");
  }

  @Test
  void whatCannotBeAnswered_saysWhatToDo() throws IOException {
    assertThat(text(ONE + "/what-if?if=buys&day=2012-03-01&amount=1.500", Language.EN))
        .contains("That is no amount", "without separators of thousands");
    assertThat(text(ONE + "/what-if?if=buys&day=2011-12-09", Language.EN))
        .contains("That day cannot be asked about", "from 10 Dec 2011 to 9 Dec 2012");
    assertThat(text(ONE + "/what-if?if=silent&day=x", Language.ES)).contains("Elija uno del");
    HttpResponse<String> nobody = runs.served().get("/customers/none/what-if?if=buys", Map.of());
    assertThat(nobody.statusCode()).isEqualTo(404);
  }

  @Test
  void aRunThatKeptNoDays_stillForetellsSilence_andSaysThatItIsOlder() throws Exception {
    Path home = folder.resolve("home");
    String run = runs.run().runId();
    copyWithoutDays(runs.home().resolve("runs").resolve(run), home.resolve("runs").resolve(run));
    try (PublishedRuns older = PublishedRuns.of(home, ServedHome.context(home).resources())) {
      CustomerFacts customers = new Questions(older).ofCustomers();

      ObjectNode silent = whatIf(customers, Optional.of("2012-03-01"), Optional.empty());
      assertThat(silent.path("exact").asBoolean()).isFalse();
      assertThat(silent.at("/then/value").asDouble())
          .isBetween(1.0, silent.at("/now/value").asDouble());
      assertThatThrownBy(() -> whatIf(customers, Optional.empty(), Optional.of("2012-03-01")))
          .hasMessage("no-days");
    }
    try (ServedHome served = new ServedHome(home, "")) {
      String path = ONE + "/what-if?day=2012-03-01&if=";
      assertThat(served.get(path + "buys", Map.of()).body())
          .contains("versión anterior", "Lance una ejecución nueva");
      assertThat(served.get(path + "silent", Map.of()).body()).contains("es aproximado");
    }
  }

  private static ObjectNode whatIf(
      CustomerFacts customers, Optional<String> silentUntil, Optional<String> buysOn) {
    return customers.whatIf("latest", "12347", silentUntil, buysOn, Optional.empty(), Language.EN);
  }

  /** Makes what a version before wrote of a run. */
  private static void copyWithoutDays(Path from, Path to) throws IOException, SQLException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    Path customers = to.resolve(RunStore.CUSTOMERS);
    Files.delete(customers);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * EXCLUDE (ticket_days) FROM read_parquet('%s')) TO '%s' (FORMAT parquet)"
              .formatted(from.resolve(RunStore.CUSTOMERS), customers));
    }
    Path document = to.resolve(RunStore.DOCUMENT);
    String size = Long.toString(Files.size(from.resolve(RunStore.CUSTOMERS)));
    Files.writeString(
        document, Files.readString(document).replace(size, Long.toString(Files.size(customers))));
  }
}
