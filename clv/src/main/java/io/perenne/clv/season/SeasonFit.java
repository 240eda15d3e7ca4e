// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.season;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.fit.search.Coordinate;
import io.perenne.clv.fit.search.Diagnosis;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.Penalty;
import io.perenne.clv.history.Holiday;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.history.SeasonalIndex;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the seasonal index of a base: in turn, a model is fitted in the time of the clock that the
 * index makes, and the index to the repeat purchases of each day against what that model expects of
 * an average day, by Poisson regression with a ridge.
 *
 * <p>All times of the model run by the clock, those of customers with lifetimes too: they are taken
 * to leave, as they buy, with the seasons. At least two years must be known, or a season cannot be
 * told from a trend.
 */
public final class SeasonFit {

  /** Fewer days than this are refused. */
  public static final int LEAST_DAYS = 730;

  private static final int HARMONICS = 3;
  private static final int ROUNDS = 5;
  private static final double SETTLED = 1e-3;

  /** Deviation of the coefficients before anything is known; e^0.5 is a busy season. */
  private static final double RIDGE = 0.5;

  private final String model;
  private final PurchaseLog log;
  private final int until;
  private final FitOptions options;
  private final int start;
  private final int days;
  private final double[] repeats;
  private final int[] births;
  private SeasonalIndex index;

  private SeasonFit(
      String model, PurchaseLog log, int until, List<Holiday> holidays, FitOptions options) {
    this.model = model;
    this.log = log;
    this.until = until;
    this.options = options;
    this.start = log.firstDay();
    this.days = until - start + 1;
    this.repeats = new double[days];
    this.births = new int[days];
    this.index = SeasonalIndex.flat(HARMONICS, holidays);
    for (int c = 0; c < log.customersUntil(until); c++) {
      births[log.firstDay(c) - start]++;
      for (int p = log.start(c) + 1; p < log.endUntil(c, until); p++) {
        repeats[log.day(p) - start]++;
      }
    }
  }

  /**
   * Fits an index to what was known at the end of a day.
   *
   * <p>Standard errors are named as {@link SeasonalIndex#terms()}; the log-likelihood is that of
   * the daily counts, up to a constant.
   *
   * @param model the name of the model in turn with which the index is fitted
   * @throws IllegalArgumentException for an unknown name
   */
  public static ModelFit<SeasonalIndex> fit(
      String model, PurchaseLog log, int until, List<Holiday> holidays, FitOptions options) {
    int days = until - log.firstDay() + 1;
    if (log.customers() == 0 || days < LEAST_DAYS) {
      return ModelFit.failed(
          log.customersUntil(until),
          0,
          options.priors(),
          Finding.of(
              Finding.Kind.TOO_LITTLE_DATA,
              "finding.too-little-data.season",
              Math.max(0, days),
              LEAST_DAYS));
    }
    return new SeasonFit(model, log, until, holidays, options).fit();
  }

  private ModelFit<SeasonalIndex> fit() {
    ModelFit<TransactionModel> inTime = fitModel();
    Fitter.Peak peak = null;
    for (int round = 0; round < ROUNDS && inTime.model().isPresent(); round++) {
      peak = fitIndex(inTime.model().get());
      if (!peak.isFinite()) {
        break;
      }
      double[] coefficients = peak.parameters();
      List<Double> found = new ArrayList<>();
      for (int i = 1; i < coefficients.length; i++) {
        found.add(coefficients[i]);
      }
      SeasonalIndex before = index;
      index = index.with(found, start, days);
      if (change(before, index) < SETTLED) {
        break;
      }
      inTime = fitModel();
    }
    if (peak == null) {
      return inTime.failure();
    }
    Fitter.Peak last = peak;
    return peak.report(
        p -> index,
        log.customersUntil(until),
        inTime.distinctCells(),
        options.priors(),
        () -> Diagnosis.of(last, names()));
  }

  private static double change(SeasonalIndex before, SeasonalIndex after) {
    double most = Math.abs(after.level() - before.level());
    for (int i = 0; i < after.coefficients().size(); i++) {
      most = Math.max(most, Math.abs(after.coefficients().get(i) - before.coefficients().get(i)));
    }
    return most;
  }

  private OperationalClock clock() {
    return OperationalClock.of(index, start, until);
  }

  private ModelFit<TransactionModel> fitModel() {
    return TransactionModels.fit(
        model, TransactionModels.cells(model, log, until, clock()), options);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of("level"));
    names.addAll(index.terms());
    return names;
  }

  private Fitter.Peak fitIndex(TransactionModel inTime) {
    double[][] terms = index.design(start + 1, days - 1);
    double[] counts = Arrays.copyOfRange(repeats, 1, days);
    double[] means = means(inTime);
    List<Coordinate> coordinates = new ArrayList<>();
    names().forEach(name -> coordinates.add(Coordinate.free(name, 1)));
    Penalty penalty = Penalty.none();
    double[] from = new double[coordinates.size()];
    for (int i = 1; i < from.length; i++) {
      penalty = penalty.withNormal(i, 0, RIDGE);
      from[i] = index.coefficients().get(i - 1);
    }
    return Fitter.maximize(
        new FittingProblem(
            coordinates,
            List.of(from),
            penalty,
            List.of(() -> new SeasonLikelihood(counts, means, terms))));
  }

  /**
   * The purchases expected on each day after the first if it were an average day: over customers,
   * their expected rate at the age that the clock says they have.
   */
  private double[] means(TransactionModel inTime) {
    OperationalClock clock = clock();
    int longest = (int) Math.ceil(clock.between(start, until)) + 1;
    double[] rate = new double[longest];
    double before = 0;
    for (int t = 0; t < longest; t++) {
      double expected = inTime.expectedTransactions(t + 1);
      rate[t] = expected - before;
      before = expected;
    }
    double[] means = new double[days - 1];
    for (int d = 1; d < days; d++) {
      for (int birth = 0; birth < d; birth++) {
        if (births[birth] > 0) {
          double middle = clock.between(start + birth, start + d - 1);
          means[d - 1] += births[birth] * rate[(int) middle];
        }
      }
    }
    return means;
  }
}
