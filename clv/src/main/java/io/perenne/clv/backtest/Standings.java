// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums up, cut by cut, how models stand against each other: by the probability they gave to what
 * each customer then did, and by their totals.
 */
public final class Standings {

  /** A model this many nats behind in total keeps a hundredth of the weight of the best. */
  private static final double MOST_BEHIND = Math.log(100);

  /** The mean square below which the log scores of two models are those of one. */
  private static final double SAME = 1e-10;

  private final List<String> names;
  private final double[] logScore;
  private final double[][] differences;
  private final double[][] squares;
  private final boolean[] failed;
  private final double[] expected;
  private final double[] absolute;
  private double actual;
  private double customers;

  /**
   * What a model said of the customers of a cut.
   *
   * @param scores -ln of the probability given to what each did
   * @param expected how often each would buy
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Said(double[] scores, double[] expected) {}

  /** Starts without any cut. */
  public Standings(List<String> names) {
    this.names = List.copyOf(names);
    int n = names.size();
    logScore = new double[n];
    differences = new double[n][n];
    squares = new double[n][n];
    failed = new boolean[n];
    expected = new double[n];
    absolute = new double[n];
  }

  /** Adds a cut; a forecast without distribution is one that failed. */
  void add(Cut cut, Map<String, Forecast> forecasts) {
    Map<String, Said> said = new LinkedHashMap<>();
    for (String name : names) {
      Forecast forecast = forecasts.get(name);
      if (forecast != null && !forecast.counts().isEmpty()) {
        said.put(name, new Said(scores(cut, forecast), cut.byCustomer(forecast.expected())));
      }
    }
    add(cut.actualPurchases(), said);
  }

  private static double[] scores(Cut cut, Forecast forecast) {
    double[] scores = new double[cut.customers()];
    for (int c = 0; c < scores.length; c++) {
      double probability = forecast.counts().get(cut.cellOf(c)).probability(cut.purchases(c));
      scores[c] = -DistributionAccuracy.logOf(probability);
    }
    return scores;
  }

  /**
   * Adds a cut.
   *
   * @param purchases what each customer did
   * @param said by name of the model; one that is missing could say nothing
   */
  public void add(double[] purchases, Map<String, Said> said) {
    double[][] scores = new double[names.size()][];
    for (int m = 0; m < scores.length; m++) {
      Said one = said.get(names.get(m));
      failed[m] |= one == null;
      scores[m] = one == null ? new double[0] : one.scores();
      if (one != null) {
        addModel(m, one, purchases);
      }
    }
    for (int a = 0; a < scores.length; a++) {
      for (int b = 0; b < a; b++) {
        addPair(scores, a, b);
      }
    }
    customers += purchases.length;
    actual += Arrays.stream(purchases).sum();
  }

  private void addModel(int m, Said said, double[] purchases) {
    for (int c = 0; c < purchases.length; c++) {
      logScore[m] += said.scores()[c];
      expected[m] += said.expected()[c];
      absolute[m] += Math.abs(said.expected()[c] - purchases[c]);
    }
  }

  private void addPair(double[][] scores, int a, int b) {
    if (scores[a].length == 0 || scores[b].length == 0) {
      return;
    }
    for (int c = 0; c < scores[a].length; c++) {
      double difference = scores[a][c] - scores[b][c];
      differences[a][b] += difference;
      squares[a][b] += difference * difference;
    }
    differences[b][a] = -differences[a][b];
    squares[b][a] = squares[a][b];
  }

  /**
   * Returns the models with a forecast at every cut, the best first. A regularity model whose k
   * comes out as 1 is the model without one, and stands once.
   */
  public List<Standing> list() {
    List<Integer> models = new ArrayList<>();
    for (int m : forecast()) {
      if (models.stream().noneMatch(other -> same(m, other))) {
        models.add(m);
      }
    }
    return standings(models);
  }

  /** Returns all models with a forecast at every cut; those that are one share its weight. */
  List<Standing> all() {
    return standings(forecast());
  }

  private List<Integer> forecast() {
    List<Integer> models = new ArrayList<>();
    for (int m = 0; m < failed.length; m++) {
      if (!failed[m] && customers > 0) {
        models.add(m);
      }
    }
    return models;
  }

  private List<Standing> standings(List<Integer> some) {
    if (some.isEmpty()) {
      return List.of();
    }
    List<Integer> models = new ArrayList<>(some);
    models.sort(Comparator.comparingDouble(m -> logScore[m]));
    int best = models.get(0);
    Map<Integer, Double> weights = new LinkedHashMap<>();
    double total = 0;
    for (int m : models) {
      long alike = models.stream().filter(other -> same(m, other)).count();
      double weight = Math.exp(-Math.min(MOST_BEHIND, logScore[m] - logScore[best])) / alike;
      weights.put(m, weight);
      total += weight;
    }
    List<Standing> standings = new ArrayList<>();
    for (int m : models) {
      standings.add(standing(m, best, weights.getOrDefault(m, 0.0) / total));
    }
    return standings;
  }

  private boolean same(int m, int other) {
    return m == other || squares[m][other] <= SAME * customers;
  }

  private Standing standing(int m, int best, double weight) {
    double behind = differences[m][best] / customers;
    double variance = Math.max(0, squares[m][best] / customers - behind * behind);
    return new Standing(
        names.get(m),
        logScore[m] / customers,
        behind,
        Math.sqrt(variance / customers),
        expected[m] / actual - 1,
        absolute[m] / customers,
        weight);
  }
}
