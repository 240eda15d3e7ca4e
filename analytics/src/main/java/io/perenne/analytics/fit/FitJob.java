// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.ModelSettings;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.config.Seasonality;
import io.perenne.analytics.covariates.CovariateDesign;
import io.perenne.analytics.covariates.CovariateFile;
import io.perenne.analytics.covariates.CovariateTable;
import io.perenne.analytics.covariates.CustomerCovariates;
import io.perenne.analytics.covariates.SeriesTable;
import io.perenne.analytics.home.Software;
import io.perenne.analytics.task.Task;
import io.perenne.clv.backtest.ModelSelector;
import io.perenne.clv.backtest.ModelSelector.Selection;
import io.perenne.clv.backtest.ModelVariant;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.CovariateGroups;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SeasonalIndex;
import io.perenne.clv.model.CovariateModel;
import io.perenne.clv.model.DatedCovariateModel;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.outlook.Outlook;
import io.perenne.clv.outlook.OutlookChoice;
import io.perenne.clv.outlook.OutlookOptions;
import io.perenne.clv.outlook.StatedRepurchase;
import io.perenne.clv.season.SeasonFit;
import io.perenne.clv.spend.CovariateSpend;
import io.perenne.clv.spend.PriceLevel;
import io.perenne.clv.words.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fits a model of purchases, and one of spend if amounts are known, to files of transactions. */
public final class FitJob {

  private final FitRequest request;
  private final Purchases purchases;
  private final Task task;

  private FitJob(FitRequest request, Purchases purchases, Task task) {
    this.request = request;
    this.purchases = purchases;
    this.task = task;
  }

  /**
   * Fits.
   *
   * @throws InputException if the files cannot be used or hold too little
   */
  public static FittedModel run(FitRequest request, Task task) {
    if (!request.model().equals(FitRequest.AUTO)) {
      ModelNames.require("--model", List.of(request.model()));
    }
    CustomerCovariates covariates =
        request
            .covariates()
            .map(
                file ->
                    CovariateFile.read(
                        file,
                        request.input().transactions().options(),
                        request.input().transactions().mapping()))
            .orElse(null);
    if (covariates instanceof SeriesTable) {
      DatedFit.require(request);
    }
    Purchases purchases = Purchases.read(request.input(), request.lastDay(), covariates, task);
    return new FitJob(request, purchases, task).fit(covariates);
  }

  private FittedModel fit(@Nullable CustomerCovariates covariates) {
    LocalDate end = request.calibrationEnd().orElse(purchases.lastDay());
    if (end.isAfter(purchases.lastDay())) {
      throw new InputException(
          Problem.of(Texts.message("problem.calibration"))
              .withWhere("--calibration-end")
              .withValue(end.toString())
              .withRemedy(Texts.message("problem.calibration.remedy", purchases.lastDay())));
    }
    int until = Math.toIntExact(end.toEpochDay());
    if (covariates instanceof SeriesTable series) {
      return dated(series, end);
    }
    Optional<FittedModel> ahead = looksAhead() ? lookingAhead(end) : Optional.empty();
    if (ahead.isPresent()) {
      return ahead.get();
    }
    Optional<Selection> selection = select(end);
    task.cancellation().check();
    ModelVariant variant =
        selection.map(choice -> ModelVariant.of(choice.model())).orElseGet(this::asked);
    Optional<FittedSeason> season =
        variant.season() ? Optional.of(season(variant.model(), until)) : Optional.empty();
    FittedData data = data(end);
    OperationalClock clock =
        season.map(found -> found.clock(data)).orElse(OperationalClock.calendar());
    FittedModel fitted =
        covariates instanceof CovariateTable table && variant.covariates()
            ? withCovariates(variant, clock, data, table)
            : plain(variant, clock, data);
    FittedModel reasoned =
        fitted.with(
            selection.map(choice -> Sentence.of(choice.reason())).orElseGet(Sentence::none));
    FittedModel kept = purchases.log().priced() ? reasoned.with(purchases.refunds()) : reasoned;
    return season.map(kept::with).orElse(kept);
  }

  /** Whether all that is known is asked for, as in a run. */
  private boolean looksAhead() {
    RunConfiguration configuration = request.input().transactions().configuration();
    return request.model().equals(FitRequest.AUTO)
        && configuration.model().looksAhead()
        && request.priors()
        && request.unit() == ModelUnit.DAY
        && request.covariates().isEmpty()
        && request.season().isEmpty();
  }

