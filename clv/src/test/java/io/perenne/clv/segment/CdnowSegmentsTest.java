// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.cdnow.CountFile;
import io.perenne.clv.segment.check.BacktestRow;
import io.perenne.clv.segment.check.SegmentBacktest;
import io.perenne.clv.segment.check.Severity;
import io.perenne.clv.segment.quantile.Quantiles;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole chain from purchase days to segments on the real purchases of CDNOW (23,502 buyers of
 * 1997): automatic thresholds as of 1997-09-30, then what the segments spent in the 273 days after.
 * Lifetime value is what was spent so far, without a model.
 */
class CdnowSegmentsTest {
  private static final LocalDate AS_OF = LocalDate.of(1997, 9, 30);
  private static final int HORIZON_DAYS = 273;
  private static final int INTERVAL_DAYS = 365;

  private static Base base;

  @BeforeAll
  static void read() {
    base =
        Base.of(
            CountFile.read("master_buyers").map(Buyers::of).toList(),
            CountFile.read("master_gaps").map(Gap::of).toList());
  }

  @Test
  void calibrate_ratiosLieWhereRealBasesHaveThem() {
    // the ranges an earlier study found on four real bases, this one among them
    Thresholds t = base.calibration.thresholds();

    assertThat(t.atRiskRatioFirst()).isBetween(2.6, 4.0);
    assertThat(t.atRiskRatioLater()).isBetween(1.9, 2.8);
    assertThat(t.dormantRatioFirst()).isBetween(4.1, 8.3);
    assertThat(t.dormantRatioLater()).isBetween(4.3, 7.2);
    assertThat(t.loyalMinPurchaseDays()).isEqualTo(4);
    assertThat(base.calibration.origins())
        .noneMatch(origin -> origin.origin() == ThresholdOrigin.Origin.FALLBACK);
  }

  /**
   * Results of an independent prototype in Python on the same purchases: share in percent, percent
   * who buy again, revenue per customer. The prototype added a modelled residual to the value,
   * which moves customers between bands, hence the tolerance of one point. Where bands matter
   * little the printed digits agree.
   */
  @ParameterizedTest
  @CsvSource({
    "01, 0.7, 1.0",
    "02, 5.4, 1.0",
    "03, 3.2, 1.0",
    "04, 2.3, 0.05",
    "05, 11.8, 1.0",
    "06, 6.9, 0.05",
    "07, 1.9, 1.0",
    "08, 0, 0",
    "09, 33.9, 0.05",
    "10, 34.0, 0.05",
    "11, 0, 0"
  })
  void segment_sharesAgreeWithThePrototype(String id, double percent, double points) {
    double share =
        base.backtest.rows().stream()
            .filter(row -> row.segment().id().equals(id))
            .mapToDouble(base.backtest::share)
            .sum();

    assertThat(100 * share).isCloseTo(percent, within(points));
  }

  @ParameterizedTest
  @CsvSource({"04, 62, 86", "06, 39, 34", "09, 17, 10", "10, 16, 11"})
  void segment_futureAgreesWithThePrototype(String id, double percent, double revenue) {
    BacktestRow row =
        base.backtest.rows().stream()
            .filter(r -> r.segment().id().equals(id))
            .findFirst()
            .orElseThrow();

    assertThat(100 * row.returningShare()).isCloseTo(percent, within(0.5));
    assertThat(row.futureRevenuePerCustomer()).isCloseTo(revenue, within(0.5));
  }

  @Test
  void backtest_betterSegmentsSpendMore() {
    assertThat(base.backtest.rankCorrelation()).isCloseTo(-0.97, within(0.005));
    assertThat(base.backtest.check().severity()).isEqualTo(Severity.OK);
  }

  /**
   * Buyers alike as of the reference date.
   *
   * @param spent by one of them, to two digits, which moves nobody by more than the tolerances here
   * @param returning how many of them bought again
   * @param future what they spent then, in all
   */
  private record Buyers(
      int purchaseDays,
      int recencyDays,
      int daysSinceFirst,
      double spent,
      int count,
      int returning,
      double future) {
    static Buyers of(CountFile.Row row) {
      return new Buyers(
          row.integer("purchase_days"),
          row.integer("recency"),
          row.integer("days_since_first"),
          row.decimal("spent"),
          row.integer("customers"),
          row.integer("returning"),
          row.integer("later_cents") / 100.0);
    }

    int gaps() {
      return purchaseDays - 1;
    }

    int gapSum() {
      return daysSinceFirst - recencyDays;
    }
  }

