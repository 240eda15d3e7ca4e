// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.delivery.Channels;
import io.perenne.analytics.delivery.DeliveryListener;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.delivery.DestinationStore;
import io.perenne.analytics.job.Deliver;
import io.perenne.analytics.job.Jobs;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of what other systems import. */
class DatamodelPageTest {
  private static TwoRuns runs;

  @BeforeAll
  static void publish() throws IOException {
    runs = TwoRuns.get();
  }

  @Test
  void structure_hasThe25ColumnsInOrder_inBothLanguages() throws IOException {
    for (Language language : Language.values()) {
      String page = runs.page("/datamodel", language);

      assertThat(TwoRuns.all("<th scope=\"row\" class=\"mono\">([^<]+)<", page))
          .isEqualTo(DatamodelColumn.contract().stream().map(DatamodelColumn::name).toList())
          .hasSize(25);
      assertThat(TwoRuns.text(page))
          .contains(
              DatamodelColumn.contract().stream()
                  .map(column -> column.description(language))
                  .toArray(String[]::new));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql, 'numeric(18,2)', PRIMARY KEY (\"CustomerId\")",
    "mysql, 'DECIMAL(18,2)', PRIMARY KEY (`CustomerId`)"
  })
  void sql_isTheStatementOfTheDialect(String dialect, String type, String key) throws IOException {
    String page = TwoRuns.text(runs.page("/datamodel/sql?dialect=" + dialect, Language.EN));
    String file = runs.page("/datamodel/definition/" + dialect, Language.EN);

    assertThat(page.replace("&#34;", "\"")).contains("CREATE TABLE", type, key.strip());
    assertThat(file).startsWith("CREATE TABLE").contains(type);
  }

  @Test
  void marketingCloud_hasEveryFieldWithItsLength_andTheListAsAFile() throws IOException {
    String page = runs.page("/datamodel/marketing-cloud", Language.ES);
    List<String> list = runs.page("/datamodel/definition/sfmc", Language.EN).lines().toList();

    assertThat(page).contains("EmailAddress</td><td class=\"num\">254<", "18,2", "Enhanced FTP");
    assertThat(TwoRuns.all("<li><b>([^<]+)<", page)).hasSize(8).doesNotHaveDuplicates();
    assertThat(list).hasSize(26).first().asString().startsWith("Name,Type,Length,PrimaryKey");
  }

  @Test
  void preview_hasTheFirstHundredRows_asTheyStandInTheFile() throws IOException {
    String page = runs.page("/datamodel/preview", Language.EN);
    List<String> ids = TwoRuns.all("<th scope=\"row\" class=\"mono\">([^<]+)<", page);
    Path contract =
        runs.home()
            .resolve("runs")
            .resolve(runs.run().runId())
            .resolve(runs.run().files().get("contract"));
    List<String> lines = Files.readAllLines(contract);

    assertThat(ids)
        .hasSize(100)
        .isEqualTo(lines.subList(1, 101).stream().map(line -> line.split(",", -1)[0]).toList());
    String[] first = lines.get(1).split(",", -1);
    assertThat(page).contains("<td class=\"nw\">" + first[3] + "</td>");
  }

  @Test
  void download_leadsToTheCompleteFiles() throws IOException {
    String page = runs.page("/datamodel/download", Language.EN);

    assertThat(page).contains(runs.run().contractSha256());
    for (String link : TwoRuns.all("href=\"(/runs/[^\"]+/files/[^\"]+)\"", page)) {
      assertThat(runs.served().get(link, Map.of("Range", "bytes=0-3")).statusCode()).isEqualTo(206);
    }
    assertThat(TwoRuns.all("/files/(\\w+)\"", page)).contains("contract", "customers");
  }

  @Test
  void runThatWentNowhere_saysHowToSendIt() throws IOException {
    assertThat(TwoRuns.text(runs.page("/datamodel/deliveries", Language.EN)))
        .contains("has not been sent anywhere", "perenne deliver latest --to");
  }

  @Test
  void delivery_isShownWithItsReceipt(@TempDir Path folder) throws IOException {
    Path orders =
        Files.write(
            folder.resolve("orders.csv"),
            List.of("customer_id,order_time,amount", "a,2025-01-05,10", "b,2025-01-06,20"));
    Path home = folder.resolve("home");
    Path out = Files.createDirectory(folder.resolve("out"));
    ServedHome.run(home, RunConfiguration.defaults(), "2025-01-31", orders);
    DestinationStore.of(home)
        .save(Channels.settings("drop", Map.of("kind", "folder", "folder", out.toString())));
    DeliveryRecord record =
        Jobs.of(ServedHome.context(home))
            .call(new Deliver("latest", "drop", false, DeliveryListener.silent()));
    try (ServedHome served = new ServedHome(home, "")) {
      String page = TwoRuns.text(served.get("/datamodel/deliveries").body());

      assertThat(page)
          .contains("drop", "Entregada", record.shipment().name())
          .contains(record.arrival().orElseThrow().sha256().substring(0, 12));
    }
  }

  @ParameterizedTest
  @CsvSource({"/datamodel/sql?dialect=dbase", "/datamodel/definition/dbase", "/datamodel/other"})
  void whatIsNotThere_isNotFound(String path) throws IOException {
    assertThat(runs.served().get(path).statusCode()).isEqualTo(404);
  }
}
