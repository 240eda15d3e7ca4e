// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.config.ModelChoice;
import io.perenne.analytics.config.ModelSettings;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.config.Seasonality;
import io.perenne.analytics.fit.OutlookReason;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.Pipeline;
import io.perenne.analytics.task.Stage;
import io.perenne.analytics.task.StageClock;
import io.perenne.analytics.task.Task;
import io.perenne.clv.backtest.ModelSelector;
import io.perenne.clv.backtest.ModelSelector.Selection;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.history.SpendDays;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.outlook.BaseStates;
import io.perenne.clv.outlook.CommonShock;
import io.perenne.clv.outlook.Experience;
import io.perenne.clv.outlook.MoneyForecaster;
import io.perenne.clv.outlook.Outlook;
import io.perenne.clv.outlook.OutlookChoice;
import io.perenne.clv.outlook.OutlookOptions;
import io.perenne.clv.outlook.StateFactors;
import io.perenne.clv.outlook.StatedRepurchase;
import io.perenne.clv.segment.ThresholdRules;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.PriceLevel;
import io.perenne.clv.spend.SpendIndependence;
import io.perenne.clv.value.HistoricValuation;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ValuationChoice;
import io.perenne.clv.words.Message;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Fits what the future is valued by. The models of all customers are fitted to the distinct
 * histories of the whole base; what needs single purchases, such as seasons, prices and forecasts
 * of the past, is learned from a sample.
 */
final class ForesightFit {
  /** So many customers at most are looked back at. */
  private static final int MOST_SAMPLED = 10_000;

  private static final double LITTLE_DROPOUT = 0.05;
  private static final double MUCH_DROPOUT = 0.4;

  private final Pipeline pipeline;
  private final RunConfiguration configuration;
  private final Task task;
  private final StageClock clock;
  private final Optional<String> modelBefore;
  private final HistoryTable histories;
  private final ThresholdRules thresholds;
  private final LocalDate today;
  private final int until;
  private final Horizon horizon;
  private final FitOptions options;
  private final PurchaseLog sample;

  ForesightFit(
      Pipeline pipeline,
      RunConfiguration configuration,
      Task task,
      StageClock clock,
      Optional<String> modelBefore,
      HistoryTable histories,
      ThresholdRules thresholds) {
    this.pipeline = pipeline;
    this.configuration = configuration;
    this.task = task;
    this.clock = clock;
    this.modelBefore = modelBefore;
    this.histories = histories;
    this.thresholds = thresholds;
    today = histories.period().referenceDate();
    until = Math.toIntExact(today.toEpochDay());
    horizon =
        Horizon.of(
            configuration.valuation().horizon().days(today),
            configuration.valuation().discountRate());
    options =
        configuration.model().priors()
            ? FitOptions.withDefaults()
            : FitOptions.withDefaults().withoutPriors();
    sample =
        configuration.model().choice() == ModelChoice.NONE
            ? PurchaseLog.builder().build()
            : pipeline.purchaseSample(histories, MOST_SAMPLED);
  }

  Foresight fit() {
    ModelSettings model = configuration.model();
    if (model.choice() == ModelChoice.NONE) {
      return Foresight.none(new HistoricValuation(horizon));
    }
    HistoryCells cells = pipeline.historyCells(histories);
    Optional<PriceLevel> prices =
        model.looksAhead() ? PriceLevel.of(sample, until) : Optional.empty();
    SpendCells spendCells = pipeline.spendCells(histories, prices.orElseGet(PriceLevel::constant));
    CompletableFuture<ModelFit<GammaGamma>> spendFit =
        task.beside(() -> GammaGamma.fitTransactions(spendCells, options));
    CompletableFuture<Optional<SpendIndependence>> independence =
        spendFit.thenApply(fit -> fit.model().map(m -> SpendIndependence.of(m, spendCells)));
    task.cancellation().check();
    OutlookOptions usual = outlookOptions(cells);
    Optional<Outlook> today =
        model.looksAhead() ? Outlook.of(cells, sample, until, usual) : Optional.empty();
    Optional<OutlookChoice> choice = today.map(found -> choose(found, usual));
    Optional<Selection> selection = select(choice);
    OutlookOptions asked = choice.map(OutlookChoice::options).orElse(usual);
    Optional<Outlook> outlook =
        selection.filter(ForesightFit::isRegular).isPresent()
            ? Optional.empty()
            : asked.equals(usual) ? today : Outlook.of(cells, sample, until, asked);
    String name = selection.map(Selection::model).orElse(model.choice().toString());
    ModelFit<TransactionModel> purchases =
        outlook
            .map(found -> found.fits().values().iterator().next().arrivedFit())
            .orElseGet(() -> TransactionModels.fit(name, cells, options));
    MoneyForecaster forecaster =
        outlook.isPresent()
            ? MoneyForecaster.of(asked, basis())
            : MoneyForecaster.of(name, options, basis());
    Experience experience =
        purchases.model().isPresent() ? experience(forecaster) : Experience.none();
    ModelFit<GammaGamma> spend = spendFit.join();
    ValuationChoice chosen =
        outlook
            .map(found -> ValuationChoice.of(by -> found.valuation(by, horizon), spend, spendCells))
            .orElseGet(() -> ValuationChoice.of(purchases, cells, spend, spendCells, horizon));
    return new Foresight(
        chosen.valuation(),
        chosen.reason(),
        outlook
            .flatMap(found -> choice.map(chosenBy -> words(found, chosenBy.reason())))
            .or(() -> selection.map(one -> alone(one, choice))),
        Optional.of(purchases),
        Optional.of(spend),
        independence.join(),
        outlook,
        prices,
        experience,
        outlook.isPresent() ? states(experience, forecaster) : Optional.empty(),
        purchases.model().isPresent() ? shock(experience, usual) : CommonShock.stated());
  }

