// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.search.Coordinate;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.Penalty;
import io.perenne.clv.history.HistoryCells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** {@link ParetoCnbdMixture} with weight on some k only: how it is fitted and what it says. */
final class RegularityFamily implements ModelFamily {

  private static final int COMMON = ParetoCnbdMixture.FIRST_WEIGHT;

  /** Log gap sums that differ by less tell kinds apart alike, on the way to the optimum. */
  private static final double LOG_GAP_WIDTH = 0.5;

  private final int[] kinds;
  private final double[] start;
  private final boolean near;

  private RegularityFamily(int[] kinds, double[] start, boolean near) {
    this.kinds = kinds;
    this.start = start;
    this.near = near;
  }

  /** Returns the family of all k, sought from parameters of Pareto/NBD. */
  static RegularityFamily from(TransactionModel paretoNbd) {
    int[] all = IntStream.range(0, ParetoCnbdMixture.STAGES.size()).toArray();
    double[] start = Arrays.copyOf(values(paretoNbd), COMMON + all.length);
    Arrays.fill(start, COMMON, start.length, 1.0 / all.length);
    return new RegularityFamily(all, start, false);
  }

  /** Returns the family of k = 1 alone, which is Pareto/NBD. */
  static RegularityFamily random(TransactionModel paretoNbd) {
    double[] start = Arrays.copyOf(values(paretoNbd), COMMON + 1);
    start[COMMON] = 1;
    return new RegularityFamily(new int[] {0}, start, true);
  }

  /** Returns the family without a kind, sought near an optimum with it. */
  RegularityFamily without(int kind, TransactionModel optimum) {
    int[] fewer = Arrays.stream(kinds).filter(other -> other != kind).toArray();
    double[] all = values(optimum);
    double[] start = Arrays.copyOf(all, COMMON + fewer.length);
    for (int i = 0; i < fewer.length; i++) {
      start[COMMON + i] = all[COMMON + fewer[i]];
    }
    return new RegularityFamily(fewer, start, true);
  }

  private static double[] values(TransactionModel model) {
    return model.parameters().values().stream().mapToDouble(value -> value).toArray();
  }

  /** Returns the places of the k with weight in {@link ParetoCnbdMixture#STAGES}. */
  int[] kinds() {
    return kinds.clone();
  }

  @Override
  public String name() {
    return ParetoCnbdMixture.NAME;
  }

  @Override
  public List<String> parameterNames() {
    List<String> names = new ArrayList<>(ParetoCnbdMixture.NAMES.subList(0, COMMON));
    for (int kind : kinds) {
      names.add(ParetoCnbdMixture.NAMES.get(COMMON + kind));
    }
    return names;
  }

  @Override
  public TransactionModel model(double[] p) {
    double[] all = Arrays.copyOf(p, ParetoCnbdMixture.NAMES.size());
    Arrays.fill(all, COMMON, all.length, 0);
    for (int i = 0; i < kinds.length; i++) {
      all[COMMON + kinds[i]] = p[COMMON + i];
    }
    return ParetoCnbdMixture.of(all);
  }

  @Override
  public double logGapWidth() {
    return LOG_GAP_WIDTH;
  }

  @Override
  public FittingProblem problem(HistoryCells cells, FitOptions options) {
    FittingProblem common = LifetimeFamily.paretoCnbd(1).problem(cells, options);
    double even = 1.0 / kinds.length;
    List<Coordinate> coordinates = new ArrayList<>(common.coordinates());
    for (String name : parameterNames().subList(COMMON, COMMON + kinds.length)) {
      coordinates.add(Coordinate.positive(name, even));
    }
    Penalty penalty =
        common
            .penalty()
            .withShares(COMMON, kinds.length, options.priors() ? 1 : 0, cells.customers());
    int[] stages = Arrays.stream(kinds).map(ParetoCnbdMixture.STAGES::get).toArray();
    List<FittingProblem.Stage> all =
        Stages.of(
            cells,
            LOG_GAP_WIDTH,
            some -> new RegularityLikelihood(some, stages, options.parallel()));
    return new FittingProblem(
        coordinates, List.of(start), penalty, near ? all.subList(all.size() - 1, all.size()) : all);
  }

  @Override
  public List<Finding> findings(Fitter.Peak peak, HistoryCells cells) {
    List<Finding> findings = new ArrayList<>();
    double[] p = peak.parameters();
    RateFindings.addSameDropoutRate(p[2], p[3], findings);
    RateFindings.addSameRate(p[0], p[1], findings);
    return findings;
  }
}
