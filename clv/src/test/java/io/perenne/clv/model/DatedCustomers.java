// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Covariate;
import io.perenne.clv.history.CovariateSeries;
import io.perenne.clv.history.DatedBase;
import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.numeric.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Customers drawn day by day from a model with covariates that change. */
final class DatedCustomers {

  static final int START = 19_000;

  private DatedCustomers() {}

  /** Returns a series of weeks: a campaign now and then, a price that wanders. */
  static CovariateSeries weeks(int weeks, RandomGenerator random) {
    int[] from = new int[weeks];
    double[][] values = new double[weeks][2];
    double price = 10;
    for (int w = 0; w < weeks; w++) {
      from[w] = START + 7 * w;
      price += 0.4 * random.nextGaussian() - 0.05 * (price - 10);
      values[w] = new double[] {random.nextInt(5) == 0 ? 1 : 0, price};
    }
    return CovariateSeries.of(from, values);
  }

  /** Draws a customer acquired on a day. */
  static DatedHistory draw(
      DatedCovariateModel model, CovariateSeries series, int first, int until, Draws draws) {
    boolean coin = model.name().equals("mbg-nbd");
    double lambda = draws.gamma(value(model, "r")) / value(model, "alpha");
    double mu = coin ? 0 : draws.gamma(value(model, "s")) / value(model, "beta");
    List<Integer> days = new ArrayList<>(List.of(first));
    boolean alive = !coin || draws.uniform() >= stop(model, series, first, 0);
    for (int day = first + 1; day <= until && alive; day++) {
      double pace = lambda * Math.exp(predictor(model, series, day, true));
      double hazard = mu * Math.exp(predictor(model, series, day, false));
      double gone = hazard > 0 ? draws.exponential() / hazard : Double.POSITIVE_INFINITY;
      if (draws.exponential() / pace < Math.min(1, gone)) {
        alive = !coin || draws.uniform() >= stop(model, series, day, days.size());
        days.add(day);
      }
      alive = alive && gone >= 1;
    }
    int[] all = days.stream().mapToInt(d -> d).toArray();
    return DatedHistory.of(series, all, all.length, until);
  }

  /** Draws a base with a series for each of some groups. */
  static DatedBase base(DatedCovariateModel model, int customers, int groups, int days, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Draws draws = new Draws(random);
    List<DatedHistory> drawn = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      CovariateSeries series = weeks(days / 7 + 1, random);
      for (int i = 0; i < customers / groups; i++) {
        drawn.add(draw(model, series, START + random.nextInt(days / 2), START + days, draws));
      }
    }
    return new DatedBase(model.covariates().stream().map(Covariate::name).toList(), drawn);
  }

  private static double value(DatedCovariateModel model, String name) {
    return model.parameters().getOrDefault(name, Double.NaN);
  }

  static double predictor(
      DatedCovariateModel model, CovariateSeries series, int day, boolean purchases) {
    double sum = 0;
    for (int c = 0; c < model.covariates().size(); c++) {
      Covariate covariate = model.covariates().get(c);
      double z = series.value(series.periodOf(day), c) - covariate.mean();
      sum += z * (purchases ? covariate.purchases() : covariate.dropout());
    }
    return sum;
  }

  /** What the documentation says: a_z / (a + b + j), the odds a / b being e^v times as high. */
  static double stop(DatedCovariateModel model, CovariateSeries series, int day, int survived) {
    double a = value(model, "a");
    double b = value(model, "b");
    double odds = a / b * Math.exp(predictor(model, series, day, false));
    return (a + b) * odds / (1 + odds) / (a + b + survived);
  }
}