  private Message words(Outlook outlook, Message regularity) {
    return OutlookReason.of(outlook, Outlook.assumesDropout(days()), regularity);
  }

  /** Why one model alone, and why not a mean with one for regular customers. */
  private static Message alone(Selection selection, Optional<OutlookChoice> choice) {
    return choice
        .filter(OutlookChoice::alone)
        .map(found -> selection.reason().then(found.reason()))
        .orElseGet(selection::reason);
  }

  private OutlookChoice choose(Outlook today, OutlookOptions usual) {
    clock.say(Stage.FIT, "choosing models by backtest");
    boolean counted = modelBefore.filter(TransactionModels::isRegular).isPresent();
    return OutlookChoice.of(sample, today, usual, counted);
  }

  private int days() {
    return until - sample.firstDay() + 1;
  }

  private SpendBasis basis() {
    return histories.rules().spendDays() == SpendDays.ALL
        ? SpendBasis.PAID
        : SpendBasis.PAID_REPEAT;
  }

  private int[] states(int day) {
    return BaseStates.of(
        sample, Assessor.period(configuration.interval(), LocalDate.ofEpochDay(day)), thresholds);
  }

  private static boolean isRegular(Selection selection) {
    return selection.backtested() && TransactionModels.isRegular(selection.model());
  }

  private OutlookOptions outlookOptions(HistoryCells cells) {
    OutlookOptions kinds =
        OutlookOptions.withDefaults().withFit(options).forCustomers(cells.customers());
    OutlookOptions seasonal =
        configuration.model().seasonality() == Seasonality.OFF ? kinds.withoutSeason() : kinds;
    return configuration.model().yearlyRepurchase().share().isPresent()
        ? StatedRepurchase.options(
            sample, until, seasonal, configuration.model().yearlyRepurchase().share().getAsDouble())
        : seasonal;
  }

  /** Lets a backtest on some customers choose the model, where nobody else has. */
  private Optional<Selection> select(Optional<OutlookChoice> choice) {
    if (configuration.model().choice() != ModelChoice.AUTO) {
      return Optional.empty();
    }
    if (sample.customers() == 0
        || choice.filter(found -> !found.alone()).isPresent()
        || (configuration.model().looksAhead() && choice.isEmpty())) {
      return Optional.of(ModelSelector.usual());
    }
    clock.say(Stage.FIT, "choosing a model by backtest");
    return Optional.of(
        modelBefore
            .map(before -> ModelSelector.selectAgain(sample, today, options, before))
            .orElseGet(() -> ModelSelector.select(sample, today, options)));
  }

  private Experience experience(MoneyForecaster forecaster) {
    clock.say(Stage.FIT, "holding forecasts of the past against what came");
    return Experience.of(sample, until, forecaster, this::states);
  }

  private Optional<StateFactors.Applied> states(Experience experience, MoneyForecaster forecaster) {
    return experience
        .factors()
        .flatMap(
            factors ->
                forecaster
                    .forecast(sample, until, horizon.days())
                    .map(now -> factors.applied(states(until), now.money())));
  }

  /**
   * What forecasts of the past teach, and in the first two years what dropout may be: how far that
   * moves the total is alike whether customers are regular or not, and told by the usual kinds.
   */
  private CommonShock shock(Experience experience, OutlookOptions usual) {
    CommonShock learned = CommonShock.learned(experience.pasts());
    boolean stated = configuration.model().yearlyRepurchase().share().isPresent();
    if (!Outlook.assumesDropout(days()) || !options.priors() || stated) {
      return learned;
    }
    double little = total(Outlook.withDropout(usual, LITTLE_DROPOUT));
    double much = total(Outlook.withDropout(usual, MUCH_DROPOUT));
    return little > 0 && much > 0
        ? learned.withAssumedDropout(little, much, horizon.days())
        : learned;
  }

  private double total(OutlookOptions asked) {
    return MoneyForecaster.of(asked, basis())
        .forecast(sample, until, horizon.days())
        .map(MoneyForecaster.Forecast::total)
        .orElse(0.0);
  }
}
