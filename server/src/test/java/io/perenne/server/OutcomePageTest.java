// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.words.Language;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether it worked, over two runs between which nobody was sent anything. */
class OutcomePageTest {
  private static TwoRuns runs;

  @BeforeAll
  static void publish() throws IOException {
    runs = TwoRuns.get();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void page_isInBothLanguages_withoutScriptsOfItsOwn(Language language) throws IOException {
    String page = runs.page("/outcome", language);

    assertThat(TwoRuns.text(page))
        .contains(language == Language.ES ? "Todavía no concluyente" : "Not yet conclusive")
        .contains(language == Language.ES ? "En qué se apoya" : "What it rests on");
    assertThat(page).doesNotContain("style=", "onclick").containsOnlyOnce("<h1");
    assertThat(TwoRuns.all(" id=\"([^\"]+)\"", page)).doesNotHaveDuplicates();
    // a drawing for wide and one for narrow screens, everybody first
    assertThat(TwoRuns.all("<title>([^<:]+):", page))
        .contains(language == Language.ES ? "Todos" : "Everybody");
  }

  @Test
  void csv_hasTheMeasures_andEverySegmentOfTheStart() throws IOException {
    List<String> lines = runs.page("/outcome.csv", Language.EN).lines().toList();
    long customers = 0;
    for (String line : lines) {
      List<String> cells = List.of(line.split(",", -1));
      if (!cells.get(1).isEmpty() && cells.get(1).matches("\\d\\d")) {
        customers += Long.parseLong(cells.get(2)) + Long.parseLong(cells.get(3));
      }
    }

    assertThat(lines.get(0)).startsWith("measure,segment,customers_control,customers_target");
    assertThat(lines).anyMatch(line -> line.startsWith("revenue,,"));
    assertThat(lines).anyMatch(line -> line.startsWith("revenue_without_extremes,,"));
    assertThat(customers).isEqualTo(runs.before().totals().customers());
  }

  @Test
  void firstRunOfAGroup_saysWhatIsStillToCome() throws IOException {
    String page = TwoRuns.text(runs.page("/outcome?run=" + runs.before().runId(), Language.EN));

    assertThat(page).contains("Still to come: this is the first run of its control group");
    assertThat(
            runs.served()
                .get("/outcome?from=" + runs.run().runId(), Map.of("Accept-Language", "en"))
                .statusCode())
        .isEqualTo(404);
  }
}
