// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.AutoOr;
import io.perenne.analytics.config.Interval;
import io.perenne.analytics.config.LtvBasis;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.config.ThresholdSettings;
import io.perenne.analytics.pipeline.BaseSummary;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.Pipeline;
import io.perenne.analytics.pipeline.SegmentTable;
import io.perenne.analytics.pipeline.StateCalibration;
import io.perenne.analytics.pipeline.TransactionTable;
import io.perenne.analytics.pipeline.ValueBasis;
import io.perenne.analytics.pipeline.ValueTable;
import io.perenne.analytics.task.Stage;
import io.perenne.analytics.task.StageClock;
import io.perenne.analytics.task.Task;
import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.segment.BuyerStatistics;
import io.perenne.clv.segment.CadenceStatistics;
import io.perenne.clv.segment.Calibration;
import io.perenne.clv.segment.ConfiguredThresholds;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.segment.ThresholdKey;
import io.perenne.clv.segment.ThresholdRules;
import io.perenne.clv.spend.RefundShare;
import io.perenne.clv.value.ResidualValuation;
import io.perenne.clv.words.Message;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Values and segments a customer base as of any date: summarize, fit, value, segment. */
final class Assessor {
  /** Before any ticket: an interval that starts here holds all history. */
  private static final LocalDate BEGINNING = LocalDate.of(1950, 1, 1);

  private final Pipeline pipeline;
  private final RunConfiguration configuration;
  private final Task task;
  private final StageClock clock;
  private final Optional<String> modelBefore;

  /**
   * Makes an assessor.
   *
   * @param modelBefore the model of the run before, if there is one, for a choice that may be kept
   */
  Assessor(
      Pipeline pipeline,
      RunConfiguration configuration,
      Task task,
      StageClock clock,
      Optional<String> modelBefore) {
    this.pipeline = pipeline;
    this.configuration = configuration;
    this.task = task;
    this.clock = clock;
    this.modelBefore = modelBefore;
  }

  /**
   * Refuses an interval that starts after the date it should end on.
   *
   * @param date what the date is called
   */
  static void requireStart(Interval interval, LocalDate referenceDate, Message date) {
    if (interval instanceof Interval.Since since && since.start().isAfter(referenceDate)) {
      throw new InputException(
          Problem.of(Texts.message("problem.interval", date, referenceDate))
              .withWhere("interval")
              .withValue(since.toString())
              .withRemedy(Texts.message("problem.interval.remedy")));
    }
  }

  /** Returns the period that ends on a date. */
  static ObservationPeriod period(Interval interval, LocalDate referenceDate) {
    if (interval instanceof Interval.Months months) {
      return ObservationPeriod.ofMonths(referenceDate, months.months());
    }
    return ObservationPeriod.since(interval.start(referenceDate).orElse(BEGINNING), referenceDate);
  }

  /** Returns the first day of the interval; of all history, the first purchase. */
  static LocalDate intervalStart(HistoryTable histories, BaseSummary base) {
    ObservationPeriod period = histories.period();
    return period.intervalStart().equals(BEGINNING)
        ? base.firstPurchase().orElse(period.referenceDate())
        : period.intervalStart();
  }

  /** Reduces the rows to histories as of a date. */
  HistoryTable summarize(TransactionTable transactions, LocalDate referenceDate) {
    clock.begin(Stage.SUMMARIZE, "grouping tickets by customer");
    return pipeline.summarize(transactions, period(configuration.interval(), referenceDate));
  }

