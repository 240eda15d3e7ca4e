// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.perenne.clv.cdnow.Cdnow;
import io.perenne.clv.cdnow.CdnowCell;
import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.forecast.ParameterDraws;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.ModifiedBgNbd;
import io.perenne.clv.model.SimulatedCells;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.numeric.Draws;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Cohorts drawn from a known population of cohorts, and CDNOW's months of acquisition. */
class CohortModelsTest {

  private static final FitOptions PLAIN = FitOptions.withDefaults().withoutPriors();

  /** ln of r, alpha, a, b: the middle of the cohorts, and how much they spread. */
  private static final double[] MIDDLE = {
    Math.log(0.7), Math.log(50), Math.log(0.8), Math.log(1.8)
  };

  private static final double[] SPREAD = {0.25, 0.35, 0.2, 0.2};

  /** One of each month, from 20 to 1,500 customers, the latest seen for a month. */
  private record World(Map<String, ModifiedBgNbd> truth, Map<String, HistoryCells> cohorts) {

    static World of(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      Draws draws = new Draws(random);
      Map<String, ModifiedBgNbd> truth = new LinkedHashMap<>();
      Map<String, HistoryCells> cohorts = new LinkedHashMap<>();
      for (int c = 0; c < 16; c++) {
        double[] p = new double[4];
        for (int i = 0; i < 4; i++) {
          p[i] = Math.exp(MIDDLE[i] + SPREAD[i] * draws.normal());
        }
        ModifiedBgNbd model = ModifiedBgNbd.of(p[0], p[1], p[2], p[3]);
        int size = c % 2 == 0 ? 20 + 15 * c : 1500 - 60 * c;
        List<PurchaseHistory> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          double age = 30 * (17 - c) - 30 * random.nextDouble();
          PurchaseHistory[] history = {PurchaseHistory.justAcquired()};
          model.simulate(age, random, at -> history[0] = history[0].withPurchaseAt(at));
          members.add(history[0].observedUntil(age));
        }
        truth.put("month " + c, model);
        cohorts.put("month " + c, HistoryCells.of(members));
      }
      return new World(truth, cohorts);
    }

