// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import io.perenne.clv.segment.Segment;
import java.util.stream.IntStream;

/**
 * The Lagrangian dual of a plan. With prices \(\lambda\) of money, \(\mu_c\) of contacts and
 * premiums \(\nu_s\) of segments, all at least 0 (and prices of the stock and the money of single
 * actions, which stand beside \(\mu\) and \(\lambda\)), everybody takes what is worth most:
 *
 * <p>\[ D = \lambda B + \sum_c \mu_c L_c - \sum_s \nu_s N_s + \sum_i \max \Big( 0, \max_j (v_{ij} -
 * \lambda c_{ij} - \mu_{c(j)} + \nu_{s(i)}) \Big) \]
 *
 * <p>is above the value of every plan within the limits, whatever the prices. It is convex, and
 * what is used of one thing falls as its price rises, so prices are found one after the other by
 * halving, over and over, until none moves.
 */
final class PlanDual {
  private static final int CHUNKS = 64;
  private static final int HALVINGS = 50;
  private static final int ROUNDS = 40;
  private static final double NEAR = 1e-5;
  private static final double STILL = 1e-6;

  private final PlanOptions options;

  /** By the places of {@link Place}; NaN for no limit. */
  private final double[] limits;

  private final double[] prices;
  private double bound = Double.POSITIVE_INFINITY;

  private final Place place;

  PlanDual(PlanOptions options, Place place, double[] limits, double[] prices) {
    this.options = options;
    this.place = place;
    this.limits = limits;
    this.prices = prices;
  }

  double[] prices() {
    return prices;
  }

  /** Returns the lowest value of the dual that was seen. */
  double bound() {
    return bound;
  }

  /**
   * Where prices and limits stand: money, channels, segments, stocks, budgets.
   *
   * @param pools how many actions have limits of their own, and one for all that have none
   */
  record Place(int pools) {
    private static final int CHANNELS = 1;
    private static final int SEGMENTS = CHANNELS + Channel.values().length;
    private static final int STOCKS = SEGMENTS + 1 + Segment.values().length;

    int channel(int channel) {
      return CHANNELS + channel;
    }

    /** Returns the place of a segment, 0 for that of people who have none. */
    int segment(int segment) {
      return SEGMENTS + segment;
    }

    int stock(int pool) {
      return STOCKS + pool;
    }

    int budget(int pool) {
      return STOCKS + pools + pool;
    }

    int size() {
      return STOCKS + 2 * pools;
    }

    boolean isLeast(int k) {
      return k >= SEGMENTS && k < STOCKS;
    }
  }

  /** Returns the value of an option at the prices. */
  double reduced(int person, int option) {
    int pool = options.pool(option);
    return options.value(option)
        - (prices[0] + prices[place.budget(pool)]) * options.cost(option)
        - prices[place.channel(options.channel(option))]
        - prices[place.stock(pool)]
        + prices[place.segment(options.segment(person))];
  }

  /** Finds the prices, from those that it was given. */
  void solve() {
    double value = look(new double[limits.length]);
    bound = Math.min(bound, value);
    for (int round = 0; round < ROUNDS; round++) {
      double before = bound;
      double moved = 0;
      for (int k = 0; k < limits.length; k++) {
        if (!Double.isNaN(limits[k])) {
          moved = Math.max(moved, settle(k));
        }
      }
      if (moved == 0 || before - bound <= STILL * Math.abs(bound)) {
        return;
      }
    }
  }

  /** Moves one price to where its limit is just kept; returns by how much. */
  private double settle(int k) {
    double before = prices[k];
    double high = Math.max(before, 1e-6);
    double low = 0;
    prices[k] = 0;
    if (isKept(k)) {
      return Math.abs(before);
    }
    if (before > 0) { // it is near where it was
      prices[k] = before * 0.9;
      if (!isKept(k)) {
        low = prices[k];
        high = before * 1.1;
      } else {
        high = prices[k];
      }
    }
    prices[k] = high;
    for (int i = 0; i < 30 && !isKept(k); i++) {
      low = high;
      high *= 4;
      prices[k] = high;
    }
    for (int i = 0; i < HALVINGS && high - low > NEAR * high; i++) {
      prices[k] = 0.5 * (low + high);
      if (isKept(k)) {
        high = prices[k];
      } else {
        low = prices[k];
      }
    }
    prices[k] = high;
    return Math.abs(high - before);
  }

  private boolean isKept(int k) {
    double[] used = new double[limits.length];
    bound = Math.min(bound, look(used));
    return place.isLeast(k) ? used[k] >= limits[k] : used[k] <= limits[k];
  }

  /** Adds what is used at the prices; returns the value of the dual. */
  private double look(double[] used) {
    int people = options.people();
    int size = people / CHUNKS + 1;
    double[][] parts = new double[CHUNKS][];
    IntStream.range(0, CHUNKS)
        .parallel()
        .forEach(
            chunk ->
                parts[chunk] =
                    look(Math.min(people, chunk * size), Math.min(people, (chunk + 1) * size)));
    double value = 0;
    for (double[] part : parts) { // always in this order, so that sums repeat
      for (int k = 0; k < used.length; k++) {
        used[k] += part[k];
      }
      value += part[used.length];
    }
    for (int k = 0; k < limits.length; k++) {
      if (!Double.isNaN(limits[k])) {
        value += (place.isLeast(k) ? -1 : 1) * prices[k] * limits[k];
      }
    }
    return value;
  }

  private double[] look(int from, int to) {
    double[] used = new double[limits.length + 1];
    for (int i = from; i < to; i++) {
      int best = best(i);
      if (best >= 0) {
        used[0] += options.cost(best);
        used[place.channel(options.channel(best))]++;
        used[place.segment(options.segment(i))]++;
        used[place.stock(options.pool(best))]++;
        used[place.budget(options.pool(best))] += options.cost(best);
        used[limits.length] += reduced(i, best);
      }
    }
    return used;
  }

  /** Returns the option that is worth most at the prices; -1 for nothing. */
  int best(int person) {
    int best = -1;
    double most = 0;
    for (int j = options.start(person); j < options.start(person + 1); j++) {
      double value = reduced(person, j);
      if (value > most) {
        most = value;
        best = j;
      }
    }
    return best;
  }
}
