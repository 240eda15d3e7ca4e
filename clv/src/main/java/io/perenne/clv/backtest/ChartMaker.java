// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.backtest.Charts.FrequencyCount;
import io.perenne.clv.backtest.Charts.FrequencyMean;
import io.perenne.clv.backtest.Charts.Gain;
import io.perenne.clv.backtest.Charts.Matrix;
import io.perenne.clv.backtest.Charts.SpendSpread;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.spend.AverageSpend;
import io.perenne.clv.spend.GammaGamma;
import io.perenne.clv.value.Horizon;
import io.perenne.clv.value.ModelValuation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Makes the charts of one model at one cut. */
final class ChartMaker {
  private static final int HIGHEST_FREQUENCY = 10;
  private static final int MATRIX_FREQUENCIES = 12;
  private static final int MATRIX_RECENCIES = 20;
  private static final int SPEND_BINS = 24;
  private static final int GAIN_POINTS = 20;

  private final Cut cut;
  private final Population population;
  private final Forecast forecast;
  private final SpendBasis spendBasis;
  private final RandomGenerator random;

  ChartMaker(
      Cut cut,
      Population population,
      Forecast forecast,
      SpendBasis spendBasis,
      RandomGenerator random) {
    this.cut = cut;
    this.population = population;
    this.forecast = forecast;
    this.spendBasis = spendBasis;
    this.random = random;
  }

  Charts make(Optional<GammaGamma> spend) {
    double horizon = population.clock().between(cut.origin(), cut.origin() + cut.horizonDays());
    ModelValuation valuation =
        ModelValuation.of(population.average(), new AverageSpend(0), new Horizon(horizon, 0));
    return new Charts(
        Tracking.of(cut, population),
        frequencies(),
        conditional(),
        matrix(h -> valuation.probabilityAlive(h.frequency(), h.recency(), h.age()).orElseThrow()),
        matrix(h -> valuation.expectedPurchases(h.frequency(), h.recency(), h.age())),
        spend.map(this::spread),
        gains());
  }

  private List<FrequencyCount> frequencies() {
    double[] actual = new double[HIGHEST_FREQUENCY + 1];
    double[] expected = new double[HIGHEST_FREQUENCY + 1];
    Map<List<Double>, Map<Double, Integer>> kinds = new LinkedHashMap<>();
    for (int c = 0; c < cut.customers(); c++) {
      int cell = cut.cellOf(c);
      PurchaseHistory history = cut.cell(cell, population.clock());
      actual[Math.min(HIGHEST_FREQUENCY, history.frequency())]++;
      kinds
          .computeIfAbsent(population.kind(cut.covariates(cell)), kind -> new TreeMap<>())
          .merge(history.age(), 1, Integer::sum);
    }
    kinds.forEach(
        (kind, ages) -> {
          TransactionModel model = population.of(kind);
          ages.forEach((age, customers) -> addFrequencies(model, age, customers, expected));
        });
    List<FrequencyCount> counts = new ArrayList<>();
    for (int n = 0; n <= HIGHEST_FREQUENCY; n++) {
      counts.add(new FrequencyCount(n, actual[n], expected[n]));
    }
    return counts;
  }

  private static void addFrequencies(
      TransactionModel model, double age, int customers, double[] expected) {
    double rest = 1;
    for (int n = 0; n < HIGHEST_FREQUENCY; n++) {
      double p = model.probabilityOf(n, age);
      expected[n] += customers * p;
      rest -= p;
    }
    expected[HIGHEST_FREQUENCY] += customers * Math.max(0, rest);
  }

  private List<FrequencyMean> conditional() {
    int[] customers = new int[HIGHEST_FREQUENCY + 1];
    double[] actual = new double[HIGHEST_FREQUENCY + 1];
    double[] expected = new double[HIGHEST_FREQUENCY + 1];
    for (int c = 0; c < cut.customers(); c++) {
      int cell = cut.cellOf(c);
      int n = Math.min(HIGHEST_FREQUENCY, cut.cell(cell).frequency());
      customers[n]++;
      actual[n] += cut.purchases(c);
      expected[n] += forecast.expected()[cell];
    }
    List<FrequencyMean> means = new ArrayList<>();
    for (int n = 0; n <= HIGHEST_FREQUENCY; n++) {
      if (customers[n] > 0) {
        means.add(
            new FrequencyMean(
                n, customers[n], actual[n] / customers[n], expected[n] / customers[n]));
      }
    }
    return means;
  }

