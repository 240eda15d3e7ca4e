// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.numeric.Gammas;
import io.perenne.clv.numeric.GaussLegendre;
import io.perenne.clv.numeric.LogSum;
import io.perenne.clv.numeric.Logs;
import io.perenne.clv.numeric.NegativeBinomialWalk;
import java.util.ArrayList;
import java.util.List;

/** What a Pareto/NBD with covariates that change says of one customer. */
final class ParetoSeriesCustomer implements DatedCovariateModel.Answers {

  /** So short a stretch, relative to the scale of what is integrated, needs few nodes. */
  private static final double SHORT = 0.15;

  private final double r;
  private final double alpha;
  private final double s;
  private final double beta;
  private final DatedHistory history;
  private final SeriesDistances distances;
  private final SeriesClock purchases;
  private final SeriesClock dropout;
  private final int x;

  /** alpha + A(T) and beta + D(T). */
  private final double scale;

  private final double life;

  ParetoSeriesCustomer(
      double[] parameters,
      DatedHistory history,
      SeriesDistances distances,
      SeriesClock purchases,
      SeriesClock dropout) {
    this.r = parameters[0];
    this.alpha = parameters[1];
    this.s = parameters[2];
    this.beta = parameters[3];
    this.history = history;
    this.distances = distances;
    this.purchases = purchases;
    this.dropout = dropout;
    this.x = history.frequency();
    this.scale = alpha + purchases.between(history.firstDay(), history.until());
    this.life = beta + dropout.between(history.firstDay(), history.until());
  }

  @Override
  public double logLikelihood() {
    double bought = 0;
    for (int j = 1; j <= x; j++) {
      int period = distances.series().periodOf(history.day(j));
      bought += Math.log(purchases.pace(period)[0]);
    }
    return Gammas.logRising(r, x)
        + bought
        - r * Math.log1p((scale - alpha) / alpha)
        - x * Math.log(scale)
        - s * Math.log1p((life - beta) / beta)
        + Logs.softplus(logOddsOfDropout());
  }

  @Override
  public double probabilityAlive() {
    return Logs.logistic(-logOddsOfDropout());
  }

  /** ln of stopped since the last purchase over alive, stretch by stretch of the silence. */
  private double logOddsOfDropout() {
    if (history.until() == history.lastDay()) {
      return Double.NEGATIVE_INFINITY;
    }
    LogSum odds = new LogSum();
    double[] at = {
      alpha + purchases.between(history.firstDay(), history.lastDay()),
      beta + dropout.between(history.firstDay(), history.lastDay())
    };
    SeriesSpans.visit(
        distances.series(),
        history.lastDay(),
        history.until(),
        (period, after, until) -> {
          double hazard = dropout.pace(period)[0];
          double first = at[0] * hazard / purchases.pace(period)[0];
          double length = (until - after) * hazard;
          double integral =
              new ParetoKernel(r, first, s, at[1], x, 0, length)
                  .integrate((v, shrink, logRatio, weight) -> {});
          odds.add(
              Math.log(s)
                  + (r + x) * Math.log(scale / at[0])
                  + s * Math.log(life / at[1])
                  + Math.log(Math.min(first, at[1]) / at[1])
                  + Math.log(integral));
          at[0] += (until - after) * purchases.pace(period)[0];
          at[1] += length;
        });
    return odds.log();
  }

  @Override
  public double expectedPurchases(int days) {
    double[] sum = {0};
    double[] lived = {0};
    SeriesSpans.visit(
        distances.series(),
        history.until(),
        history.until() + days,
        (period, after, until) -> {
          double hazard = dropout.pace(period)[0];
          double length = (until - after) * hazard;
          sum[0] += purchases.pace(period)[0] / hazard * timeAlive(lived[0], length);
          lived[0] += length;
        });
    return probabilityAlive() * (r + x) / scale * sum[0];
  }

  /** The integral of (life / (life + u))^s over u of some length. */
  private double timeAlive(double from, double length) {
    double start = life + from;
    double u = Math.log1p(length / start);
    double within = start * (Math.abs(s - 1) < 1e-9 ? u : -Math.expm1((1 - s) * u) / (s - 1));
    return Math.exp(-s * Math.log1p(from / life)) * within;
  }

  @Override
  public PurchaseCounts purchaseCounts(int days) {
    List<NegativeBinomialWalk> walks = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    double[] past = {0, 0};
    SeriesSpans.visit(
        distances.series(),
        history.until(),
        history.until() + days,
        (period, after, until) -> {
          double perDropout = purchases.pace(period)[0] / dropout.pace(period)[0];
          double length = (until - after) * dropout.pace(period)[0];
          double from = past[1];
          double bought = past[0];
          nodes(
              length,
              (scale + bought) / perDropout,
              (y, weight) -> {
                double u = from + y;
                walks.add(new NegativeBinomialWalk(r + x, scale, bought + y * perDropout));
                weights.add(weight * s / (life + u) * Math.exp(-s * Math.log1p(u / life)));
              });
          past[0] += length * perDropout;
          past[1] += length;
        });
    walks.add(new NegativeBinomialWalk(r + x, scale, past[0]));
    weights.add(Math.exp(-s * Math.log1p(past[1] / life)));
    return PurchaseCounts.of(
        new MixtureSequence(
            probabilityAlive(),
            walks.toArray(NegativeBinomialWalk[]::new),
            weights.stream().mapToDouble(v -> v).toArray()));
  }

  /** Hands out the nodes of a stretch of the time of dropout, even in a logarithm of it. */
  private void nodes(double length, double pace, GaussLegendre.Node node) {
    double tau = Math.min(pace / (1 + r + x), life / (1 + s));
    double end = Math.log1p(length / tau);
    if (end < SHORT) {
      for (int i = 0; i < GaussLegendre.FEW; i++) {
        double y = tau * Math.expm1(end * GaussLegendre.fewNode(i));
        node.at(y, end * GaussLegendre.fewWeight(i) * (tau + y));
      }
      return;
    }
    double expected = (r + x) * length / pace;
    int panels = (int) Math.ceil(end * Math.max(1, Math.sqrt(Math.min(expected, r + x)) / 3));
    GaussLegendre.nodes(
        0,
        end,
        panels,
        (w, weight) -> {
          double y = tau * Math.expm1(w);
          node.at(y, weight * (tau + y));
        });
  }
}
