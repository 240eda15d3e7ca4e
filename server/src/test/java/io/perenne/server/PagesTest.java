// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages over two runs of a year of real orders. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
  private static final Map<String, String> ENGLISH = Map.of("Accept-Language", "en-GB,en;q=0.8");
  private static final Map<String, String> SPANISH = Map.of("Accept-Language", "es-ES,es;q=0.9");

  private Path home;
  private RunDocument before;
  private RunDocument run;
  private ServedHome served;

  @BeforeAll
  void publishTwoRuns() throws IOException {
    TwoRuns runs = TwoRuns.get();
    home = runs.home();
    before = runs.before();
    run = runs.run();
    served = runs.served();
  }

  private String page(String path, Map<String, String> language) throws IOException {
    HttpResponse<String> answer = served.get(path, language);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body().replace('\u00a0', ' ');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/segments",
        "/segments?by=bands",
        "/segments/04",
        "/movement?in=money",
        "/datamodel",
        "/datamodel/sql?dialect=mysql",
        "/datamodel/marketing-cloud",
        "/datamodel/preview",
        "/datamodel/download",
        "/datamodel/deliveries",
        "/customers",
        "/customers?segment=04&arm=target&q=1",
        "/customers?q=nobody%20is%20called%20so",
        "/customers/16029",
        "/runs"
      })
  void everyPage_isInBothLanguages_withoutScriptsOrStylesOfItsOwn(String path) throws IOException {
    String spanish = page(path, SPANISH);
    String english = page(path, ENGLISH);

    assertThat(spanish).contains("<html lang=\"es\">").isNotEqualTo(english);
    assertThat(english).contains("<html lang=\"en\">");
    assertThat(english)
        .doesNotContain("style=", "onclick", "javascript:")
        .doesNotContainPattern("<script(?![^>]* src=)")
        .containsOnlyOnce("<h1");
    assertThat(ids(english)).doesNotHaveDuplicates();
  }

  private static List<String> ids(String page) {
    List<String> ids = new ArrayList<>();
    Matcher matcher = Pattern.compile(" id=\"([^\"]+)\"").matcher(page);
    while (matcher.find()) {
      ids.add(matcher.group(1));
    }
    return ids;
  }

  @Test
  void everyLinkOfEveryPage_leadsSomewhere() throws IOException {
    Set<String> seen = new HashSet<>();
    List<String> open = new ArrayList<>(List.of("/"));
    while (!open.isEmpty() && seen.size() < 200) {
      String path = open.remove(0);
      if (!seen.add(path)) {
        continue;
      }
      HttpResponse<String> answer = served.get(path, ENGLISH);
      assertThat(answer.statusCode()).as(path).isIn(200, 303);
      boolean leaf = path.startsWith("/customers/") || path.startsWith("/language");
      Matcher links = Pattern.compile(" href=\"(/[^\"#]*)\"").matcher(answer.body());
      while (!leaf && links.find()) {
        open.add(links.group(1).replace("&amp;", "&"));
      }
    }
    assertThat(seen)
        .contains("/segments", "/customers", "/runs", "/runs/" + run.runId())
        .contains("/segments/04?run=" + run.runId());
  }

  @Test
  void home_tellsTheValueOfTheNewestRun_andWhatMoved() throws IOException {
    String page = page("/", ENGLISH);

    assertThat(page)
        .contains("£%.2fM".formatted(run.totals().lifetimeValue() / 1e6))
        .contains("What has changed since 30 Nov 2011")
        .contains(">" + run.totals().evolutions().get("up") + "<");
    run.warnings()
        .forEach(warning -> assertThat(page).contains(warning.en().replace("'", "&#39;")));
  }

  @Test
  void segments_sumToEverybody_inTheTableAndInTheFile() throws IOException {
    String page = page("/segments", ENGLISH);
    List<String> lines = page("/segments.csv?by=segments", ENGLISH).lines().toList();

    assertThat(page).contains("The eleven sum to all 4,372 customers", "Since 30 Nov");
    long customers = 0;
    double value = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      customers += Long.parseLong(cells[2]);
      value += Double.parseDouble(cells[8]);
    }
    assertThat(lines).hasSize(12);
    assertThat(customers).isEqualTo(run.totals().customers());
    // the file has cents: the sum of rounded values is not the rounded sum
    double cents = 0.005 * run.totals().customers();
    assertThat(value).isCloseTo(run.totals().lifetimeValue(), within(cents));
    assertThat(value).isCloseTo(sumOfContract("LTV_VALUE"), within(0.1));
  }

  private double sumOfContract(String column) throws IOException {
    List<String> lines = page("/customers.csv", ENGLISH).lines().toList();
    int place = List.of(lines.get(0).split(",", -1)).indexOf(column);
    return lines.stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[place]))
        .sum();
  }

  @Test
  void segmentsOfAnEarlierRun_areThoseOfThatRun() throws IOException {
    String page = page("/segments?run=" + before.runId(), ENGLISH);

    assertThat(page)
        .contains("Data until 30 Nov 2011")
        .contains("all %,d customers".formatted(before.totals().customers()));
  }

  @Test
  void customersOfAllPages_areAllCustomersOnce() throws IOException {
    Set<String> ids = new HashSet<>();
    String path = "/customers?segment=10&sort=REC_VALUE&dir=asc";
    int pages = 0;
    while (!path.isEmpty()) {
      String page = page(path, ENGLISH);
      Matcher rows = Pattern.compile("/customers/(\\d+)\\?").matcher(page);
      while (rows.find()) {
        assertThat(ids.add(rows.group(1))).as(rows.group(1)).isTrue();
      }
      Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(page);
      path = next.find() ? next.group(1).replace("&amp;", "&") : "";
      pages++;
    }
    long hibernators =
        run.segments().stream()
            .filter(row -> row.id().equals("10"))
            .mapToLong(RunDocument.SegmentRow::customers)
            .sum();
    assertThat(ids).hasSize(Math.toIntExact(hibernators));
    assertThat(pages).isGreaterThan(1);
  }

  @Test
  void fileOfCustomers_hasEverybodyAskedFor() throws IOException {
    String all = page("/customers.csv", ENGLISH);
    String some = page("/customers.csv?segment=04&sort=LTV_VALUE", ENGLISH);

    assertThat(all.lines().count()).isEqualTo(1 + run.totals().customers());
    assertThat(some.lines().skip(1)).isNotEmpty().allMatch(line -> line.contains(",04,"));
    assertThat(all.lines().findFirst())
        .hasValueSatisfying(
            head -> assertThat(head).startsWith("CustomerId,Email,ContactId,LTV_VALUE"));
  }

  @Test
  void customer_isExplainedInTheReadersLanguage_withOneDecimalMark() throws IOException {
    String spanish = page("/customers/16029", SPANISH);
    String english = page("/customers/16029", ENGLISH);

    assertThat(spanish)
        .contains("Leal en Riesgo", "hasta hoy +")
        .doesNotContainPattern("\\d,\\d{3},\\d\\d\\b");
    assertThat(english)
        .contains("Loyal at Risk", "so far +")
        .doesNotContainPattern("\\d\\.\\d{3},\\d\\d\\b");
  }

  @Test
  void run_saysWhatItRead_andGivesItsFiles_wholeOrInParts() throws IOException {
    String page = page("/runs/" + run.runId(), ENGLISH);
    Path contract = home.resolve("runs").resolve(run.runId()).resolve(run.files().get("contract"));
    String whole = page("/runs/" + run.runId() + "/files/contract", ENGLISH);
    HttpResponse<String> part =
        served.get("/runs/" + run.runId() + "/files/contract", Map.of("Range", "bytes=0-9"));

    assertThat(page).contains("25,900 rows became 4,372 customers", run.inputs().get(0).path());
    assertThat(whole).isEqualTo(Files.readString(contract));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("CustomerId");
  }

  @Test
  void partOfAFile_isTheOneAskedFor_andNoneBeyondItsEnd() throws IOException {
    String path = "/runs/" + run.runId() + "/files/contract";
    String whole = page(path, ENGLISH);

    assertThat(served.get(path, Map.of("Range", "bytes=-20")).body())
        .isEqualTo(whole.substring(whole.length() - 20));
    assertThat(served.get(path, Map.of("Range", "bytes=10-")).body())
        .isEqualTo(whole.substring(10));
    assertThat(served.get(path, Map.of("Range", "bytes=0-9,20-29")).body()).isEqualTo(whole);
    assertThat(served.get(path, Map.of("Range", "bytes=0-9", "If-Range", "\"other\"")).body())
        .isEqualTo(whole);
    HttpResponse<String> beyond = served.get(path, Map.of("Range", "bytes=999999999-"));
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(beyond.headers().firstValue("Content-Range")).hasValue("bytes */" + whole.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/segments?run=none",
        "/customers/nobody",
        "/runs/none",
        "/runs/..%2f..%2fetc/files/contract",
        "/assets/x/..%2f..%2fmessages_es.properties",
        "/language/fr"
      })
  void addressOfNothing_isAPageThatSaysSo(String path) throws IOException {
    HttpResponse<String> answer = served.get(path, ENGLISH);

    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("Exception", "at io.perenne");
  }

  @Test
  void fileOfARun_isOneThatItsProvenanceNames() throws IOException {
    assertThat(served.get("/runs/" + run.runId() + "/files/run.json").statusCode()).isEqualTo(404);
    assertThat(served.get("/runs/" + run.runId() + "/files/..%2f..%2fsalt").statusCode())
        .isIn(400, 404);
  }

  @Test
  void keyOfAPageThatIsNone_isTheReadersMistake() throws IOException {
    assertThat(served.get("/customers?after=x").statusCode()).isEqualTo(400);
    assertThat(served.get("/customers?after=x", ENGLISH).body())
        .contains("asks for something that is not there");
    assertThat(served.get("/customers?after=99999999").statusCode()).isEqualTo(400);
  }
}