    /** Mean squared error of ln E[X(365)], the value of a new customer of the cohort. */
    double error(ToDoubleFunction<String> expected) {
      double sum = 0;
      for (var entry : truth.entrySet()) {
        double error =
            Math.log(
                expected.applyAsDouble(entry.getKey())
                    / entry.getValue().expectedTransactions(365));
        sum += error * error / truth.size();
      }
      return sum;
    }
  }

  @Test
  void shrunken_beatsSeparateAndPooled() {
    double shrunken = 0;
    double separate = 0;
    double pooled = 0;
    for (int seed = 1; seed <= 5; seed++) {
      World world = World.of(seed);
      CohortModels models = CohortModels.fit("mbg-nbd", world.cohorts(), FitOptions.withDefaults());
      assertThat(models.findings()).isEmpty();
      shrunken += world.error(c -> cohort(models, c).model().expectedTransactions(365));
      pooled += world.error(c -> models.pooled().model().orElseThrow().expectedTransactions(365));
      // each for itself, with weak priors so that it has a model at all
      separate +=
          world.error(
              c ->
                  TransactionModels.fit("mbg-nbd", cells(world, c), FitOptions.withDefaults())
                      .model()
                      .orElseThrow()
                      .expectedTransactions(365));
    }
    assertThat(shrunken).isLessThan(0.8 * separate).isLessThan(0.5 * pooled);
  }

  /** What customers do next is foretold better than by either alternative. */
  @Test
  void shrunken_foretellsPurchasesBetter() {
    double shrunken = 0;
    double separate = 0;
    double pooled = 0;
    SplittableRandom random = new SplittableRandom(77);
    World world = World.of(9);
    CohortModels models = CohortModels.fit("mbg-nbd", world.cohorts(), FitOptions.withDefaults());
    TransactionModel common = models.pooled().model().orElseThrow();
    for (var entry : world.truth().entrySet()) {
      TransactionModel own =
          TransactionModels.fit("mbg-nbd", cells(world, entry.getKey()), FitOptions.withDefaults())
              .model()
              .orElseThrow();
      TransactionModel ours = cohort(models, entry.getKey()).model();
      // new customers of the cohort, a year each
      for (int i = 0; i < 2000; i++) {
        int[] n = {0};
        entry.getValue().simulate(365, random, at -> n[0]++);
        shrunken -= Math.log(ours.probabilityOf(n[0], 365));
        separate -= Math.log(own.probabilityOf(n[0], 365));
        pooled -= Math.log(common.probabilityOf(n[0], 365));
      }
    }
    assertThat(shrunken).isLessThan(separate).isLessThan(pooled);
  }

  private static HistoryCells cells(World world, String cohort) {
    return Objects.requireNonNull(world.cohorts().get(cohort), cohort);
  }

  private static CohortEstimate cohort(CohortModels models, String name) {
    return Objects.requireNonNull(models.cohorts().get(name), name);
  }

  @Test
  void cohorts_byTheirSize_standAloneOrLean() {
    World world = World.of(3);
    Map<String, HistoryCells> cohorts = new LinkedHashMap<>(world.cohorts());
    cohorts.put("nobody", HistoryCells.builder().build());
    cohorts.put("yesterday", HistoryCells.builder().add(0, 0, 1, 40).build());
    cohorts.put("three", HistoryCells.builder().add(0, 0, 300, 2).add(1, 30, 300).build());
    CohortModels models = CohortModels.fit("mbg-nbd", cohorts, FitOptions.withDefaults());
    TransactionModel next = models.newCohort().orElseThrow().model();

    // who has told nothing is what is expected of anybody
    assertThat(cohort(models, "nobody").model().expectedTransactions(365))
        .isCloseTo(next.expectedTransactions(365), withinPercentage(1e-3));
    assertThat(cohort(models, "yesterday").model().expectedTransactions(365))
        .isCloseTo(next.expectedTransactions(365), withinPercentage(5));
    assertThat(cohort(models, "three").model().expectedTransactions(365))
        .isCloseTo(next.expectedTransactions(365), withinPercentage(60));
    // thousands need no help
    var large = TransactionModels.fit("mbg-nbd", cells(world, "month 1"), PLAIN);
    assertThat(cohort(models, "month 1").model().expectedTransactions(365))
        .isCloseTo(large.model().orElseThrow().expectedTransactions(365), withinPercentage(3));
    for (int i = 0; i < 4; i++) {
      assertThat(cohort(models, "nobody").logCovariance().get(i).get(i))
          .isGreaterThan(cohort(models, "month 1").logCovariance().get(i).get(i));
    }
  }

  /** Cohorts that do not differ are found not to. */
  @Test
  void alikeCohorts_areThePool() {
    ModifiedBgNbd truth = ModifiedBgNbd.of(0.7, 50, 0.8, 1.8);
    Map<String, HistoryCells> cohorts = new LinkedHashMap<>();
    for (int c = 0; c < 12; c++) {
      cohorts.put("cohort " + c, SimulatedCells.of(truth, 800, 400, 300 + c));
    }
    CohortModels models = CohortModels.fit("mbg-nbd", cohorts, PLAIN);
    double pooled = models.pooled().model().orElseThrow().expectedTransactions(365);
    double separate = 0;
    double shrunken = 0;
    for (var entry : cohorts.entrySet()) {
      var own = TransactionModels.fit("mbg-nbd", entry.getValue(), PLAIN).model().orElseThrow();
      separate += Math.abs(own.expectedTransactions(365) / pooled - 1) / 12;
      shrunken +=
          Math.abs(cohort(models, entry.getKey()).model().expectedTransactions(365) / pooled - 1)
              / 12;
    }
    assertThat(shrunken).isLessThan(0.7 * separate);
  }

  /** The 90 % interval of a cohort to come holds about that share of cohorts that come. */
  @Test
  void newCohort_intervalHoldsCohortsToCome() {
    CohortModels models =
        CohortModels.fit("mbg-nbd", World.of(4).cohorts(), FitOptions.withDefaults());
    ParameterDraws draws = ParameterDraws.of(models.newCohort().orElseThrow());
    double low = draws.quantile(model -> model.expectedTransactions(365), 0.05);
    double high = draws.quantile(model -> model.expectedTransactions(365), 0.95);
    int inside = 0;
    int all = 0;
    for (int seed = 100; seed < 110; seed++) {
      for (ModifiedBgNbd model : World.of(seed).truth().values()) {
        double expected = model.expectedTransactions(365);
        inside += low <= expected && expected <= high ? 1 : 0;
        all++;
      }
    }
    assertThat(inside / (double) all).isBetween(0.8, 0.99);
  }

  /** CDNOW's customers came in three months; two in five of those of March had a month less. */
  @Test
  void cdnow_monthsOfAcquisition_leanOnEachOther() {
    Map<String, List<CdnowCell>> customers =
        Cdnow.histories("sample").stream()
            .collect(
                Collectors.groupingBy(
                    cell -> YearMonth.from(Cdnow.CUT.minusDays(cell.age())).toString()));
    Map<String, HistoryCells> months = new TreeMap<>();
    customers.forEach((month, cells) -> months.put(month, Cdnow.cells(cells, 1)));
    assertThat(months).containsOnlyKeys("1997-01", "1997-02", "1997-03");

    for (String name : List.of("mbg-nbd", "pareto-nbd")) {
      CohortModels models = CohortModels.fit(name, months, FitOptions.withDefaults());
      double pooled = models.pooled().model().orElseThrow().expectedTransactions(273);
      for (String month : months.keySet()) {
        double own =
            TransactionModels.fit(name, Objects.requireNonNull(months.get(month)), PLAIN)
                .model()
                .orElseThrow()
                .expectedTransactions(273);
        double ours = cohort(models, month).model().expectedTransactions(273);
        assertThat(ours)
            .as("%s of %s", month, name)
            .isBetween(Math.min(own, pooled) * 0.99, Math.max(own, pooled) * 1.01);
      }
      assertThat(models.newCohort().orElseThrow().model().expectedTransactions(273))
          .isCloseTo(pooled, withinPercentage(10));
    }
  }

  @Test
  void fit_tooLittle_hasNoCohortsAndSaysWhy() {
    HistoryCells few = HistoryCells.builder().add(0, 0, 90, 3).build();
    CohortModels models = CohortModels.fit("bg-nbd", Map.of("a", few, "b", few), PLAIN);
    assertThat(models.cohorts()).isEmpty();
    assertThat(models.newCohort()).isEmpty();
    assertThat(models.findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.TOO_LITTLE_DATA);
  }

  @Test
  void fit_badArguments_areNamed() {
    HistoryCells few = HistoryCells.builder().add(0, 0, 90, 3).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CohortModels.fit("bg-nbd", Map.of("a", few), PLAIN))
        .withMessage("cohorts are fewer than 2: 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CohortModels.fit("pareto-cnbd-mixture", Map.of("a", few, "b", few), PLAIN))
        .withMessage("not fitted by cohort: pareto-cnbd-mixture");
  }
}
