// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of the control group. */
class ControlGroupPageTest {
  private static TwoRuns runs;

  @BeforeAll
  static void publish() throws IOException {
    runs = TwoRuns.get();
  }

  private static String text(String path) throws IOException {
    return TwoRuns.text(runs.page(path, Language.EN));
  }

  private static String english(ServedHome served, String path) throws IOException {
    var answer = served.get(path, Map.of("Accept-Language", "en"));
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return TwoRuns.text(answer.body().replace('\u00a0', ' '));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void page_isInBothLanguages_withoutScriptsOfItsOwn(Language language) throws IOException {
    String page = runs.page("/control-group", language);

    assertThat(TwoRuns.text(page))
        .contains(language == Language.ES ? "¿Son iguales los grupos?" : "Are the arms alike?");
    assertThat(page).doesNotContain("style=", "onclick").containsOnlyOnce("<h1");
    assertThat(TwoRuns.all(" id=\"([^\"]+)\"", page)).doesNotHaveDuplicates();
  }

  @Test
  void groupByShare_hasItsSize_andNoMismatch() throws IOException {
    RunDocument.Control control = Objects.requireNonNull(runs.run().control());

    assertThat(text("/control-group"))
        .contains("%,d customers are in control".formatted(control.customers()))
        .contains("As it should be", "Exact binomial test: p ")
        .contains("%.1f%% asked for".formatted(100 * control.share()));
  }

  @Test
  void differenceThatChanceLeavesAmongFew_isNotCalledAlike() throws IOException {
    String text = text("/control-group");

    assertThat(text).contains("within chance");
    assertThat(TwoRuns.text(runs.page("/control-group", Language.ES))).contains("dentro del azar");
  }

  @Test
  void csv_hasEveryCustomerInOneArm_ofEachSegment() throws IOException {
    List<String> lines = runs.page("/control-group.csv", Language.EN).lines().toList();
    long customers =
        lines.stream()
            .filter(line -> line.contains(",LTV_VALUE,"))
            .map(line -> line.split(",", -1))
            .mapToLong(cells -> Long.parseLong(cells[2]) + Long.parseLong(cells[3]))
            .sum();

    assertThat(customers).isEqualTo(runs.run().totals().customers());
    assertThat(lines.stream().skip(1))
        .allMatch(line -> line.matches(".*,(balanced|chance|unbalanced|unknown)"));
  }

  @Test
  void planner_worksByPlainForm_andAsAPiece() throws IOException {
    assertThat(text("/control-group?share=25&effect=150"))
        .contains("With 25.0% in control", "To see 150.0%");
    String piece = runs.page("/control-group/plan?share=12,5&effect=1", Language.EN);

    assertThat(piece).doesNotContain("<html");
    assertThat(TwoRuns.text(piece))
        .contains("With 12.5% in control", "not even one half of these customers is enough");
    assertThat(TwoRuns.text(runs.page("/control-group/plan?segment=02", Language.ES)))
        .contains("Potencia del 80 %");
  }

  @ParameterizedTest
  @CsvSource({"0,10.0%", "-5,10.0%", "abc,10.0%", "900,50.0%", "'<b>',10.0%"})
  void shareThatIsNone_isTheOneOfTheRun(String share, String shown) throws IOException {
    assertThat(
            text("/control-group/plan?share=" + URLEncoder.encode(share, StandardCharsets.UTF_8)))
        .contains("With " + shown + " in control");
  }

  @Test
  void largerGroup_seesSmallerEffects() throws IOException {
    List<Double> effects =
        TwoRuns.all(
                "<td class=\"num strong\">± ([\\d.,]+)%</td>",
                runs.page("/control-group/plan", Language.EN))
            .stream()
            .map(each -> Double.parseDouble(each.replace(",", "")))
            .toList();

    assertThat(effects).hasSizeGreaterThan(5).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void runWithoutControlGroup_saysWhatItIsFor(@TempDir Path folder) throws IOException {
    Path orders =
        Files.write(
            folder.resolve("orders.csv"),
            List.of("customer_id,order_time,amount", "a,2025-01-05,10", "b,2025-01-09,20"));
    Path home = folder.resolve("home");
    ServedHome.run(
        home, RunConfiguration.defaults().with("control-group.share", "0"), "2025-01-31", orders);
    try (ServedHome served = new ServedHome(home, "")) {
      assertThat(english(served, "/control-group"))
          .contains("There is no control group", "What it is for", "How large should it be?");
      assertThat(served.get("/control-group").body())
          .contains("href=\"/settings#key-control-group-share\"");
      assertThat(served.get("/settings").body()).contains("id=\"key-control-group-share\"");
    }
  }

  @Test
  void oneCustomer_isNoMistake(@TempDir Path folder) throws IOException {
    Path orders =
        Files.write(
            folder.resolve("orders.csv"),
            List.of("customer_id,order_time,amount", "a,2023-01-05,10"));
    Path home = folder.resolve("home");
    ServedHome.run(home, RunConfiguration.defaults(), "2025-01-31", orders);
    try (ServedHome served = new ServedHome(home, "")) {
      assertThat(english(served, "/control-group"))
          .contains("Only large effects", "Nothing was spent in the last 90 days");
      assertThat(served.get("/control-group/plan?segment=01").statusCode()).isEqualTo(200);
      assertThat(served.get("/control-group.csv").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void homeWithoutRuns_saysHowToMakeOne(@TempDir Path home) throws IOException {
    try (ServedHome served = new ServedHome(home, "")) {
      assertThat(english(served, "/control-group")).contains("There is no run yet");
      assertThat(served.get("/control-group/plan").statusCode()).isEqualTo(404);
    }
  }
}