  /** Gaps alike: after so many gaps and days, so many days, of so many customers. */
  private record Gap(int gapsBefore, int daysBefore, int days, int count) {
    static Gap of(CountFile.Row row) {
      return new Gap(
          row.integer("gaps_before"),
          row.integer("days_before"),
          row.integer("gap"),
          row.integer("customers"));
    }
  }

  private record Base(Calibration calibration, SegmentBacktest backtest) {
    static Base of(List<Buyers> buyers, List<Gap> steps) {
      double[] between =
          sorted(
              buyers.stream().filter(b -> b.gaps() > 0).toList(),
              b -> Cadence.daysBetweenPurchases(b.gapSum(), b.gaps()),
              Buyers::count);
      CadenceStatistics gaps = new CadenceStatistics(between.length, Quantiles.type7(between, 0.5));
      ThresholdRules rules = ThresholdRules.of(ConfiguredThresholds.none());
      Calibration calibration =
          rules.calibrate(gaps, statistics(buyers, steps, rules.cadence(gaps)), INTERVAL_DAYS);
      return new Base(calibration, backtest(buyers, calibration.thresholds()));
    }

    /** Returns one value for each customer, ascending. */
    private static <T> double[] sorted(
        List<T> cells, ToDoubleFunction<T> value, ToIntFunction<T> count) {
      return cells.stream()
          .flatMapToDouble(
              cell ->
                  DoubleStream.generate(() -> value.applyAsDouble(cell))
                      .limit(count.applyAsInt(cell)))
          .sorted()
          .toArray();
    }

    private static BuyerStatistics statistics(
        List<Buyers> buyers, List<Gap> steps, Cadence cadence) {
      double[] ltv = sorted(buyers, Buyers::spent, Buyers::count);
      double[] ln = Arrays.stream(ltv).map(Math::log).toArray();
      double[] repeats =
          sorted(
              buyers.stream().filter(b -> b.gaps() > 0).toList(),
              Buyers::purchaseDays,
              Buyers::count);
      ToDoubleFunction<Gap> normalised =
          gap -> cadence.normalisedGap(gap.days(), gap.daysBefore(), gap.gapsBefore());
      double[] firstGaps =
          sorted(steps.stream().filter(g -> g.gapsBefore() == 0).toList(), normalised, Gap::count);
      double[] laterGaps =
          sorted(steps.stream().filter(g -> g.gapsBefore() > 0).toList(), normalised, Gap::count);
      return new BuyerStatistics(
          ltv.length,
          Quantiles.type7(ltv, 0.5),
          Quantiles.type7(ltv, 0.9),
          Quantiles.type7(ltv, 0.95),
          Quantiles.type7(ltv, 0.995),
          ltv.length,
          Quantiles.type7(ln, 0.25),
          Quantiles.type7(ln, 0.75),
          repeats.length,
          Quantiles.type7(repeats, 0.75),
          firstGaps.length,
          Quantiles.type7(firstGaps, 0.9),
          Quantiles.type7(firstGaps, 0.99),
          laterGaps.length,
          Quantiles.type7(laterGaps, 0.9),
          Quantiles.type7(laterGaps, 0.99));
    }

    private static SegmentBacktest backtest(List<Buyers> buyers, Thresholds thresholds) {
      SegmentRules rules = SegmentRules.of(thresholds);
      Map<Segment, List<Buyers>> bySegment = new EnumMap<>(Segment.class);
      for (Buyers b : buyers) {
        double tbp = thresholds.cadence().timeBetweenPurchases(b.gapSum(), b.gaps());
        Segment segment =
            rules.segment(
                new CustomerActivity(
                    b.purchaseDays(),
                    b.purchaseDays(),
                    b.recencyDays(),
                    b.daysSinceFirst(),
                    tbp,
                    b.gaps(),
                    b.spent()));
        bySegment.computeIfAbsent(segment, s -> new ArrayList<>()).add(b);
      }
      List<BacktestRow> rows = new ArrayList<>();
      bySegment.forEach(
          (segment, members) ->
              rows.add(
                  new BacktestRow(
                      segment,
                      members.stream().mapToInt(Buyers::count).sum(),
                      members.stream().mapToInt(Buyers::returning).sum(),
                      members.stream().mapToDouble(Buyers::future).sum())));
      return new SegmentBacktest(AS_OF, HORIZON_DAYS, rows);
    }
  }
}
