// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.cohort.CohortEstimate;
import io.perenne.clv.cohort.CohortModels;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.forecast.ParameterDraws;
import io.perenne.clv.history.CovariateGroups;
import io.perenne.clv.history.CovariateGroups.Group;
import io.perenne.clv.history.CovariateSeries;
import io.perenne.clv.history.DatedBase;
import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.DatedCovariateModel;
import io.perenne.clv.model.ModifiedBgNbd;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of the README, word for word, on customers drawn at random. */
class ReadmeTest {

  @Test
  void example_runs() {
    List<PurchaseHistory> customers = customers();
    // example
    HistoryCells cells = HistoryCells.of(customers);
    var fit = TransactionModels.fit("mbg-nbd", cells, FitOptions.withDefaults());
    TransactionModel model = fit.model().orElseThrow();
    var customer = PurchaseHistory.of(3, 210, 300); // x, t_x, T in days
    double alive = model.probabilityAlive(customer);
    double purchases = model.conditionalExpectedTransactions(customer, 365);
    var inTen = model.purchaseCounts(customer, 365).interval(0.9);
    var spend = GammaGamma.of(6.25, 3.74, 15.44); // or GammaGamma.fitTransactions(...)
    var valuation = ModelValuation.of(model, spend, Horizon.of(365, 0.10));
    double value = valuation.residualValue(3, 210, 300, 4, 140.0);
    // end
    assertThat(fit.findings()).isEmpty();
    assertThat(alive).isBetween(0.3, 1.0);
    assertThat(purchases).isBetween(0.5, 4.0);
    assertThat(inTen.low()).isZero();
    assertThat(value).isBetween(20.0, 150.0);
  }

  @Test
  @SuppressWarnings("NullAway") // as a reader would write it
  void cohorts_run() {
    List<PurchaseHistory> customers = customers();
    Map<String, HistoryCells> byMonth = new TreeMap<>();
    byMonth.put("2024-01", HistoryCells.of(customers.subList(0, 900)));
    byMonth.put("2024-02", HistoryCells.of(customers.subList(900, 1960)));
    byMonth.put("2024-03", HistoryCells.of(customers.subList(1960, 2000)));
    // cohorts
    CohortModels months = CohortModels.fit("mbg-nbd", byMonth, FitOptions.withDefaults());
    double march = months.cohorts().get("2024-03").model().expectedTransactions(365);
    CohortEstimate next = months.newCohort().orElseThrow(); // whom nobody knows yet
    ParameterDraws draws = ParameterDraws.of(next);
    double atLeast = draws.quantile(model -> model.expectedTransactions(365), 0.05);
    double atMost = draws.quantile(model -> model.expectedTransactions(365), 0.95);
    // end
    double truth = ModifiedBgNbd.of(0.6, 40, 0.9, 1.6).expectedTransactions(365);
    assertThat(march).isBetween(0.5 * truth, 2 * truth);
    assertThat(truth).isBetween(atLeast, atMost);
  }

  @Test
  void exampleOfCovariates_runs() {
    HistoryCells store = HistoryCells.of(customers());
    HistoryCells web = store.scaledBy(0.5);
    // covariates
    var inStore = new Group<>(List.of(0.0), store); // the cells of those with web = 0
    var onTheWeb = new Group<>(List.of(1.0), web);
    var groups = new CovariateGroups<>(List.of("web"), List.of(inStore, onTheWeb));
    var byChannel = TransactionModels.fit("mbg-nbd", groups, FitOptions.withDefaults());
    TransactionModel ofTheWeb = byChannel.model().orElseThrow().of(List.of(1.0));
    // end
    TransactionModel average = byChannel.model().orElseThrow().average();
    assertThat(ofTheWeb.expectedTransactions(30)).isGreaterThan(average.expectedTransactions(30));
  }

  @Test
  void exampleOfDatedCovariates_runs() {
    List<DatedHistory> histories = dated();
    // dated
    int[] weeks = {19_000, 19_007, 19_014}; // from these days on, each until the next
    var campaign = CovariateSeries.of(weeks, new double[][] {{0}, {1}, {0}});
    var base = new DatedBase(List.of("campaign"), histories); // each with the campaign
    var byWeek = TransactionModels.fit("pareto-nbd", base, FitOptions.withDefaults());
    DatedCovariateModel moved = byWeek.model().orElseThrow();
    double inQuarter = moved.expectedPurchases(base.customers().get(0), 90);
    // end
    assertThat(campaign.periods()).isEqualTo(3);
    // three of four purchases were made while a campaign ran, a week in three
    assertThat(moved.covariates().get(0).purchases()).isBetween(0.7, 2.5);
    assertThat(inQuarter).isPositive();
  }

  private static List<DatedHistory> dated() {
    var campaign =
        CovariateSeries.of(
            new int[] {19_000, 19_007, 19_014, 19_021, 19_028},
            new double[][] {{0}, {1}, {0}, {1}, {0}});
    SplittableRandom random = new SplittableRandom(4);
    List<DatedHistory> histories = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int[] days = new int[6];
      int count = 0;
      days[count++] = 19_001 + random.nextInt(5);
      for (int day = days[0] + 1; day < 19_042 && count < days.length; day++) {
        boolean on = day / 7 % 2 == 19_007 / 7 % 2 && day < 19_028;
        if (random.nextInt(100) < (on ? 12 : 3) * (1 + i % 3) / 2) {
          days[count++] = day;
        }
      }
      histories.add(DatedHistory.of(campaign, days, count, 19_042));
    }
    return histories;
  }

  @ParameterizedTest
  @ValueSource(strings = {"example", "cohorts", "covariates", "dated"})
  void readme_showsTheExamples(String name) throws IOException {
    String source = Files.readString(Path.of("src/test/java/io/perenne/clv/ReadmeTest.java"));
    String from = source.substring(source.indexOf("// " + name + "\n") + 4 + name.length());
    String example = from.substring(0, from.indexOf("    // end\n"));
    assertThat(Files.readString(Path.of("README.md"))).contains(example.indent(-4));
  }

  private static List<PurchaseHistory> customers() {
    SplittableRandom random = new SplittableRandom(1);
    List<PurchaseHistory> customers = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      PurchaseHistory[] history = {PurchaseHistory.justAcquired()};
      double days = 400 - i % 100;
      ModifiedBgNbd.of(0.6, 40, 0.9, 1.6)
          .simulate(days, random, age -> history[0] = history[0].withPurchaseAt(age));
      customers.add(history[0].observedUntil(days));
    }
    return customers;
  }
}