  /** Values and segments histories. */
  Assessment assess(HistoryTable histories) {
    BaseSummary base = pipeline.summary(histories);
    clock.begin(Stage.FIT, base.buyers() + " customers who ever bought");
    Foresight foresight = fit(histories);
    MarginRate margin =
        MarginRate.of(histories.rules(), base, configuration.valuation().marginRate());
    clock.begin(Stage.VALUE, foresight.valuation().name());
    RefundShare refunds = refunds(base);
    ValueBasis basis =
        basis(foresight.valuation(), refunds, margin).withPrices(foresight.priceLevel());
    ValueTable values = pipeline.value(histories, basis);
    clock.begin(Stage.SEGMENT, "computing thresholds");
    Calibration calibration = calibrate(values, base);
    if (foresight.states().isPresent()) {
      // states stay, as they do not look at values; bands follow the values
      SegmentRules rules = SegmentRules.of(calibration.thresholds());
      values =
          pipeline.value(
              histories, basis.withStates(new StateCalibration(foresight.states().get(), rules)));
      calibration = calibrate(values, base);
    }
    SegmentTable segments = pipeline.segment(values, SegmentRules.of(calibration.thresholds()));
    return new Assessment(segments, base, foresight, calibration, margin, refunds);
  }

  private Foresight fit(HistoryTable histories) {
    return new ForesightFit(
            pipeline,
            configuration,
            task,
            clock,
            modelBefore,
            histories,
            ThresholdRules.of(configured()))
        .fit();
  }

  /**
   * Refunds that name their purchase have made it smaller; the others are what is left to expect.
   */
  private static RefundShare refunds(BaseSummary base) {
    return RefundShare.of(
        base.bought(), Math.max(0, base.bought() - base.revenue()), (double) base.purchaseDays());
  }

  private ValueBasis basis(ResidualValuation valuation, RefundShare refunds, MarginRate margin) {
    if (configuration.valuation().basis() == LtvBasis.REVENUE) {
      return new ValueBasis(valuation, refunds, false, 1, 1);
    }
    // known margins for what was bought; for what is to come, the margin of the base
    return new ValueBasis(
        valuation, refunds, margin.known(), margin.known() ? 1 : margin.rate(), margin.rate());
  }

  private Calibration calibrate(ValueTable values, BaseSummary base) {
    ThresholdRules rules = ThresholdRules.of(configured());
    HistoryTable histories = values.histories();
    CadenceStatistics gaps = pipeline.cadenceStatistics(histories);
    BuyerStatistics buyers = pipeline.buyerStatistics(values, rules.cadence(gaps));
    long days =
        ChronoUnit.DAYS.between(intervalStart(histories, base), histories.period().referenceDate())
            + 1;
    return rules.calibrate(gaps, buyers, Math.toIntExact(days));
  }

  private ConfiguredThresholds configured() {
    Map<ThresholdKey, Double> numbers = new EnumMap<>(ThresholdKey.class);
    ThresholdSettings settings = configuration.thresholds();
    numbers.put(ThresholdKey.SHRINKAGE, configuration.cadence().shrinkage());
    put(numbers, ThresholdKey.POPULATION_DAYS, configuration.cadence().populationDays());
    put(numbers, ThresholdKey.OUTLIER_FENCE, settings.outlierFence());
    put(numbers, ThresholdKey.HIGH, settings.high());
    put(numbers, ThresholdKey.MEDIUM, settings.medium());
    put(numbers, ThresholdKey.LOYAL_MIN_PURCHASE_DAYS, settings.loyalMinPurchaseDays());
    put(numbers, ThresholdKey.NEW_WINDOW_DAYS, settings.newWindowDays());
    put(numbers, ThresholdKey.NEW_MAX_PURCHASE_DAYS, settings.newMaxPurchaseDays());
    put(numbers, ThresholdKey.AT_RISK_RATIO, settings.atRiskRatio());
    put(numbers, ThresholdKey.DORMANT_RATIO, settings.dormantRatio());
    put(numbers, ThresholdKey.DORMANT_INTERVAL_FRACTION, settings.dormantIntervalFraction());
    return ConfiguredThresholds.of(numbers);
  }

  private static void put(Map<ThresholdKey, Double> numbers, ThresholdKey key, AutoOr setting) {
    setting.number().ifPresent(number -> numbers.put(key, number));
  }
}
