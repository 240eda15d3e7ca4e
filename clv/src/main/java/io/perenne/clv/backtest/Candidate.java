// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.forecast.CountForecast;
import io.perenne.clv.forecast.CountForecaster;
import io.perenne.clv.history.Holiday;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Something that foretells purchases from a cut. */
interface Candidate {

  /** Silence of more than this many days ends a customer, for the rule of the same name. */
  int HIATUS_DAYS = 84;

  /** Returns its name. */
  String name();

  /** Returns whether it is a rule of thumb, shown for comparison and never chosen. */
  boolean ruleOfThumb();

  /** Returns its forecast; one that failed has no expectations but says why in its fit. */
  Forecast at(Cut cut);

  /** Returns the model of a name, see {@link ModelVariant}, fitted anew at each cut. */
  static Candidate model(String name, FitOptions options, List<Holiday> holidays) {
    return new Fitted(name, options, holidays);
  }

  /**
   * Returns the rules of thumb: everybody goes on at their own rate x / T; the same unless silent
   * for twelve weeks; everybody buys like the average customer so far; and those of {@link
   * PlainRules}.
   */
  static List<Candidate> rulesOfThumb() {
    return List.of(
        new Rule("run-rate", cut -> history -> rate(history) * cut.horizonDays()),
        new Rule(
            "hiatus-12-weeks",
            cut ->
                history ->
                    history.timeSinceLastPurchase() < HIATUS_DAYS
                        ? rate(history) * cut.horizonDays()
                        : 0),
        new Rule(
            "average",
            cut -> {
              double days = cut.histories().meanAge() * cut.histories().customers();
              double mean = days > 0 ? cut.histories().transactions() / days : 0;
              return history -> mean * cut.horizonDays();
            }),
        new Rule("classic", PlainRules::classic),
        new Rule("constant-retention", PlainRules::constantRetention),
        new Rule("rfm-cell", PlainRules::rfmCell));
  }

  private static double rate(PurchaseHistory history) {
    return history.frequency() == 0 ? 0 : history.frequency() / history.age();
  }

  /** A rule of thumb. */
  record Rule(String name, Function<Cut, ToDoubleFunction<PurchaseHistory>> rule)
      implements Candidate {

    @Override
    public boolean ruleOfThumb() {
      return true;
    }

    @Override
    public Forecast at(Cut cut) {
      ToDoubleFunction<PurchaseHistory> expectation = rule.apply(cut);
      return Forecast.of(
          IntStream.range(0, cut.cells())
              .mapToDouble(cell -> expectation.applyAsDouble(cut.cell(cell)))
              .toArray());
    }
  }

  /** A model fitted to what was known. */
  record Fitted(String name, FitOptions options, List<Holiday> holidays) implements Candidate {

    @Override
    public boolean ruleOfThumb() {
      return false;
    }

    @Override
    public Forecast at(Cut cut) {
      ModelFit<Population> fit =
          Population.fit(ModelVariant.of(name), cut.log(), cut.origin(), holidays, options);
      if (fit.model().isEmpty()) {
        return new Forecast(new double[0], List.of(), Optional.of(fit));
      }
      Population population = fit.model().get();
      CountForecast[] counts = new CountForecast[cut.cells()];
      double[] expected = new double[cut.cells()];
      Map<List<Double>, List<Integer>> kinds = new LinkedHashMap<>();
      for (int cell = 0; cell < counts.length; cell++) {
        kinds
            .computeIfAbsent(population.kind(cut.covariates(cell)), kind -> new ArrayList<>())
            .add(cell);
      }
      kinds.forEach(
          (kind, cells) -> {
            TransactionModel model = population.of(kind);
            double horizon =
                population.clock().between(cut.origin(), cut.origin() + cut.horizonDays());
            ModelValuation valuation =
                ModelValuation.of(model, new AverageSpend(0), new Horizon(horizon, 0));
            CountForecaster forecaster = CountForecaster.of(model, horizon);
            cells.parallelStream()
                .forEach(
                    cell -> {
                      PurchaseHistory h = cut.cell(cell, population.clock());
                      counts[cell] = forecaster.forecast(h);
                      expected[cell] = valuation.expectedPurchases(h);
                    });
          });
      return new Forecast(expected, Arrays.asList(counts), Optional.of(fit));
    }
  }
}
