// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that compares two runs. */
class MovementPageTest {
  private static TwoRuns runs;

  @BeforeAll
  static void publish() throws IOException {
    runs = TwoRuns.get();
  }

  private static RunDocument.Migration migration() {
    return Objects.requireNonNull(runs.run().migration());
  }

  private static String table(String page, String caption) {
    String from = page.substring(page.indexOf("<caption class=\"vh\">" + caption));
    return from.substring(0, from.indexOf("</table>"));
  }

  @Test
  void ledger_leadsFromTheOldTotalToTheNew_toTheCent() throws IOException {
    String table = table(runs.page("/movement", Language.EN), "Why the value changed");
    List<BigDecimal> cells =
        TwoRuns.all("num(?: strong)?\">([+−]?£[\\d,]+\\.\\d\\d)<", table).stream()
            .map(text -> text.replace("−", "-").replaceAll("[£,+]", ""))
            .map(BigDecimal::new)
            .toList();
    BigDecimal before = cells.get(0);
    BigDecimal now = cells.get(cells.size() - 1);
    BigDecimal spent = BigDecimal.ZERO;
    BigDecimal expected = BigDecimal.ZERO;
    BigDecimal change = BigDecimal.ZERO;
    List<BigDecimal> lines = cells.subList(1, cells.size() - 4);
    for (int i = 0; i < lines.size(); i += 3) {
      spent = spent.add(lines.get(i));
      expected = expected.add(lines.get(i + 1));
      change = change.add(lines.get(i + 2));
    }

    assertThat(lines.size() % 3).isZero();
    assertThat(cells.subList(cells.size() - 4, cells.size() - 1))
        .containsExactly(spent, expected, change);
    assertThat(before.add(change)).isEqualTo(now);
    assertThat(now.doubleValue())
        .isBetween(
            runs.run().totals().lifetimeValue() - 0.005 * runs.run().totals().customers(),
            runs.run().totals().lifetimeValue() + 0.005 * runs.run().totals().customers());
  }

  @Test
  void matrix_sumsToTheCustomersOfBothRuns() throws IOException {
    String table = table(runs.page("/movement", Language.EN), "From which segment to which");
    List<Long> now =
        TwoRuns.all("class=\"total\">([\\d,]+)<", table.substring(table.indexOf(">Now<"))).stream()
            .map(each -> Long.parseLong(each.replace(",", "")))
            .toList();

    assertThat(now)
        .isEqualTo(runs.run().segments().stream().map(RunDocument.SegmentRow::customers).toList());
    assertThat(
            TwoRuns.all("class=\"same\">([\\d,]+)<", table).stream()
                .mapToLong(each -> Long.parseLong(each.replace(",", "")))
                .sum())
        .isEqualTo(
            migration().moves().stream()
                .filter(move -> move.before().equals(move.now()))
                .mapToLong(RunDocument.Move::customers)
                .sum());
  }

  @Test
  void sankey_drawsEveryMoveOfTheMatrix() throws IOException {
    String page = runs.page("/movement", Language.EN);
    String drawing =
        page.substring(
            page.indexOf("class=\"chart wide\""), page.indexOf("class=\"chart narrow\""));

    assertThat(TwoRuns.all("<title>(\\d\\d → \\d\\d): ", drawing))
        .hasSize(migration().moves().size())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/movement", "/movement?in=money"})
  void page_isInBothLanguages(String path) throws IOException {
    assertThat(TwoRuns.text(runs.page(path, Language.ES))).contains("Por qué ha cambiado el valor");
    String english = runs.page(path, Language.EN);
    assertThat(english).doesNotContain("style=").containsOnlyOnce("<h1");
    assertThat(TwoRuns.all(" id=\"([^\"]+)\"", english)).doesNotHaveDuplicates();
  }

  @Test
  void runsTheOtherWayRound_areComparedInTheOrderOfTheirDays() throws IOException {
    String forth =
        runs.page(
            "/movement?from=" + runs.before().runId() + "&run=" + runs.run().runId(), Language.EN);
    String back =
        runs.page(
            "/movement?from=" + runs.run().runId() + "&run=" + runs.before().runId(), Language.EN);

    assertThat(table(back, "Why the value changed"))
        .isEqualTo(table(forth, "Why the value changed"));
    assertThat(back).contains("What changed between 30 Nov 2011 and 9 Dec 2011?");
  }

  @Test
  void csv_hasEveryCustomerOnce() throws IOException {
    List<String> lines = runs.page("/movement.csv", Language.EN).lines().toList();

    assertThat(lines.get(0)).startsWith("segment_before,segment_now,");
    assertThat(
            lines.stream().skip(1).mapToLong(line -> Long.parseLong(line.split(",", -1)[6])).sum())
        .isEqualTo(runs.run().totals().customers());
  }

  @Test
  void oneRun_hasNothingToCompareWith(@TempDir Path folder) throws IOException {
    Path orders =
        Files.write(
            folder.resolve("orders.csv"),
            List.of("customer_id,order_time,amount", "a,2025-01-05,10", "b,2025-01-06,20"));
    Path home = folder.resolve("home");
    ServedHome.run(home, RunConfiguration.defaults(), "2025-01-31", orders);
    try (ServedHome served = new ServedHome(home, "")) {
      assertThat(TwoRuns.text(served.get("/movement").body()))
          .contains("Todavía no hay con qué comparar", "perenne run --as-of");
      assertThat(served.get("/movement.csv").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void runThatIsNotThere_isNotFound() throws IOException {
    assertThat(runs.served().get("/movement?from=none").statusCode()).isEqualTo(404);
  }
}
