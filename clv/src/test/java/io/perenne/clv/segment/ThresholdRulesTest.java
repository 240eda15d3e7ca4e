// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.segment.ThresholdOrigin.Origin;
import io.perenne.clv.segment.quantile.Quantiles;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdRulesTest {
  private static final int INTERVAL_DAYS = 730;
  private static final CadenceStatistics GAPS = new CadenceStatistics(400, 45.5);

  /** A base large enough for every rule; Tukey's fence is exp(5 + 1.5 * 1) = 665. */
  private static final BuyerStatistics BUYERS =
      new BuyerStatistics(
          1000, 80, 300, 500, 900, 990, 4, 5, 300, 4.25, 300, 3.1, 6.2, 200, 2.4, 5.5);

  @Test
  void calibrate_everythingAutomaticOnEnoughData() {
    Thresholds t = automatic(GAPS, BUYERS).thresholds();

    assertThat(t.populationDays()).isEqualTo(45.5);
    assertThat(t.shrinkage()).isEqualTo(2);
    assertThat(t.medium()).isEqualTo(80);
    assertThat(t.high()).isEqualTo(300);
    assertThat(t.fence()).isCloseTo(Math.exp(6.5), within(1e-9));
    assertThat(t.loyalMinPurchaseDays()).isEqualTo(5);
    assertThat(t.newWindowDays()).isEqualTo(45);
    assertThat(t.newMaxPurchaseDays()).isEqualTo(2);
    assertThat(t.atRiskRatioFirst()).isEqualTo(3.1);
    assertThat(t.atRiskRatioLater()).isEqualTo(2.4);
    assertThat(t.dormantRatioFirst()).isEqualTo(6.2);
    assertThat(t.dormantRatioLater()).isEqualTo(5.5);
    assertThat(t.dormantIntervalFraction()).isEqualTo(0.75);
    assertThat(t.intervalDays()).isEqualTo(INTERVAL_DAYS);
  }

  @Test
  void calibrate_reportsEveryThresholdWithItsOrigin() {
    Calibration calibration = automatic(GAPS, BUYERS);

    assertThat(calibration.origins())
        .extracting(ThresholdOrigin::name)
        .containsExactly(
            "cadence.population-days",
            "cadence.shrinkage",
            "thresholds.outlier-fence",
            "thresholds.high",
            "thresholds.medium",
            "thresholds.loyal-min-purchase-days",
            "thresholds.new-window-days",
            "thresholds.new-max-purchase-days",
            "thresholds.at-risk-ratio.first",
            "thresholds.at-risk-ratio.later",
            "thresholds.dormant-ratio.first",
            "thresholds.dormant-ratio.later",
            "thresholds.dormant-interval-fraction");
    ThresholdOrigin population = origin(calibration, "cadence.population-days");
    assertThat(population.value()).isEqualTo(45.5);
    assertThat(population.origin()).isEqualTo(Origin.COMPUTED);
    assertThat(population.explanation().in(Language.ES))
        .isEqualTo("mediana de los días entre compras de 400 clientes que repiten");
    assertThat(population.explanation().in(Language.EN))
        .isEqualTo("median days between purchases of 400 customers who repeat");
    assertThat(origin(calibration, "cadence.shrinkage").origin()).isEqualTo(Origin.DEFAULT);
    assertThat(origin(calibration, "thresholds.new-max-purchase-days").origin())
        .isEqualTo(Origin.DEFAULT);
  }

  @Test
  void calibrate_tooFewOfEverythingFallsBack() {
    BuyerStatistics few =
        new BuyerStatistics(40, 80, 300, 500, 900, 40, 4, 5, 29, 9, 99, 9, 9, 99, 9, 9);
    Calibration calibration = automatic(new CadenceStatistics(29, 10), few);
    Thresholds t = calibration.thresholds();

    assertThat(t.populationDays()).isEqualTo(60);
    assertThat(t.loyalMinPurchaseDays()).isEqualTo(3);
    assertThat(t.newWindowDays()).isEqualTo(60);
    assertThat(t.atRiskRatioFirst()).isEqualTo(2);
    assertThat(t.atRiskRatioLater()).isEqualTo(2);
    assertThat(t.dormantRatioFirst()).isEqualTo(4);
    assertThat(t.dormantRatioLater()).isEqualTo(4);
    assertFallback(
        calibration, "cadence.population-days", "only 29 customers repeat; 30 are needed");
    assertFallback(
        calibration, "thresholds.loyal-min-purchase-days", "only 29 buyers repeat; 30 are needed");
    for (String ratio : new String[] {"at-risk", "dormant"}) {
      for (String gaps : new String[] {"first", "later"}) {
        assertFallback(
            calibration,
            "thresholds." + ratio + "-ratio." + gaps,
            "only 99 silences ended in a purchase; 100 are needed");
      }
    }
  }

  @Test
  void calibrate_justEnoughIsEnough() {
    BuyerStatistics enough =
        new BuyerStatistics(40, 80, 300, 500, 900, 40, 4, 5, 30, 9, 100, 3, 9, 100, 4, 8);
    Thresholds t = automatic(new CadenceStatistics(30, 10), enough).thresholds();

    assertThat(t.populationDays()).isEqualTo(10);
    assertThat(t.loyalMinPurchaseDays()).isEqualTo(9);
    assertThat(t.atRiskRatioFirst()).isEqualTo(3);
    assertThat(t.atRiskRatioLater()).isEqualTo(4);
    assertThat(t.dormantRatioFirst()).isEqualTo(9);
    assertThat(t.dormantRatioLater()).isEqualTo(8);
  }

  @Test
  void calibrate_nobodyBought() {
    double none = Double.NaN;
    BuyerStatistics nobody =
        new BuyerStatistics(
            0, none, none, none, none, 0, none, none, 0, none, 0, none, none, 0, none, none);
    Calibration calibration = automatic(new CadenceStatistics(0, none), nobody);

    assertThat(calibration.thresholds().fence()).isZero();
    assertThat(calibration.thresholds().high()).isZero();
    assertThat(calibration.thresholds().medium()).isZero();
    assertFallback(calibration, "thresholds.outlier-fence", "nobody bought in the interval");
    assertFallback(calibration, "thresholds.medium", "nobody bought in the interval");
  }

  @Test
  void calibrate_noPositiveValue() {
    BuyerStatistics worthless =
        new BuyerStatistics(
            50,
            0,
            0,
            0,
            0,
            0,
            Double.NaN,
            Double.NaN,
            0,
            Double.NaN,
            0,
            Double.NaN,
            Double.NaN,
            0,
            Double.NaN,
            Double.NaN);
    Calibration calibration = automatic(GAPS, worthless);

    assertThat(calibration.thresholds().fence()).isZero();
    assertFallback(calibration, "thresholds.outlier-fence", "no buyer has a positive value");
  }

  // Q3 of ln LTV with an interquartile range of 1, and the fence between 500 and 900
  @ParameterizedTest
  @CsvSource({
    "4, 500, 'percentile 95 of the value, because Tukey''s fence (244.69) lies below it'",
    "6, 900, 'percentile 99.5 of the value, because Tukey''s fence (1,808.04) lies above it'"
  })
  void calibrate_fenceIsClamped(double q3, double fence, String why) {
    BuyerStatistics buyers =
        new BuyerStatistics(
            1000, 80, 300, 500, 900, 1000, q3 - 1, q3, 300, 4, 300, 3, 6, 200, 2, 5);
    ThresholdOrigin origin = origin(automatic(GAPS, buyers), "thresholds.outlier-fence");

    assertThat(origin.value()).isEqualTo(fence);
    assertThat(origin.explanation().in(Language.EN)).isEqualTo(why);
  }

  @Test
  void calibrate_fenceBeyondDoublesIsClamped() {
    BuyerStatistics buyers =
        new BuyerStatistics(1000, 80, 300, 500, 900, 1000, -700, 700, 300, 4, 300, 3, 6, 200, 2, 5);

    assertThat(automatic(GAPS, buyers).thresholds().fence()).isEqualTo(900);
  }

  @Test
  void calibrate_constantAmountsTie() {
    double ln = Math.log(20);
    BuyerStatistics constant =
        new BuyerStatistics(1000, 20, 20, 20, 20, 1000, ln, ln, 300, 4, 300, 3, 6, 200, 2, 5);
    Thresholds t = automatic(GAPS, constant).thresholds();

    assertThat(t.medium()).isEqualTo(20);
    assertThat(t.high()).isEqualTo(20);
    assertThat(t.fence()).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource({"29.9, 30", "30, 30", "45.99, 45", "90, 90", "90.1, 90", "400, 90"})
  void calibrate_newWindowIsClampedAndWhole(double populationDays, int window) {
    assertThat(
            automatic(new CadenceStatistics(100, populationDays), BUYERS)
                .thresholds()
                .newWindowDays())
        .isEqualTo(window);
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "3, 3", "3.01, 4", "7, 7"})
  void calibrate_loyalIsRoundedUpAndAtLeastThree(double q75, int loyal) {
    BuyerStatistics buyers =
        new BuyerStatistics(1000, 80, 300, 500, 900, 1000, 4, 5, 300, q75, 300, 3, 6, 200, 2, 5);

    assertThat(automatic(GAPS, buyers).thresholds().loyalMinPurchaseDays()).isEqualTo(loyal);
  }

  @Test
  void calibrate_ratiosAreAtLeastOneAndInOrder() {
    BuyerStatistics buyers =
        new BuyerStatistics(1000, 80, 300, 500, 900, 1000, 4, 5, 300, 4, 300, 0.8, 0.9, 50, 2, 5);
    Calibration calibration = automatic(GAPS, buyers);
    Thresholds t = calibration.thresholds();

    assertThat(t.atRiskRatioFirst()).isEqualTo(1);
    assertThat(t.dormantRatioFirst()).isEqualTo(1);
    assertThat(origin(calibration, "thresholds.dormant-ratio.first").explanation().in(Language.EN))
        .isEqualTo("raised from 0.9 to the at-risk limit");
    assertThat(t.atRiskRatioLater()).isEqualTo(2);
    assertThat(t.dormantRatioLater()).isEqualTo(4);
  }

  @Test
  void calibrate_configuredNumbersWin() {
    Map<ThresholdKey, Double> numbers = new EnumMap<>(ThresholdKey.class);
    numbers.put(ThresholdKey.POPULATION_DAYS, 60.0);
    numbers.put(ThresholdKey.SHRINKAGE, 0.0);
    numbers.put(ThresholdKey.OUTLIER_FENCE, 5000.0);
    numbers.put(ThresholdKey.HIGH, 800.0);
    numbers.put(ThresholdKey.MEDIUM, 200.0);
    numbers.put(ThresholdKey.LOYAL_MIN_PURCHASE_DAYS, 4.0);
    numbers.put(ThresholdKey.NEW_WINDOW_DAYS, 14.0);
    numbers.put(ThresholdKey.NEW_MAX_PURCHASE_DAYS, 1.0);
    numbers.put(ThresholdKey.AT_RISK_RATIO, 2.5);
    numbers.put(ThresholdKey.DORMANT_RATIO, 5.0);
    numbers.put(ThresholdKey.DORMANT_INTERVAL_FRACTION, 0.5);
    ThresholdRules rules = ThresholdRules.of(ConfiguredThresholds.of(numbers));
    Calibration calibration = rules.calibrate(GAPS, BUYERS, 365);

    assertThat(calibration.thresholds())
        .isEqualTo(new Thresholds(60, 0, 5000, 800, 200, 4, 14, 1, 2.5, 2.5, 5, 5, 0.5, 365));
    assertThat(calibration.origins())
        .extracting(ThresholdOrigin::origin)
        .containsOnly(Origin.CONFIGURED);
    assertThat(rules.cadence(GAPS)).isEqualTo(new Cadence(60, 0));
  }

  // automatic medium, high and fence are 80, 300 and 665; ratios 3.1 and 2.4, 6.2 and 5.5
  @ParameterizedTest
  @CsvSource({
    "MEDIUM, 400, 400, 400, 665.14",
    "MEDIUM, 1000, 1000, 1000, 1000",
    "HIGH, 50, 50, 50, 665.14",
    "HIGH, 1000, 80, 1000, 1000",
    "OUTLIER_FENCE, 60, 60, 60, 60",
    "OUTLIER_FENCE, 200, 80, 200, 200"
  })
  void calibrate_automaticBandsYieldToTheConfiguredOne(
      ThresholdKey key, double number, double medium, double high, double fence) {
    Thresholds t = configured(key, number).thresholds();

    assertThat(t.medium()).isEqualTo(medium);
    assertThat(t.high()).isEqualTo(high);
    assertThat(t.fence()).isCloseTo(fence, within(0.005));
  }

  @Test
  void calibrate_yieldingIsTold() {
    Calibration calibration = configured(ThresholdKey.HIGH, 50);

    Message told = origin(calibration, "thresholds.medium").explanation();
    assertThat(told.in(Language.ES)).isEqualTo("movido desde 80 para respetar thresholds.high");
    assertThat(told.in(Language.EN)).isEqualTo("moved from 80 to respect thresholds.high");
  }

  @Test
  void calibrate_oneRatioSetsFirstAndLater() {
    Thresholds atRisk = configured(ThresholdKey.AT_RISK_RATIO, 2).thresholds();
    assertThat(atRisk.atRiskRatioFirst()).isEqualTo(2);
    assertThat(atRisk.atRiskRatioLater()).isEqualTo(2);
    assertThat(atRisk.dormantRatioFirst()).isEqualTo(6.2);

    Thresholds late = configured(ThresholdKey.AT_RISK_RATIO, 6).thresholds();
    assertThat(late.dormantRatioFirst()).isEqualTo(6.2);
    assertThat(late.dormantRatioLater()).isEqualTo(6);

    Thresholds dormant = configured(ThresholdKey.DORMANT_RATIO, 3).thresholds();
    assertThat(dormant.atRiskRatioFirst()).isEqualTo(3);
    assertThat(dormant.atRiskRatioLater()).isEqualTo(2.4);
    assertThat(dormant.dormantRatioFirst()).isEqualTo(3);
    assertThat(dormant.dormantRatioLater()).isEqualTo(3);
  }

  /** The clamp keeps top outliers between 0.5 % and 5 % of buyers, whatever the distribution. */
  @Test
  void calibrate_outliersAreNeverNobodyNorEverybody() {
    Random random = new Random(7);
    for (double spread : new double[] {0.05, 0.5, 1, 3}) {
      double[] ltv = random.doubles(2_000).map(u -> Math.exp(spread * Math.sqrt(u) * 5)).toArray();
      Arrays.sort(ltv);
      double[] ln = Arrays.stream(ltv).map(Math::log).toArray();
      BuyerStatistics buyers =
          new BuyerStatistics(
              ltv.length,
              Quantiles.type7(ltv, 0.5),
              Quantiles.type7(ltv, 0.9),
              Quantiles.type7(ltv, 0.95),
              Quantiles.type7(ltv, 0.995),
              ltv.length,
              Quantiles.type7(ln, 0.25),
              Quantiles.type7(ln, 0.75),
              300,
              4,
              300,
              3,
              6,
              200,
              2,
              5);
      SegmentRules rules = SegmentRules.of(automatic(GAPS, buyers).thresholds());
      long outliers = Arrays.stream(ltv).filter(v -> rules.band(1, v) == ValueBand.OUTLIER).count();

      assertThat(outliers).isBetween(10L, 100L);
    }
  }

  @Test
  void statistics_withoutTheQuantilesOfASampleAreRefused() {
    assertThatThrownBy(() -> new CadenceStatistics(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("medianDaysBetween of 1 is not finite: NaN");
    assertThatThrownBy(() -> new CadenceStatistics(-1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count for medianDaysBetween is not >= 0: -1");
  }

  private static Calibration automatic(CadenceStatistics gaps, BuyerStatistics buyers) {
    return ThresholdRules.of(ConfiguredThresholds.none()).calibrate(gaps, buyers, INTERVAL_DAYS);
  }

  private static Calibration configured(ThresholdKey key, double number) {
    return ThresholdRules.of(ConfiguredThresholds.of(Map.of(key, number)))
        .calibrate(GAPS, BUYERS, INTERVAL_DAYS);
  }

  private static ThresholdOrigin origin(Calibration calibration, String name) {
    return calibration.origins().stream()
        .filter(origin -> origin.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertFallback(Calibration calibration, String name, String why) {
    ThresholdOrigin origin = origin(calibration, name);
    assertThat(origin.origin()).isEqualTo(Origin.FALLBACK);
    assertThat(origin.explanation().in(Language.EN)).isEqualTo(why);
  }
}
