// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.backtest.ModelSelector;
import io.perenne.clv.backtest.Standing;
import io.perenne.clv.backtest.Standings;
import io.perenne.clv.backtest.Standings.Said;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SeasonalIndex;
import io.perenne.clv.model.EvidentFit;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * Holds models, alone or as the kinds of an {@link Outlook}, against what customers did after the
 * cuts from which a run compares models; all in the time of the season of today, as cuts within the
 * first year know none and would take it for what the models differ in.
 */
final class RegularityTrial {

  /** More customers tell no more of which model is nearer. */
  private static final int MOST_SCORED = 2_000;

  /** A probability of 0 counts as this. */
  private static final double LEAST = 1e-300;

  private final PurchaseLog log;
  private final ModelSelector.Cuts cuts;
  private final FitOptions fit;
  private final Optional<SeasonalIndex> season;
  private final OperationalClock clock;

  /**
   * Begins.
   *
   * @param log the purchases, of an even sample if there are many
   * @param today what is known at the end of the last day
   */
  RegularityTrial(PurchaseLog log, Outlook today, FitOptions fit) {
    this.log = log.sample(today.until(), MOST_SCORED);
    this.cuts = ModelSelector.usualCuts(this.log, LocalDate.ofEpochDay(today.until()));
    this.fit = fit;
    this.season = today.season();
    this.clock = today.clock();
  }

  /** Returns from which days of the past models foretell; none where that would tell nothing. */
  ModelSelector.Cuts cuts() {
    return cuts;
  }

  /**
   * Compares models that are each fitted to all customers.
   *
   * @return the best first; those that could not be fitted at every cut left out
   */
  List<Standing> alone(List<String> names) {
    return standings(names, (origin, then) -> alone(names, origin, then));
  }

  /**
   * Compares the kinds of model of an outlook, and a model that is fitted to all customers.
   *
   * @return the best first; those that could not be fitted at every cut left out
   */
  List<Standing> kinds(OutlookOptions options, String alone) {
    List<String> names = new ArrayList<>(options.models());
    names.add(alone);
    return standings(
        names,
        (origin, then) -> {
          Map<String, Said> said = alone(List.of(alone), origin, then);
          Outlook.of(log.histories(origin), log, origin, options, season)
              .ifPresent(
                  outlook ->
                      outlook.fits().forEach((name, f) -> said.put(name, said(outlook, f, then))));
          return said;
        });
  }

  /** What models said as of a day, given what customers then did. */
  private interface Foretelling {
    Map<String, Said> from(int origin, double[] then);
  }

  private List<Standing> standings(List<String> names, Foretelling foretelling) {
    Standings standings = new Standings(names);
    for (LocalDate day : cuts.origins()) {
      int origin = Math.toIntExact(day.toEpochDay());
      double[] then = new double[log.customersUntil(origin)];
      for (int c = 0; c < then.length; c++) {
        then[c] = log.endUntil(c, origin + cuts.horizon()) - log.endUntil(c, origin);
      }
      standings.add(then, foretelling.from(origin, then));
    }
    return standings.list();
  }

  private Map<String, Said> alone(List<String> names, int origin, double[] then) {
    HistoryCells cells = log.histories(origin, clock);
    double time = clock.between(origin, origin + cuts.horizon());
    Map<String, Said> said = new LinkedHashMap<>();
    for (String name : names) {
      TransactionModels.fit(name, cells, fit)
          .model()
          .map(model -> new Foretold(model, time))
          .ifPresent(model -> said.put(name, said(origin, then, age -> model)));
    }
    return said;
  }

  /** What one kind of an outlook says. */
  private Said said(Outlook outlook, EvidentFit fits, double[] then) {
    int origin = outlook.until();
    double time = clock.between(origin, origin + cuts.horizon());
    Foretold old = new Foretold(fits.established(), time);
    Foretold young = new Foretold(fits.arrived(), time);
    return said(
        origin,
        then,
        age -> outlook.arrivals().filter(a -> a.established(age)).isPresent() ? old : young);
  }

  /** What models, by the age of a customer in days, say of each. */
  private Said said(int origin, double[] then, DoubleFunction<Foretold> models) {
    double[] scores = new double[then.length];
    double[] expected = new double[then.length];
    IntStream.range(0, then.length)
        .parallel()
        .forEach(
            c -> {
              PurchaseHistory history = log.history(c, origin, clock);
              Foretold model = models.apply(origin - log.firstDay(c));
              scores[c] = -Math.log(Math.max(LEAST, model.probability((int) then[c], history)));
              expected[c] = model.expected(history);
            });
    return new Said(scores, expected);
  }

  /** What a model foretells within some time. */
  private record Foretold(TransactionModel model, ModelValuation valuation, double time) {

    Foretold(TransactionModel model, double time) {
      this(model, ModelValuation.of(model, new AverageSpend(1), new Horizon(time, 0)), time);
    }

    double probability(int purchases, PurchaseHistory history) {
      return model.probabilityOf(purchases, history, time);
    }

    double expected(PurchaseHistory history) {
      return valuation.expectedPurchases(history);
    }
  }
}
