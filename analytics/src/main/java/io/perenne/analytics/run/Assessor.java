// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.AutoOr;
import io.perenne.analytics.config.Interval;
import io.perenne.analytics.config.LtvBasis;
import io.perenne.analytics.config.ModelChoice;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.config.ThresholdSettings;
import io.perenne.analytics.pipeline.BaseSummary;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.Pipeline;
import io.perenne.analytics.pipeline.SegmentTable;
import io.perenne.analytics.pipeline.TransactionTable;
import io.perenne.analytics.pipeline.ValueBasis;
import io.perenne.analytics.pipeline.ValueTable;
import io.perenne.analytics.task.Stage;
import io.perenne.analytics.task.StageClock;
import io.perenne.analytics.task.Task;
import io.perenne.clv.backtest.ModelSelector;
import io.perenne.clv.backtest.ModelSelector.Selection;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.segment.BuyerStatistics;
import io.perenne.clv.segment.CadenceStatistics;
import io.perenne.clv.segment.Calibration;
import io.perenne.clv.segment.ConfiguredThresholds;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.segment.ThresholdKey;
import io.perenne.clv.segment.ThresholdRules;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.RefundShare;
import io.perenne.clv.spend.SpendIndependence;
import io.perenne.clv.value.HistoricValuation;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ResidualValuation;
import io.perenne.clv.value.ValuationChoice;
import io.perenne.clv.words.Message;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Values and segments a customer base as of any date: summarize, fit, value, segment. */
final class Assessor {
  /** Before any ticket: an interval that starts here holds all history. */
  private static final LocalDate BEGINNING = LocalDate.of(1950, 1, 1);

  /** So many customers are read for a backtest, which takes a sample that is even over time. */
  private static final int MOST_BACKTESTED = 4 * ModelSelector.MOST_CUSTOMERS;

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
    Fits fits = fit(histories);
    MarginRate margin =
        MarginRate.of(histories.rules(), base, configuration.valuation().marginRate());
    clock.begin(Stage.VALUE, fits.valuation().name());
    ValueTable values = pipeline.value(histories, basis(fits.valuation(), refunds(base), margin));
    clock.begin(Stage.SEGMENT, "computing thresholds");
    Calibration calibration = calibrate(values, base);
    SegmentTable segments = pipeline.segment(values, SegmentRules.of(calibration.thresholds()));
    return new Assessment(
        segments,
        base,
        fits.valuation(),
        fits.reason(),
        fits.selection(),
        fits.purchases(),
        fits.spend(),
        fits.independence(),
        calibration,
        margin);
  }

  /** How the future is valued. */
  private record Fits(
      ResidualValuation valuation,
      Optional<Message> reason,
      Optional<Message> selection,
      Optional<ModelFit<TransactionModel>> purchases,
      Optional<ModelFit<GammaGamma>> spend,
      Optional<SpendIndependence> independence) {}

  private Fits fit(HistoryTable histories) {
    LocalDate referenceDate = histories.period().referenceDate();
    Horizon horizon =
        Horizon.of(
            configuration.valuation().horizon().days(referenceDate),
            configuration.valuation().discountRate());
    ModelChoice choice = configuration.model().choice();
    if (choice == ModelChoice.NONE) {
      return new Fits(
          new HistoricValuation(horizon),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
    FitOptions options =
        configuration.model().priors()
            ? FitOptions.withDefaults()
            : FitOptions.withDefaults().withoutPriors();
    Optional<Selection> selection = select(choice, histories, options);
    String model = selection.map(Selection::model).orElse(choice.toString());
    HistoryCells cells = pipeline.historyCells(histories);
    SpendCells spendCells = pipeline.spendCells(histories);
    CompletableFuture<ModelFit<GammaGamma>> spendFit =
        task.beside(() -> GammaGamma.fitTransactions(spendCells, options));
    CompletableFuture<Optional<SpendIndependence>> independence =
        spendFit.thenApply(fit -> fit.model().map(m -> SpendIndependence.of(m, spendCells)));
    task.cancellation().check();
    ModelFit<TransactionModel> purchases = TransactionModels.fit(model, cells, options);
    ModelFit<GammaGamma> spend = spendFit.join();
    ValuationChoice chosen = ValuationChoice.of(purchases, cells, spend, spendCells, horizon);
    return new Fits(
        chosen.valuation(),
        chosen.reason(),
        selection.map(Selection::reason),
        Optional.of(purchases),
        Optional.of(spend),
        independence.join());
  }

  /** Lets a backtest on some customers choose the model, where nobody else has. */
  private Optional<Selection> select(
      ModelChoice choice, HistoryTable histories, FitOptions options) {
    if (choice != ModelChoice.AUTO) {
      return Optional.empty();
    }
    clock.say(Stage.FIT, "choosing a model by backtest");
    PurchaseLog sample = pipeline.purchaseSample(histories, MOST_BACKTESTED);
    if (sample.customers() == 0) {
      return Optional.of(ModelSelector.usual());
    }
    LocalDate last = histories.period().referenceDate();
    return Optional.of(
        modelBefore
            .map(before -> ModelSelector.selectAgain(sample, last, options, before))
            .orElseGet(() -> ModelSelector.select(sample, last, options)));
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
