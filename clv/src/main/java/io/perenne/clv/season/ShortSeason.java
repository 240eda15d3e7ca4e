// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.season;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.search.Coordinate;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.Penalty;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SeasonalIndex;
import io.perenne.clv.model.Arrivals;
import io.perenne.clv.model.EvidentFit;
import io.perenne.clv.model.TransactionModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A season from a year or two: what repeat purchases did in the course of the year beyond what the
 * age of customers explains, dropout being held near what other bases tell of it.
 *
 * <p>One year alone cannot tell a season from people leaving. With evidence on dropout (see {@link
 * io.perenne.clv.fit.DropoutEvidence}), and customers who keep arriving, so that on every day there
 * are customers of all ages, the rest is a season: an assumption, to be called one. In turn the
 * models of established and of new customers are fitted in the time of the clock, and the index to
 * the repeat purchases of each day by Poisson regression, as in {@link SeasonFit}, with two waves a
 * year and a ridge that weighs the counts as those of {@value #CUSTOMERS} customers.
 */
public final class ShortSeason {

  /** Fewer days than this leave a part of the year out. */
  public static final int LEAST_DAYS = 359;

  private static final int WAVES = 2;
  private static final int ROUNDS = 6;
  private static final int CUSTOMERS = 100;
  private static final int YEAR = 365;
  private static final double SETTLED = 1e-3;

  /** Deviation of a coefficient before anything is known. */
  private static final double RIDGE = 0.4;

  private static final double WEEKDAY_RIDGE = 0.5;

  private final int until;
  private final String model;
  private final FitOptions options;
  private final Arrivals arrivals;
  private final HistoryCells cells;
  private final int start;
  private final int days;
  private final double[] repeats;

  /** How many came on a day, established ones first. */
  private final int[][] births;

  private SeasonalIndex index = SeasonalIndex.flat(WAVES, List.of());

  private ShortSeason(
      String model, PurchaseLog log, int until, FitOptions options, Arrivals arrivals) {
    this.until = until;
    this.model = model;
    this.options = options;
    this.arrivals = arrivals;
    this.cells = log.histories(until);
    this.start = log.firstDay();
    this.days = until - start + 1;
    this.repeats = new double[days];
    this.births = new int[2][days];
    for (int c = 0; c < log.customersUntil(until); c++) {
      births[arrivals.established(log, c, until) ? 0 : 1][log.firstDay(c) - start]++;
      for (int p = log.start(c) + 1; p < log.endUntil(c, until); p++) {
        repeats[log.day(p) - start]++;
      }
    }
  }

  /**
   * Finds the season of what was known at the end of a day; absent if that is less than a year, if
   * hardly anybody came later than the first months, or if no model can be fitted.
   *
   * @param model the name of the model in turn with which the index is fitted
   * @param log all purchases, or those of an even sample of customers
   */
  public static Optional<SeasonalIndex> find(
      String model, PurchaseLog log, int until, FitOptions options) {
    if (log.customersUntil(until) == 0 || until - log.firstDay() + 1 < LEAST_DAYS) {
      return Optional.empty();
    }
    return Arrivals.of(log.histories(until))
        .flatMap(arrivals -> new ShortSeason(model, log, until, options, arrivals).find());
  }

  private Optional<SeasonalIndex> find() {
    for (int round = 0; round < ROUNDS; round++) {
      OperationalClock clock =
          round == 0 ? OperationalClock.calendar() : OperationalClock.of(index, start, until);
      Optional<EvidentFit> fit =
          EvidentFit.of(model, cells, Optional.of(arrivals), clock, until, options);
      if (fit.isEmpty()) {
        return Optional.empty();
      }
      Fitter.Peak peak = fitIndex(fit.get(), clock);
      if (!peak.isFinite()) {
        return Optional.empty();
      }
      List<Double> before = index.coefficients();
      List<Double> found = new ArrayList<>();
      for (int i = 1; i < peak.parameters().length; i++) {
        found.add(peak.parameters()[i]);
      }
      // of the last year, so that a day to come counts as much as one of the year before it
      index = index.with(found, until - YEAR + 1, YEAR);
      if (change(before, found) < SETTLED) {
        break;
      }
    }
    return Optional.of(index);
  }

  private static double change(List<Double> before, List<Double> after) {
    double most = 0;
    for (int i = 0; i < after.size(); i++) {
      most = Math.max(most, Math.abs(after.get(i) - before.get(i)));
    }
    return most;
  }

  private Fitter.Peak fitIndex(EvidentFit fit, OperationalClock clock) {
    double[] means = new double[days - 1];
    addMeans(fit.established(), births[0], clock, means);
    addMeans(fit.arrived(), births[1], clock, means);
    double[][] terms = index.design(start + 1, days - 1);
    double[] counts = Arrays.copyOfRange(repeats, 1, days);
    double weight = Math.max(1, cells.customers() / CUSTOMERS);
    List<Coordinate> coordinates = new ArrayList<>(List.of(Coordinate.free("level", 1)));
    Penalty penalty = Penalty.none();
    double[] from = new double[1 + index.coefficients().size()];
    for (int i = 1; i < from.length; i++) {
      coordinates.add(Coordinate.free(index.terms().get(i - 1), 1));
      penalty =
          penalty.withNormal(i, 0, i <= 2 * WAVES ? RIDGE / Math.sqrt(weight) : WEEKDAY_RIDGE);
      from[i] = index.coefficients().get(i - 1);
    }
    return Fitter.maximize(
        new FittingProblem(
            coordinates,
            List.of(from),
            penalty,
            List.of(() -> new SeasonLikelihood(counts, means, terms))));
  }

  /** Adds what is expected on each day after the first if it were an average day. */
  private void addMeans(
      TransactionModel inTime, int[] born, OperationalClock clock, double[] means) {
    int longest = (int) Math.ceil(clock.between(start, until)) + 2;
    double[] rate = new double[longest];
    double before = 0;
    for (int t = 0; t < longest; t++) {
      double expected = inTime.expectedTransactions(t + 1);
      rate[t] = expected - before;
      before = expected;
    }
    for (int birth = 0; birth < days - 1; birth++) {
      if (born[birth] > 0) {
        for (int d = birth + 1; d < days; d++) {
          means[d - 1] += born[birth] * rate[(int) clock.between(start + birth, start + d - 1)];
        }
      }
    }
  }
}
