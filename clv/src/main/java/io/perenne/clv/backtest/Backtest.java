// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.spend.SpendModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares models by what they would have foretold at several days of the past.
 *
 * <p>Customers acquired by each cut are forecast over one horizon, with nothing but what was known
 * at the cut; cuts are one horizon apart and the last horizon ends with the data. Revenue is
 * foretold as expected purchases times the value of a purchase that Gamma-Gamma expects. The same
 * purchases and options give the same report to the last bit.
 */
public final class Backtest {

  private final PurchaseLog log;
  private final BacktestOptions options;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Standings standings;

  private Backtest(PurchaseLog log, BacktestOptions options) {
    this.log = log;
    this.options = options;
    options
        .models()
        .forEach(name -> candidates.add(Candidate.model(name, options.fit(), options.holidays())));
    candidates.addAll(Candidate.rulesOfThumb());
    standings = new Standings(options.models());
  }

  /**
   * Backtests.
   *
   * @param lastDay the day up to which purchases are complete
   * @throws IllegalArgumentException if the history is not longer than two horizons, or a model is
   *     not known
   */
  public static BacktestReport run(PurchaseLog log, LocalDate lastDay, BacktestOptions options) {
    return new Backtest(log, options).run(Math.toIntExact(lastDay.toEpochDay()));
  }

  /**
   * Compares models without telling more of each: the standings alone, the best first.
   *
   * @see #run
   */
  static List<Standing> compare(PurchaseLog log, LocalDate lastDay, BacktestOptions options) {
    boolean logGaps = options.models().stream().anyMatch(TransactionModels::readsLogGaps);
    Standings standings = new Standings(options.models());
    for (LocalDate day : origins(log, lastDay, options.origins(), options.horizonDays())) {
      Cut cut = Cut.of(log, Math.toIntExact(day.toEpochDay()), options.horizonDays(), logGaps);
      standings.add(
          cut,
          options.models().parallelStream()
              .collect(
                  Collectors.toMap(
                      Function.identity(),
                      name -> Candidate.model(name, options.fit(), options.holidays()).at(cut))));
    }
    return standings.list();
  }

  /** Returns the days of the cuts, the earliest first; empty if the history is too short. */
  public static List<LocalDate> origins(
      PurchaseLog log, LocalDate lastDay, int count, int horizon) {
    List<LocalDate> origins = new ArrayList<>();
    LocalDate first = LocalDate.ofEpochDay(log.firstDay());
    for (int i = 1; i <= count; i++) {
      LocalDate origin = lastDay.minusDays((long) i * horizon);
      // a model must have seen about as much as it is asked to foretell
      if (origin.minusDays(horizon / 2).isAfter(first)) {
        origins.add(0, origin);
      }
    }
    return origins;
  }

  private BacktestReport run(int lastDay) {
    LocalDate end = LocalDate.ofEpochDay(lastDay);
    List<LocalDate> days = origins(log, end, options.origins(), options.horizonDays());
    if (days.isEmpty()) {
      throw new IllegalArgumentException(
          "the history from %s to %s is too short for a horizon of %d days"
              .formatted(LocalDate.ofEpochDay(log.firstDay()), end, options.horizonDays()));
    }
    List<OriginResult> results = new ArrayList<>();
    Last last = cut(days.get(0));
    results.add(last.result());
    for (LocalDate day : days.subList(1, days.size())) {
      last = cut(day);
      results.add(last.result());
    }
    Recommendation recommendation = Recommendation.of(standings.list());
    return new BacktestReport(
        LocalDate.ofEpochDay(log.firstDay()),
        end,
        options.horizonDays(),
        options.seed(),
        results,
        standings.all(),
        recommendation,
        Warnings.of(options, results, recommendation.model()),
        charts(last, recommendation.model()));
  }

  /** The latest cut with all that charts are made from. */
  private record Last(
      OriginResult result, Cut cut, Map<String, Forecast> forecasts, Optional<Spend> spend) {}

