// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.DatedHistory;
import io.perenne.clv.numeric.Gammas;
import io.perenne.clv.numeric.Logs;
import io.perenne.clv.numeric.NegativeBinomialWalk;
import java.util.Arrays;

/*
 * While the covariates of dropout stay, n purchases of a living customer are negative binomial, and a
 * coin falls at each. So the probabilities of 0, 1, 2, ... purchases of the living go from stretch to
 * stretch of the future, and those who stop on the way keep their number.
 */
/** What an MBG/NBD with covariates that change says of one customer. */
final class CoinSeriesCustomer implements DatedCovariateModel.Answers {

  /** A probability that no longer changes a sum of about 1. */
  private static final double INVISIBLE = 1e-17;

  private final double r;
  private final double alpha;
  private final double a;
  private final double b;
  private final DatedHistory history;
  private final SeriesDistances distances;
  private final SeriesClock clock;
  private final double[] dropout;
  private final int x;

  CoinSeriesCustomer(
      double[] parameters,
      DatedHistory history,
      SeriesDistances distances,
      SeriesClock clock,
      double[] dropout) {
    this.r = parameters[0];
    this.alpha = parameters[1];
    this.a = parameters[2];
    this.b = parameters[3];
    this.history = history;
    this.distances = distances;
    this.clock = clock;
    this.dropout = dropout;
    this.x = history.frequency();
  }

  private double stop(int period, int survived) {
    return TiltedCoin.stop(a, b, distances.predictor(period, dropout), survived);
  }

  private int periodOf(int purchase) {
    return distances.series().periodOf(history.day(purchase));
  }

  @Override
  public double logLikelihood() {
    double bought = 0;
    double survived = 0;
    for (int j = 0; j <= x; j++) {
      survived += Math.log1p(-stop(periodOf(j), j));
      bought += j == 0 ? 0 : Math.log(clock.pace(periodOf(j))[0]);
    }
    double time = clock.between(history.firstDay(), history.until());
    return Gammas.logRising(r, x)
        + bought
        - r * Math.log1p(time / alpha)
        - x * Math.log(alpha + time)
        + survived
        + Logs.softplus(logOddsOfDropout());
  }

  @Override
  public double probabilityAlive() {
    return Logs.logistic(-logOddsOfDropout());
  }

  private double logOddsOfDropout() {
    double stop = stop(periodOf(x), x);
    double last = alpha + clock.between(history.firstDay(), history.lastDay());
    double silence = clock.between(history.lastDay(), history.until());
    return Math.log(stop) - Math.log1p(-stop) + (r + x) * Math.log1p(silence / last);
  }

  @Override
  public double expectedPurchases(int days) {
    return purchaseCounts(days).mean();
  }

  @Override
  public PurchaseCounts purchaseCounts(int days) {
    Future future = new Future();
    SeriesSpans.visit(
        distances.series(),
        history.until(),
        history.until() + days,
        (period, after, until) -> future.add(period, (until - after) * clock.pace(period)[0]));
    future.pass();
    return future.counts();
  }

  /** How many have bought how often so far, of the living and of the gone. */
  private final class Future {
    private double scale = alpha + clock.between(history.firstDay(), history.until());
    private double[] living = {probabilityAlive()};
    private double[] gone = {1 - living[0]};
    private int period = -1;

    /** The time that passed since coins fell otherwise. */
    private double waiting;

    void add(int next, double time) {
      if (period >= 0
          && distances.predictor(next, dropout) != distances.predictor(period, dropout)) {
        pass();
      }
      period = next;
      waiting += time;
    }

    void pass() {
      if (waiting > 0) {
        double[] before = living;
        living = new double[before.length];
        for (int n = 0; n < before.length; n++) {
          if (before[n] > INVISIBLE) {
            pass(n, before[n]);
          }
        }
        scale += waiting;
        waiting = 0;
      }
    }

    private void pass(int n, double share) {
      NegativeBinomialWalk walk = new NegativeBinomialWalk(r + x + n, scale, waiting);
      double alive = share;
      for (int m = n; ; m++) {
        reserve(m);
        if (m > n) {
          double stop = stop(period, x + m);
          gone[m] += alive * stop * walk.atLeast();
          alive *= 1 - stop;
        }
        living[m] += alive * walk.probability();
        if (alive * walk.atLeast() < INVISIBLE) {
          return;
        }
        walk.next();
      }
    }

    private void reserve(int n) {
      if (n >= living.length) {
        living = Arrays.copyOf(living, Math.max(n + 1, 2 * living.length));
      }
      if (n >= gone.length) {
        gone = Arrays.copyOf(gone, Math.max(n + 1, 2 * gone.length));
      }
    }

    PurchaseCounts counts() {
      int[] n = {0};
      return PurchaseCounts.of(
          () -> {
            int at = n[0]++;
            return (at < living.length ? living[at] : 0) + (at < gone.length ? gone[at] : 0);
          });
    }
  }
}
