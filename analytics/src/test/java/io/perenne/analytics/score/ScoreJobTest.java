// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.fit.FitRequest;
import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.LastDay;
import io.perenne.analytics.fit.ModelUnit;
import io.perenne.analytics.job.TestJobs;
import io.perenne.analytics.scoring.Inputs;
import io.perenne.clv.forecast.PortfolioForecast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Customers simulated over 600 days; a model fitted to the first 400 scores the other 200. */
class ScoreJobTest {
  private static final LocalDate START = LocalDate.of(2024, 1, 1);
  private static final LocalDate CUT = START.plusDays(399);

  @TempDir Path folder;
  private Path file = Path.of("none");
  private @Nullable FittedModel fitted;
  private @Nullable ScoreSummary summary;

  @BeforeEach
  void simulate() {
    file = folder.resolve("simulated.csv");
    TestJobs.simulate(
        new SimulationRequest(SimulatedModel.published("bg-nbd"), 4000, 600, 7, START, file));
    fitted =
        TestJobs.fit(
            new FitRequest(
                Inputs.of(file, false),
                "bg-nbd",
                Optional.of(CUT),
                Inputs.LAST,
                ModelUnit.WEEK,
                true,
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void intervals_holdWhatTheyPromise() throws IOException {
    List<String> lines = score("scores.csv");
    Map<String, Integer> bought = purchasesAfter(CUT);
    Map<String, Double> spent = spentAfter(CUT);
    double expected = 0;
    int actual = 0;
    int inside = 0;
    int insideRevenue = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split(",", -1);
      int count = bought.getOrDefault(row[0], 0);
      double money = spent.getOrDefault(row[0], 0.0);
      expected += Double.parseDouble(row[7]);
      actual += count;
      inside += Integer.parseInt(row[8]) <= count && count <= Integer.parseInt(row[9]) ? 1 : 0;
      insideRevenue +=
          Double.parseDouble(row[12]) <= money && money <= Double.parseDouble(row[13]) ? 1 : 0;
    }
    int customers = lines.size() - 1;

    // sampling error of the sum: about 3 % here
    assertThat(expected).isCloseTo(actual, within(0.1 * actual));
    // whole numbers cover more than asked, never noticeably less
    assertThat((double) inside / customers).isBetween(0.885, 1.0);
    assertThat((double) insideRevenue / customers).isBetween(0.885, 1.0);
  }

  /** The width of both intervals is that of chance, a little more for what a fit cannot know. */
  @Test
  void totals_comeWithIntervalsThatHoldWhatHappened() throws IOException {
    score("scores.csv");
    ScoreSummary all = Objects.requireNonNull(summary);
    int bought = purchasesAfter(CUT).values().stream().mapToInt(count -> count).sum();
    double spent = spentAfter(CUT).values().stream().mapToDouble(money -> money).sum();

    PortfolioForecast purchases = all.totalPurchases().orElseThrow();
    assertThat(purchases.expected()).isEqualTo(all.purchases());
    assertThat((double) bought).isBetween(purchases.low(0.999), purchases.high(0.999));
    assertThat(purchases.parameterVariance())
        .isBetween(0.1 * purchases.chanceVariance(), 10 * purchases.chanceVariance());
    PortfolioForecast revenue = all.totalRevenue().orElseThrow();
    assertThat(revenue.expected()).isEqualTo(all.revenue());
    assertThat(spent).isBetween(revenue.low(0.999), revenue.high(0.999));
    assertThat(revenue.standardDeviation() / revenue.expected())
        .isGreaterThan(purchases.standardDeviation() / purchases.expected());
  }

  @Test
  void parquet_holdsTheSameAsCsv_inTheOrderOfIds() throws IOException, SQLException {
    List<String> lines = score("scores.csv");
    score("scores.parquet");

    assertThat(lines.subList(1, lines.size())).isSorted();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT * FROM '" + folder.resolve("scores.parquet") + "' LIMIT 1")) {
      assertThat(row.next()).isTrue();
      String[] first = lines.get(1).split(",", -1);
      assertThat(row.getString("customer_id")).isEqualTo(first[0]);
      assertThat(row.getDate("first_purchase")).hasToString(first[1]);
      assertThat(row.getDouble("expected_revenue")).isEqualTo(Double.parseDouble(first[11]));
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void horizon_isReadAsPeopleWriteIt() {
    LocalDate day = LocalDate.of(2024, 1, 31);

    assertThat(HorizonOption.parse("12 months").daysAfter(day)).isEqualTo(366);
    assertThat(HorizonOption.parse("1 month").daysAfter(day)).isEqualTo(29);
    assertThat(HorizonOption.parse(" 39 weeks").daysAfter(day)).isEqualTo(273);
    assertThat(HorizonOption.parse("90days").daysBefore(day)).isEqualTo(90);
    assertThat(HorizonOption.parse("1 YEAR")).hasToString("1 year");
    assertThatThrownBy(() -> HorizonOption.parse("soon"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("soon");
  }

  /** As of subscriptions, or of tickets of one price: there is no spread to fit. */
  @Test
  void amountsAllAlike_areExpectedAsTheyWere() throws IOException {
    List<String> rows = new ArrayList<>();
    // one purchase a day: two on one day would be a day of 20
    for (String line : Files.readAllLines(file)) {
      String kept = line.substring(0, line.lastIndexOf(',')) + ",10.00";
      rows.add(rows.isEmpty() ? line : kept);
    }
    rows = List.copyOf(new LinkedHashSet<>(rows));
    file = Files.write(folder.resolve("tens.csv"), rows);
    fitted =
        TestJobs.fit(
            new FitRequest(
                Inputs.of(file, false),
                "mbg-nbd",
                Optional.of(CUT),
                Inputs.LAST,
                ModelUnit.WEEK,
                true,
                Optional.empty(),
                Optional.empty()));

    List<String> lines = score("tens-scores.csv");

    List<String> header = List.of(lines.get(0).split(",", -1));
    int purchases = header.indexOf("expected_purchases");
    int value = header.indexOf("expected_purchase_value");
    int revenue = header.indexOf("expected_revenue");
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split(",", -1);
      assertThat(Double.parseDouble(row[value])).as(line).isEqualTo(10);
      assertThat(Double.parseDouble(row[revenue]))
          .as(line)
          .isCloseTo(10 * Double.parseDouble(row[purchases]), within(1e-9));
    }
  }

  private List<String> score(String name) throws IOException {
    Path out = folder.resolve(name);
    FittedModel model = Objects.requireNonNull(fitted);
    ScoreSummary all =
        TestJobs.score(
            model,
            new ScoreRequest(
                Inputs.of(file, false),
                new LastDay(Optional.of(CUT), CUT),
                HorizonOption.parse("200 days"),
                0.9,
                Optional.empty(),
                out));
    summary = all;
    assertThat(all.customers()).isEqualTo(model.customers());
    return name.endsWith(".csv") ? Files.readAllLines(out) : List.of();
  }

  private Map<String, Integer> purchasesAfter(LocalDate day) throws IOException {
    Map<String, Integer> bought = new HashMap<>();
    for (String line : new TreeSet<>(after(day, 2))) {
      bought.merge(line.substring(0, line.indexOf(',')), 1, Integer::sum);
    }
    return bought;
  }

  private Map<String, Double> spentAfter(LocalDate day) throws IOException {
    Map<String, Double> spent = new HashMap<>();
    for (String line : after(day, 3)) {
      String[] row = line.split(",", -1);
      spent.merge(row[0], Double.parseDouble(row[2]), Double::sum);
    }
    return spent;
  }

  /** The first columns of the rows after a day. */
  private List<String> after(LocalDate day, int columns) throws IOException {
    return Files.readAllLines(file).stream()
        .skip(1)
        .filter(line -> LocalDate.parse(line.split(",", -1)[1]).isAfter(day))
        .map(line -> String.join(",", List.of(line.split(",", -1)).subList(0, columns)))
        .toList();
  }
}