  private Last cut(LocalDate day) {
    boolean logGaps = options.models().stream().anyMatch(TransactionModels::readsLogGaps);
    Cut cut = Cut.of(log, Math.toIntExact(day.toEpochDay()), options.horizonDays(), logGaps);
    Optional<Spend> spend = log.priced() ? Optional.of(Spend.of(cut, options)) : Optional.empty();
    Map<String, Forecast> forecasts = new LinkedHashMap<>();
    List<CandidateResult> results = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Forecast forecast = candidate.at(cut);
      forecasts.put(candidate.name(), forecast);
      results.add(result(cut, candidate, forecast, spend));
    }
    standings.add(cut, forecasts);
    double purchases = 0;
    double revenue = 0;
    for (int c = 0; c < cut.customers(); c++) {
      purchases += cut.purchases(c);
      revenue += cut.revenue(c);
    }
    return new Last(
        new OriginResult(day, cut.customers(), purchases, revenue, results), cut, forecasts, spend);
  }

  /**
   * The value of a purchase.
   *
   * @param byCustomer expected, by customer
   * @param model the model of spend, if there is one
   */
  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Spend(double[] byCustomer, Optional<GammaGamma> model) {

    static Spend of(Cut cut, BacktestOptions options) {
      SpendCells cells = cut.log().spend(cut.origin(), options.spend());
      Optional<GammaGamma> fit =
          (options.spend().isPaid()
                  ? GammaGamma.fitTransactions(cells, options.fit())
                  : GammaGamma.fitMeans(cells, options.fit()))
              .model();
      SpendModel model = fit.<SpendModel>map(m -> m).orElse(new AverageSpend(cells.meanValue()));
      double[] values = new double[cut.customers()];
      for (int c = 0; c < values.length; c++) {
        SpendHistory history = cut.spend(c, options.spend());
        double value = model.expectedTransactionValue(history);
        values[c] = value < Double.POSITIVE_INFINITY ? value : cells.meanValue();
      }
      return new Spend(values, fit);
    }
  }

  private CandidateResult result(
      Cut cut, Candidate candidate, Forecast forecast, Optional<Spend> spend) {
    Optional<ModelFit<Population>> fit = forecast.fit();
    Optional<Population> population = fit.flatMap(ModelFit::model);
    Optional<TransactionModel> model = population.map(Population::average);
    boolean failed = !candidate.ruleOfThumb() && model.isEmpty();
    SplittableRandom random = new SplittableRandom(options.seed() + cut.origin());
    return new CandidateResult(
        candidate.name(),
        model.map(TransactionModel::name).orElse(""),
        candidate.ruleOfThumb(),
        failed ? fit.flatMap(ModelFit::diagnosis) : Optional.empty(),
        model.map(TransactionModel::parameters).orElse(Map.of()),
        fit.map(ModelFit::logLikelihood).orElse(0.0),
        failed
            ? Optional.empty()
            : Optional.of(
                PointAccuracy.of(
                    cut.byCustomer(forecast.expected()), cut.actualPurchases(), random)),
        failed ? Optional.empty() : spend.map(s -> revenue(cut, forecast, s, random)),
        model.map(m -> DistributionAccuracy.of(cut, forecast)),
        model.flatMap(m -> spend).flatMap(Spend::model).map(g -> revenue(cut, forecast, g)),
        population.map(p -> Tracking.of(cut, p).error()));
  }

  private RevenueDistribution revenue(Cut cut, Forecast forecast, GammaGamma spend) {
    return RevenueDistribution.of(cut, forecast, spend, options.spend());
  }

  private static PointAccuracy revenue(
      Cut cut, Forecast forecast, Spend spend, SplittableRandom random) {
    double[] expected = cut.byCustomer(forecast.expected());
    for (int c = 0; c < expected.length; c++) {
      expected[c] *= spend.byCustomer()[c];
    }
    return PointAccuracy.of(expected, cut.actualRevenue(), random);
  }

  private Optional<Charts> charts(Last last, String name) {
    Forecast forecast = last.forecasts().get(name);
    if (forecast == null) {
      return Optional.empty();
    }
    SplittableRandom random = new SplittableRandom(options.seed());
    return forecast
        .fit()
        .flatMap(ModelFit::model)
        .map(
            population ->
                new ChartMaker(last.cut(), population, forecast, options.spend(), random)
                    .make(last.spend().flatMap(Spend::model)));
  }
}
