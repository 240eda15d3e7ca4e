// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page that says whether the numbers can be trusted. */
class ModelPageTest {
  private static final RunConfiguration MODELLED =
      RunConfiguration.defaults().with("model", "mbg-nbd");

  private static TwoRuns runs;

  @BeforeAll
  static void publish() throws IOException {
    runs = TwoRuns.get();
  }

  /** A shop of a year and a half whose customers buy about every 40 days. */
  private static Path shop(Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<String> orders = new ArrayList<>(List.of("customer_id,order_time,amount"));
    for (int customer = 0; customer < 400; customer++) {
      LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(300));
      while (day.isBefore(LocalDate.of(2025, 7, 1)) && random.nextDouble() > 0.08) {
        orders.add("c%d,%s,%d".formatted(customer, day, 20 + random.nextInt(40)));
        day = day.plusDays(5 + random.nextInt(70));
      }
    }
    return Files.write(folder.resolve("orders.csv"), orders);
  }

  private static String english(ServedHome served, String path) throws IOException {
    var answer = served.get(path, Map.of("Accept-Language", "en"));
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body().replace('\u00a0', ' ');
  }

  private static String table(String page, String caption) {
    String from = page.substring(page.indexOf("<caption class=\"vh\">" + caption));
    return from.substring(0, from.indexOf("</table>"));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void page_isInBothLanguages_withoutScriptsOfItsOwn(Language language) throws IOException {
    String page = runs.page("/model", language);

    assertThat(TwoRuns.text(page))
        .contains(language == Language.ES ? "Dónde no fiarse" : "Where not to trust them");
    assertThat(page).doesNotContain("style=", "onclick").containsOnlyOnce("<h1");
    assertThat(TwoRuns.all(" id=\"([^\"]+)\"", page)).doesNotHaveDuplicates();
  }

  @Test
  void pastForecasts_areThoseOfTheRun_andGiveTheAnswer() throws IOException {
    String page = runs.page("/model", Language.EN);
    List<RunDocument.Past> pasts = Objects.requireNonNull(runs.run().model().pasts());

    assertThat(
            TwoRuns.all("<th scope=\"row\">(\\d+) days</th>", table(page, "Forecasts of the past")))
        .isEqualTo(pasts.stream().map(past -> Integer.toString(past.days())).toList());
    double worst =
        pasts.stream()
            .mapToDouble(RunDocument.Past::bias)
            .boxed()
            .max((a, b) -> Double.compare(Math.abs(a), Math.abs(b)))
            .orElseThrow();
    assertThat(TwoRuns.text(page))
        .contains(
            "%.1f%% %s was expected than came"
                .formatted(Math.abs(100 * worst), worst < 0 ? "less" : "more"));
  }

  @Test
  void runOfNineDaysAgo_isTooYoung_andCanStillBeLookedAt() throws IOException {
    assertThat(TwoRuns.text(runs.page("/model", Language.EN)))
        .contains("No run is old enough yet", "due for 90 days on 28 Feb 2012");
    String page = runs.page("/model?from=" + runs.before().runId(), Language.EN);

    assertThat(TwoRuns.text(page)).contains("9 days are few", "Segment then");
  }

  @Test
  void runOfMoreThanNinetyDaysAgo_isHeldAgainstThisOne(@TempDir Path folder) throws IOException {
    Path home = folder.resolve("home");
    Path orders = shop(folder);
    RunDocument before = ServedHome.run(home, MODELLED, "2025-03-01", orders);
    ServedHome.run(home, MODELLED, "2025-06-30", orders);
    try (ServedHome served = new ServedHome(home, "")) {
      String page = english(served, "/model");
      assertThat(TwoRuns.text(page))
          .contains("121 days", "90 % range")
          .contains("That is how the forecast of an earlier run came out after 121 days.")
          .doesNotContain("No run is old enough");
      long then =
          TwoRuns.all("</th><td class=\"num\">([\\d,]+)</td>", table(page, "What was expected"))
              .stream()
              .mapToLong(each -> Long.parseLong(each.replace(",", "")))
              .sum();
      // each segment, then all of them once more
      assertThat(then).isEqualTo(2 * before.totals().buyersEver());
      List<String> csv = english(served, "/model.csv").lines().toList();
      assertThat(csv.get(0)).isEqualTo("forecast,days,group,customers,expected,low,high,came");
      assertThat(csv).anyMatch(line -> line.startsWith(before.runId() + ",121,total,"));
      assertThat(csv).anyMatch(line -> line.startsWith("past,61,decile 1,"));
    }
  }

  @Test
  void classicFormula_isTheProductOfItsParts() throws IOException {
    String rows = table(runs.page("/model", Language.EN), "The classic formula beside it");
    List<String> cells = TwoRuns.all("<td class=\"num(?: strong)?\">£?([\\d,.]+)</td>", rows);
    int last = cells.size() - 6;
    double ticket = number(cells.get(last + 1));
    double rate = number(cells.get(last + 2));
    double years = number(cells.get(last + 3));

    assertThat(cells.size() % 6).isZero();
    assertThat(number(cells.get(last + 4)) / (ticket * rate * years)).isBetween(0.97, 1.03);
    assertThat(rows).contains("Everybody");
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace(",", ""));
  }

  @Test
  void runWithoutModel_saysThatOnlyTheSpentCounts(@TempDir Path folder) throws IOException {
    Path home = folder.resolve("home");
    ServedHome.run(home, MODELLED.with("model", "none"), "2025-06-30", shop(folder));
    try (ServedHome served = new ServedHome(home, "")) {
      assertThat(TwoRuns.text(english(served, "/model")))
          .contains("There is no model: only what was spent counts", "The classic formula")
          .doesNotContain("Forecasts of the past");
    }
  }

  @Test
  void oneCustomer_andNoOlderRun_areSaidInWords(@TempDir Path folder) throws IOException {
    Path orders =
        Files.write(
            folder.resolve("orders.csv"),
            List.of("customer_id,order_time,amount", "a,2025-01-05,10", "a,2025-01-09,20"));
    Path home = folder.resolve("home");
    ServedHome.run(home, RunConfiguration.defaults(), "2025-01-31", orders);
    try (ServedHome served = new ServedHome(home, "")) {
      assertThat(TwoRuns.text(english(served, "/model"))).contains("The classic formula");
      assertThat(english(served, "/model.csv")).startsWith("forecast,days,");
    }
  }

  @Test
  void runOfAnEarlierVersion_saysWhatItDoesNotKnow(@TempDir Path folder) throws IOException {
    Path home = folder.resolve("home");
    RunDocument run = ServedHome.run(home, MODELLED, "2025-06-30", shop(folder));
    Path document = home.resolve("runs").resolve(run.runId()).resolve("run.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode tree = (ObjectNode) json.readTree(document.toFile());
    tree.withObject("/model")
        .withArray("pasts")
        .forEach(past -> ((ObjectNode) past).remove("held"));
    document.toFile().setWritable(true);
    json.writeValue(document.toFile(), tree);
    try (ServedHome served = new ServedHome(home, "")) {
      assertThat(TwoRuns.text(english(served, "/model")))
          .contains("made by an earlier version", "Forecasts of the past");
    }
  }

  @Test
  void homeWithoutRuns_saysHowToMakeOne(@TempDir Path home) throws IOException {
    try (ServedHome served = new ServedHome(home, "")) {
      assertThat(TwoRuns.text(english(served, "/model"))).contains("There is no run yet");
      assertThat(served.get("/model.csv").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void runToCompareWithThatIsNotThere_isNotFound() throws IOException {
    assertThat(runs.served().get("/model?from=none").statusCode()).isEqualTo(404);
    assertThat(runs.served().get("/model?from=" + runs.run().runId()).statusCode()).isEqualTo(404);
  }
}