  /** Fits as a run does; empty where no model can be fitted, or one alone may be nearer. */
  private Optional<FittedModel> lookingAhead(LocalDate end) {
    int until = Math.toIntExact(end.toEpochDay());
    OutlookOptions usual = outlookOptions(until);
    Optional<Outlook> today = Outlook.of(purchases.log(), until, usual);
    if (today.isEmpty()) {
      return Optional.empty();
    }
    OutlookChoice choice = OutlookChoice.of(purchases.log(), today.get(), usual);
    if (choice.alone()) {
      return Optional.empty();
    }
    Optional<Outlook> outlook =
        choice.options().equals(usual)
            ? today
            : Outlook.of(purchases.log(), until, choice.options());
    return outlook.map(found -> lookingAhead(found, choice.reason(), end));
  }

  private OutlookOptions outlookOptions(int until) {
    ModelSettings asked = request.input().transactions().configuration().model();
    OutlookOptions options =
        OutlookOptions.withDefaults()
            .withFit(options())
            .forCustomers(purchases.log().customersUntil(until));
    OutlookOptions seasonal =
        asked.seasonality() == Seasonality.OFF ? options.withoutSeason() : options;
    return asked.yearlyRepurchase().share().isPresent()
        ? StatedRepurchase.options(
            purchases.log(), until, seasonal, asked.yearlyRepurchase().share().getAsDouble())
        : seasonal;
  }

  private static Message reason(Outlook outlook, Message regularity) {
    int days = outlook.until() - outlook.firstDay() + 1;
    return OutlookReason.of(outlook, Outlook.assumesDropout(days), regularity);
  }

  private FittedModel lookingAhead(Outlook outlook, Message regularity, LocalDate end) {
    int until = Math.toIntExact(end.toEpochDay());
    FittedData data = data(end);
    ModelFit<TransactionModel> fit = outlook.fits().values().iterator().next().arrivedFit();
    TransactionModel model = requireModel(fit);
    HistoryCells cells = purchases.log().histories(until);
    Optional<PriceLevel> prices = PriceLevel.of(purchases.log(), until);
    PurchaseLog today =
        prices.map(level -> level.leveled(purchases.log(), until)).orElse(purchases.log());
    FittedModel fitted =
        FittedModel.of(
                model,
                fit,
                cells.transactions(),
                request.unit(),
                today.priced()
                    ? SpendModels.fit(today, until, request.input().spendBasis(), options())
                    : null,
                holdout(values -> model, outlook.clock(), until),
                data,
                Software.describe())
            .with(FittedOutlook.of(outlook, prices, end))
            .with(Sentence.of(reason(outlook, regularity)));
    FittedModel kept = purchases.log().priced() ? fitted.with(purchases.refunds()) : fitted;
    return outlook
        .season()
        .map(index -> kept.with(FittedSeason.of(index, purchases.log(), until)))
        .orElse(kept);
  }

  private FittedSeason season(String model, int until) {
    ModelFit<SeasonalIndex> fit =
        SeasonFit.fit(model, purchases.log(), until, request.season().orElse(List.of()), options());
    if (fit.model().isEmpty()) {
      throw new InputException(
          Problem.of(Texts.message("problem.season"))
              .withWhere("--seasonality")
              .withValue(fit::diagnosis)
              .withRemedy(Texts.message("problem.season.remedy")));
    }
    return FittedSeason.of(fit, purchases.log(), until);
  }

  private FittedModel plain(ModelVariant variant, OperationalClock clock, FittedData data) {
    int until = Math.toIntExact(data.calibrationEnd().toEpochDay());
    HistoryCells cells = TransactionModels.cells(variant.model(), purchases.log(), until, clock);
    ModelFit<TransactionModel> fit =
        TransactionModels.fit(variant.model(), inUnit(cells), options());
    TransactionModel model = requireModel(fit);
    return FittedModel.of(
        model,
        fit,
        cells.transactions(),
        request.unit(),
        purchases.log().priced()
            ? SpendModels.fit(purchases.log(), until, request.input().spendBasis(), options())
            : null,
        holdout(values -> model, clock, until),
        data,
        Software.describe());
  }