  /** For average customers as old as the oldest. */
  private Matrix matrix(ToDoubleFunction<PurchaseHistory> byClock) {
    ToDoubleFunction<PurchaseHistory> answer =
        days -> byClock.applyAsDouble(population.history(days, cut.origin()));
    int age = cut.origin() - cut.log().firstDay();
    List<Integer> recencies = new ArrayList<>();
    for (int i = 1; i <= MATRIX_RECENCIES; i++) {
      recencies.add(Math.max(1, age * i / MATRIX_RECENCIES));
    }
    List<List<Double>> rows = new ArrayList<>();
    rows.add(List.of(answer.applyAsDouble(PurchaseHistory.of(0, 0, age))));
    for (int x = 1; x <= MATRIX_FREQUENCIES; x++) {
      int frequency = x;
      rows.add(
          recencies.stream()
              .map(t -> answer.applyAsDouble(PurchaseHistory.of(frequency, t, age)))
              .toList());
    }
    return new Matrix(age, recencies, rows);
  }

  /** P(mean of n purchases at most m) is that of their sum being at most n m. */
  private SpendSpread spread(GammaGamma spend) {
    List<SpendHistory> known = new ArrayList<>();
    for (int c = 0; c < cut.customers(); c++) {
      SpendHistory history = cut.spend(c, spendBasis);
      if (history.count() > 0) {
        known.add(history);
      }
    }
    double[] means = known.stream().mapToDouble(h -> h.sum() / h.count()).sorted().toArray();
    double width = means.length == 0 ? 1 : roundWidth(means[means.length * 95 / 100] / SPEND_BINS);
    double[] actual = new double[SPEND_BINS + 1];
    double[] expected = new double[SPEND_BINS + 1];
    Map<Integer, Integer> counts = new TreeMap<>();
    for (SpendHistory history : known) {
      actual[(int) Math.min(SPEND_BINS, history.sum() / history.count() / width)]++;
      counts.merge(history.count(), 1, Integer::sum);
    }
    counts.forEach(
        (n, customers) -> {
          double before = 0;
          for (int bin = 0; bin <= SPEND_BINS; bin++) {
            double edge = bin == SPEND_BINS ? Double.POSITIVE_INFINITY : (bin + 1) * width * n;
            double until = spend.probabilityOfAtMost(edge, n, SpendHistory.none());
            expected[bin] += customers * (until - before);
            before = until;
          }
        });
    List<Double> edges = new ArrayList<>();
    for (int bin = 0; bin <= SPEND_BINS; bin++) {
      edges.add(bin * width);
    }
    return new SpendSpread(
        edges, Arrays.stream(actual).boxed().toList(), Arrays.stream(expected).boxed().toList());
  }

  /** Returns the next of 1, 2, 2.5, 5, 10, 20, ... */
  private static double roundWidth(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1e-9))));
    for (double step : new double[] {1, 2, 2.5, 5}) {
      if (step * power >= least) {
        return step * power;
      }
    }
    return 10 * power;
  }

  private List<Gain> gains() {
    double[] actual = cut.actualPurchases();
    double total = Arrays.stream(actual).sum();
    Forecast runRate = Candidate.rulesOfThumb().get(0).at(cut);
    Ranking model = Ranking.of(cut.byCustomer(forecast.expected()), random);
    Ranking rate = Ranking.of(cut.byCustomer(runRate.expected()), random);
    Ranking best = Ranking.of(actual, random);
    List<Gain> gains = new ArrayList<>();
    for (int i = 0; i <= GAIN_POINTS; i++) {
      int to = (int) ((long) actual.length * i / GAIN_POINTS);
      gains.add(
          new Gain(
              (double) i / GAIN_POINTS,
              model.sum(actual, 0, to) / total,
              rate.sum(actual, 0, to) / total,
              best.sum(actual, 0, to) / total));
    }
    return gains;
  }
}
