// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.model.ParetoCnbd;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.words.Language;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Six thousand customers who follow BG/NBD exactly, over 900 days, cut twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BacktestTest {
  private static final LocalDate LAST = LocalDate.ofEpochDay(899);
  private static final BacktestOptions OPTIONS =
      new BacktestOptions(
          List.of("mbg-nbd", "bg-nbd", "nbd", "bg-cnbd"),
          2,
          200,
          FitOptions.withDefaults(),
          SpendBasis.PAID,
          7);

  private final PurchaseLog log = Simulated.customers(Simulated.BG_NBD, 6000, 900, 11);
  private BacktestReport report = Backtest.run(log, LAST, OPTIONS);

  @BeforeAll
  void warm() {
    assertThat(report.origins()).hasSize(2);
  }

  @Test
  void truth_isLevelWithTheBestAndUnbiased() {
    Standing truth =
        report.standings().stream()
            .filter(standing -> standing.name().equals("bg-nbd"))
            .findFirst()
            .orElseThrow();

    assertThat(truth.level()).isTrue();
    // the standard error of the total is about 2 %
    assertThat(truth.bias()).isCloseTo(0, within(0.06));
    assertThat(report.recommendation().model()).isIn("bg-nbd", "mbg-nbd");
    assertThat(report.warnings()).isEmpty();
  }

  @Test
  void truth_coversWhatItPromises() {
    for (OriginResult origin : report.origins()) {
      DistributionAccuracy accuracy = origin.candidate("bg-nbd").distribution().orElseThrow();
      for (DistributionAccuracy.Coverage interval : accuracy.intervals()) {
        // four standard errors of a share of 6,000 customers, at most
        assertThat(interval.covered()).isCloseTo(interval.probability(), within(0.026));
      }
      assertThat(accuracy.pitDistance()).isLessThan(1.949 / Math.sqrt(origin.customers()));
      assertThat(accuracy.pit().stream().mapToDouble(share -> share).sum())
          .isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void modelWithoutDropout_isLeftBehind() {
    Standing nbd =
        report.standings().stream()
            .filter(standing -> standing.name().equals("nbd"))
            .findFirst()
            .orElseThrow();

    assertThat(nbd.level()).isFalse();
    assertThat(nbd.bias()).isGreaterThan(0.3);
    assertThat(report.standings().stream().mapToDouble(Standing::weight).sum())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void regularityOfOne_standsBesideTheModelItIsAndSharesItsWeight() {
    assertThat(report.origins().get(0).candidate("bg-cnbd").model()).isEqualTo("bg-cnbd-1");
    assertThat(report.standings())
        .extracting(Standing::name)
        .containsExactlyInAnyOrder("mbg-nbd", "bg-nbd", "nbd", "bg-cnbd");
    assertThat(standing("bg-cnbd").weight()).isCloseTo(standing("bg-nbd").weight(), within(1e-6));
    assertThat(report.recommendation().model()).isNotEqualTo("bg-cnbd");
    assertThat(report.weightPercents()).hasSize(4);
    assertThat(report.weightPercents().stream().mapToInt(weight -> weight).sum()).isEqualTo(100);
  }

  private Standing standing(String name) {
    return report.standings().stream()
        .filter(standing -> standing.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void report_isTheSameAgain() {
    assertThat(Backtest.run(log, LAST, OPTIONS)).isEqualTo(report);
  }

  @Test
  void charts_agreeWithTheData() {
    Charts charts = report.charts().orElseThrow();
    OriginResult last = report.origins().get(1);

    assertThat(charts.frequencies().stream().mapToDouble(c -> c.actual()).sum())
        .isEqualTo(last.customers());
    assertThat(charts.frequencies().stream().mapToDouble(c -> c.expected()).sum())
        .isCloseTo(last.customers(), within(1e-6));
    assertThat(charts.conditional().stream().mapToDouble(m -> m.customers() * m.actual()).sum())
        .isCloseTo(last.purchases(), within(1e-6));
    assertThat(charts.gains().get(20).byModel()).isCloseTo(1, within(1e-12));
    assertThat(charts.gains().get(4).best()).isGreaterThan(charts.gains().get(4).byModel());
    assertThat(charts.tracking().error()).isLessThan(0.3);
    assertThat(charts.alive().rows().get(3)).isSorted().allMatch(p -> p >= 0 && p <= 1);
    Charts.SpendSpread spend = charts.spend().orElseThrow();
    assertThat(spend.expected().stream().mapToDouble(c -> c).sum())
        .isCloseTo(spend.actual().stream().mapToDouble(c -> c).sum(), within(1e-6));
  }

  @Test
  void selector_choosesAModelThatIsLevelWithTheTruth() {
    ModelSelector.Selection selection = ModelSelector.select(log, LAST, FitOptions.withDefaults());

    assertThat(selection.backtested()).isTrue();
    assertThat(selection.model()).isIn("bg-nbd", "mbg-nbd", "pareto-nbd");
    assertThat(selection.reason().in(Language.EN))
        .contains("Backtest with")
        .contains("2 cuts, 182 days each");
    assertThat(ModelSelector.select(log, LAST, FitOptions.withDefaults())).isEqualTo(selection);
  }

  /** A run compares a few models in the time it has; a fit all there are, from a third cut. */
  @Test
  void selector_amongAll_comparesEveryModel() {
    FitOptions fit = FitOptions.withDefaults();
    PurchaseLog some = log.sample((int) LAST.toEpochDay(), 1500);

    ModelSelector.Selection wide = ModelSelector.selectAmongAll(some, LAST, fit, Optional.empty());

    assertThat(wide.backtested()).isTrue();
    assertThat(wide.reason().in(Language.EN))
        .contains(", gompertz-nbd, nbd, mbg-cnbd, bg-cnbd, pareto-cnbd.")
        .contains("3 cuts");
    // of those who buy regularly, the model that reads every gap as well
    ParetoCnbd regular = ParetoCnbd.of(3, 1.5, 60, 0.6, 300);
    assertThat(
            ModelSelector.selectAmongAll(
                    Simulated.customers(regular, 1500, 900, 5), LAST, fit, Optional.empty())
                .reason()
                .in(Language.EN))
        .contains(String.join(", ", TransactionModels.names()));
    assertThat(ModelSelector.select(some, LAST, fit).reason().in(Language.EN))
        .contains("2 cuts, 182 days each, of mbg-nbd, bg-nbd, pareto-nbd, mbg-cnbd");
  }

  @Test
  void selector_keepsTheModelBefore_unlessAnotherIsBetterByMoreThanChance() {
    FitOptions fit = FitOptions.withDefaults();

    assertThat(ModelSelector.selectAgain(log, LAST, fit, "bg-nbd").model()).isEqualTo("bg-nbd");
    assertThat(ModelSelector.selectAgain(log, LAST, fit, "bg-nbd").reason().in(Language.EN))
        .startsWith("bg-nbd stays from the run before");
    assertThat(ModelSelector.selectAgain(log, LAST, fit, "no-such-model"))
        .isEqualTo(ModelSelector.select(log, LAST, fit));
  }

  @Test
  void standings_comparedAlone_areThoseOfTheReport() {
    BacktestOptions options =
        new BacktestOptions(
            List.of("bg-nbd", "mbg-nbd", "nbd"),
            2,
            182,
            FitOptions.withDefaults(),
            SpendBasis.PAID,
            1);

    assertThat(Backtest.compare(log, LAST, options))
        .isEqualTo(Backtest.run(log, LAST, options).standings());
  }

  @Test
  void selector_withLittleData_takesTheUsualModel() {
    PurchaseLog few = Simulated.customers(Simulated.BG_NBD, 300, 900, 4);

    ModelSelector.Selection selection = ModelSelector.select(few, LAST, FitOptions.withDefaults());

    assertThat(selection.backtested()).isFalse();
    assertThat(selection.model()).isEqualTo(ModelSelector.USUAL);
    assertThat(selection.reason().in(Language.ES)).contains("muy pocos datos");
  }

  @Test
  void run_ofTooShortAHistory_isRefused() {
    BacktestOptions far =
        new BacktestOptions(List.of("nbd"), 1, 900, FitOptions.withDefaults(), SpendBasis.PAID, 1);

    assertThatThrownBy(() -> Backtest.run(log, LAST, far))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too short for a horizon of 900 days");
  }

  /**
   * Customers drawn from the models: their revenue falls within intervals as often as it should.
   */
  @Test
  void revenueIntervals_ofTheTruth_coverWhatTheySay() {
    for (OriginResult origin : report.origins()) {
      CandidateResult truth = origin.candidate("bg-nbd");
      RevenueDistribution revenue = truth.revenueDistribution().orElseThrow();
      for (DistributionAccuracy.Coverage interval : revenue.intervals()) {
        assertThat(interval.covered()).isCloseTo(interval.probability(), within(0.025));
      }
      assertThat(revenue.pitDistance()).isLessThan(0.03);
      assertThat(revenue.pit().stream().mapToDouble(share -> share).sum())
          .isCloseTo(1, within(1e-9));
      assertThat(origin.candidate("run-rate").revenueDistribution()).isEmpty();
    }
  }

  /** Tickets of one price have no distribution of spend; revenue follows purchases. */
  @Test
  void onePrice_isForetoldAsPurchasesTimesThePrice() {
    PurchaseLog tens = log.repriced((day, value) -> 10);

    BacktestReport told =
        Backtest.run(
            tens,
            LAST,
            new BacktestOptions(
                List.of("mbg-nbd"), 2, 200, FitOptions.withDefaults(), SpendBasis.PAID, 7));

    for (OriginResult origin : told.origins()) {
      CandidateResult result = origin.candidate("mbg-nbd");
      assertThat(result.revenue().orElseThrow().expected())
          .isCloseTo(10 * result.purchases().orElseThrow().expected(), within(1e-6));
      assertThat(result.revenue().orElseThrow().bias())
          .isCloseTo(result.purchases().orElseThrow().bias(), within(1e-9));
    }
  }
}