  private FittedModel withCovariates(
      ModelVariant variant, OperationalClock clock, FittedData data, CovariateTable covariates) {
    PurchaseLog log = purchases.log();
    int until = Math.toIntExact(data.calibrationEnd().toEpochDay());
    CovariateGroups<HistoryCells> groups =
        TransactionModels.groups(variant.model(), log, until, clock).map(this::inUnit);
    HistoryCells pooled = CovariateGroups.pooled(groups);
    ModelFit<TransactionModel> without = TransactionModels.fit(variant.model(), pooled, options());
    ModelFit<CovariateModel> fit = TransactionModels.fit(without, groups, options());
    CovariateModel model = requireModel(fit);
    Optional<ModelFit<CovariateSpend>> spend =
        log.priced()
            ? Optional.of(
                SpendModels.fitCovariates(log, until, request.input().spendBasis(), options()))
            : Optional.empty();
    List<Message> notes = new ArrayList<>(covariates.notes());
    notes.addAll(purchases.strangers().notes(covariates));
    return FittedModel.of(
            model.average(),
            fit,
            pooled.transactions(),
            request.unit(),
            spend
                .map(
                    s ->
                        FittedSpend.of(
                            s,
                            s.model().map(CovariateSpend::average),
                            log.spend(until, request.input().spendBasis()),
                            request.input().spendBasis()))
                .orElse(null),
            holdout(model::of, clock, until),
            data,
            Software.describe())
        .with(
            new FittedCovariates(
                covariates.design(),
                null,
                FittedCovariates.coefficients(fit, spend),
                without.logLikelihood(),
                Sentence.all(notes),
                FittedData.File.of(covariates.file())));
  }

  private FittedModel dated(SeriesTable covariates, LocalDate end) {
    PurchaseLog log = purchases.log();
    int until = Math.toIntExact(end.toEpochDay());
    DatedFit found = DatedFit.of(request, purchases, covariates, until, options());
    task.cancellation().check();
    DatedCovariateModel days = requireModel(found.fit());
    double repeats = log.histories(until).transactions();
    ModelFit<DatedCovariateModel> fit = DatedFit.in(request.unit(), found.fit(), repeats);
    Map<String, Double> parameters = new LinkedHashMap<>();
    days.parameters()
        .forEach((name, v) -> parameters.put(name, DatedFit.in(request.unit(), name, v)));
    List<Message> notes = new ArrayList<>(covariates.notes());
    notes.addAll(purchases.strangers().notes(covariates));
    int last = Math.toIntExact(purchases.lastDay().toEpochDay());
    if (last > until) {
      notes.addAll(covariates.heldNotes(until, last));
    }
    FittedModel fitted =
        FittedModel.of(
                TransactionModels.of(days.name(), parameters),
                fit,
                repeats,
                request.unit(),
                log.priced()
                    ? SpendModels.fit(log, until, request.input().spendBasis(), options())
                    : null,
                last == until
                    ? null
                    : HoldoutCheck.of(days, covariates.series(), log, until, last - until),
                data(end),
                Software.describe())
            .with(
                new FittedCovariates(
                    new CovariateDesign(List.of()),
                    covariates.design(),
                    FittedCovariates.coefficients(
                        days.covariates(), fit.standardErrors(), Optional.empty()),
                    DatedFit.in(request.unit(), found.without(), repeats).logLikelihood(),
                    Sentence.all(notes),
                    FittedData.File.of(covariates.file())))
            .with(found.reason());
    return log.priced() ? fitted.with(purchases.refunds()) : fitted;
  }

  private Optional<Selection> select(LocalDate end) {
    return request.model().equals(FitRequest.AUTO)
        ? Optional.of(
            ModelSelector.selectAmongAll(purchases.log(), end, options(), request.season()))
        : Optional.empty();
  }

  private ModelVariant asked() {
    return new ModelVariant(
        request.model(), request.season().isPresent(), request.covariates().isPresent());
  }

  private @Nullable Holdout holdout(
      Function<List<Double>, TransactionModel> models, OperationalClock clock, int until) {
    int days = Math.toIntExact(purchases.lastDay().toEpochDay() - until);
    return days == 0
        ? null
        : HoldoutCheck.of(models, clock, request.unit(), purchases.log(), until, days);
  }

  private HistoryCells inUnit(HistoryCells cells) {
    return request.unit() == ModelUnit.DAY ? cells : cells.scaledBy(1.0 / request.unit().days());
  }

  private FitOptions options() {
    FitOptions options = FitOptions.withDefaults();
    return request.priors() ? options : options.withoutPriors();
  }

  private static <M> M requireModel(ModelFit<M> fit) {
    return fit.model()
        .orElseThrow(
            () ->
                new InputException(
                    Problem.of(Texts.message("problem.fit"))
                        .withValue(fit::diagnosis)
                        .withRemedy(Texts.message("problem.fit.remedy"))));
  }

  private FittedData data(LocalDate end) {
    return new FittedData(
        end,
        LocalDate.ofEpochDay(purchases.log().firstDay()),
        request.input().keepFree(),
        purchases.counts().rows(),
        purchases.counts().unreadable(),
        purchases.files());
  }
}
