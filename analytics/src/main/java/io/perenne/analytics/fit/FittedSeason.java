// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SeasonalIndex;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The season of a fitted model, whose times all run by the clock that the season makes.
 *
 * @param index how much is bought on each day compared with an average one
 * @param coefficients what the index is made of, by term: logarithms of factors
 * @param standardErrors by term
 * @param logDensityOfDays the sum of ln s(d) over repeat purchases: add it to the log-likelihood to
 *     compare with one of a model without season
 */
public record FittedSeason(
    SeasonalIndex index,
    Map<String, Double> coefficients,
    Map<String, Double> standardErrors,
    double logDensityOfDays) {

  static FittedSeason of(ModelFit<SeasonalIndex> fit, PurchaseLog log, int until) {
    SeasonalIndex index = fit.model().orElseThrow();
    Map<String, Double> coefficients = new LinkedHashMap<>();
    Map<String, Double> errors = new LinkedHashMap<>();
    for (int i = 0; i < index.terms().size(); i++) {
      String term = index.terms().get(i);
      coefficients.put(term, index.coefficients().get(i));
      errors.put(term, fit.standardErrors().getOrDefault(term, Double.NaN));
    }
    return new FittedSeason(index, coefficients, errors, logDensity(index, log, until));
  }

  /** Returns a season found beside a model, of which no errors are known. */
  static FittedSeason of(SeasonalIndex index, PurchaseLog log, int until) {
    Map<String, Double> coefficients = new LinkedHashMap<>();
    for (int i = 0; i < index.terms().size(); i++) {
      coefficients.put(index.terms().get(i), index.coefficients().get(i));
    }
    return new FittedSeason(index, coefficients, Map.of(), logDensity(index, log, until));
  }

  private static double logDensity(SeasonalIndex index, PurchaseLog log, int until) {
    double[] s = index.on(log.firstDay(), until - log.firstDay() + 1);
    double sum = 0;
    for (int c = 0; c < log.customersUntil(until); c++) {
      for (int p = log.start(c) + 1; p < log.endUntil(c, until); p++) {
        sum += Math.log(s[log.day(p) - log.firstDay()]);
      }
    }
    return sum;
  }

  /** Returns the clock, around the days that the model has seen. */
  OperationalClock clock(FittedData data) {
    return OperationalClock.of(
        index,
        Math.toIntExact(data.firstPurchase().toEpochDay()),
        Math.toIntExact(data.calibrationEnd().toEpochDay()));
  }
}
