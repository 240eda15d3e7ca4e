// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.segment.Journey;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of one segment. */
class SegmentPageTest {
  private static TwoRuns runs;

  @BeforeAll
  static void publish() throws IOException {
    runs = TwoRuns.get();
  }

  private static RunDocument.SegmentRow row(Segment segment) {
    return runs.run().segments().get(segment.number() - 1);
  }

  @ParameterizedTest
  @EnumSource(Segment.class)
  void everySegment_tellsItsRuleGoalAndJourneys_inBothLanguages(Segment segment)
      throws IOException {
    for (Language language : Language.values()) {
      String page = runs.page("/segments/" + segment.id(), language);
      String text = TwoRuns.text(page);

      assertThat(text)
          .contains(segment.label(language), segment.description(language))
          .contains(segment.marketingGoal(language));
      for (Journey journey : Journey.of(segment)) {
        assertThat(text).contains(journey.id(), journey.label(language), journey.content(language));
      }
      assertThat(page).doesNotContain("style=").containsOnlyOnce("<h1");
      assertThat(TwoRuns.all(" id=\"([^\"]+)\"", page)).doesNotHaveDuplicates();
    }
  }

  @Test
  void rule_hasTheThresholdsOfTheRun() throws IOException {
    String page = TwoRuns.text(runs.page("/segments/02", Language.EN));

    assertThat(page)
        .contains(
            "%d purchase days or more".formatted(runs.run().thresholds().loyalMinPurchaseDays()))
        .contains("above £%,.2f".formatted(runs.run().thresholds().high()))
        .contains("up to £%,.2f".formatted(runs.run().thresholds().fence()));
  }

  @ParameterizedTest
  @EnumSource(Segment.class)
  void flows_leadFromWhatItHadToWhatItHas(Segment segment) throws IOException {
    String page = TwoRuns.text(runs.page("/segments/" + segment.id(), Language.EN));
    List<String> sums =
        TwoRuns.all("They were ([\\d,]+; [\\d,]+ came, [\\d,]+ left; they are [\\d,]+)", page);

    assertThat(sums).hasSize(1);
    String[] parts = sums.get(0).replace(",", "").replaceAll("[^\\d ]", "").strip().split(" +", -1);
    long had = Long.parseLong(parts[0]);
    long has = Long.parseLong(parts[3]);
    assertThat(had + Long.parseLong(parts[1]) - Long.parseLong(parts[2])).isEqualTo(has);
    assertThat(has).isEqualTo(row(segment).customers());
    assertThat(had).isEqualTo(runs.before().segments().get(segment.number() - 1).customers());
  }

  @Test
  void firstRun_hasNothingToCompareWith() throws IOException {
    String page = TwoRuns.text(runs.page("/segments/04?run=" + runs.before().runId(), Language.EN));

    assertThat(page).contains("Nothing to compare with yet").doesNotContain("came from");
  }

  @Test
  void purchases_sumToItsCustomers() throws IOException {
    String page = runs.page("/segments/09", Language.EN);
    String table = page.substring(page.indexOf("How often they buy"));
    table = table.substring(table.indexOf("<tbody>"), table.indexOf("</tbody>"));

    assertThat(
            TwoRuns.all("num strong\">([\\d,]+)<", table).stream()
                .mapToLong(each -> Long.parseLong(each.replace(",", "")))
                .sum())
        .isEqualTo(row(Segment.LOW_VALUE_MASS).customers());
  }

  @Test
  void segmentWithoutCustomers_saysSo(@TempDir Path folder) throws IOException {
    Path orders =
        Files.write(
            folder.resolve("orders.csv"),
            List.of("customer_id,order_time,amount", "a,2025-01-05,10", "b,2025-01-06,20"));
    Path home = folder.resolve("home");
    ServedHome.run(home, RunConfiguration.defaults(), "2025-01-31", orders);
    try (ServedHome served = new ServedHome(home, "")) {
      String page = TwoRuns.text(served.get("/segments/03").body());

      assertThat(page)
          .contains("no hay nadie en este segmento")
          .doesNotContain("Los que más valen");
    }
  }

  @Test
  void homeWithoutRuns_saysHowToMakeOne(@TempDir Path home) throws IOException {
    try (ServedHome served = new ServedHome(home, "")) {
      assertThat(served.get("/segments/03").statusCode()).isEqualTo(200);
      assertThat(served.get("/segments/03").body()).contains("perenne run");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/segments/12", "/segments/4", "/segments/loyal-vip", "/segments/..%2f04"})
  void segmentThatIsNone_isNotFound(String path) throws IOException {
    assertThat(runs.served().get(path).statusCode()).isIn(400, 404);
  }

  @Test
  void tableOfSegments_leadsToEachOfThem() throws IOException {
    String page = runs.page("/segments", Language.EN);

    for (Segment segment : Segment.values()) {
      assertThat(page).contains("/segments/" + segment.id() + "?run=" + runs.run().runId());
    }
  }
}
