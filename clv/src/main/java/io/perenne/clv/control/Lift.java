// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import io.perenne.clv.numeric.EvenNormals;
import io.perenne.clv.numeric.IncompleteGamma;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the target arm brought beyond control, per customer, by intention to treat: everybody counts
 * in the arm they were assigned to, whatever was sent.
 *
 * <p>The difference is stratified and adjusted for what was known beforehand (CUPED). Its interval
 * is \([\Delta - b f_u SE,\; \Delta + b f_l SE]\) with the bound b of {@link Looks}. Money per
 * customer is skewed, so where the control arm has under 5,000 customers, or the difference is
 * visibly skewed, \(f_l = -q_{0.025} / 1.96\) and \(f_u = q_{0.975} / 1.96\) with the quantiles q
 * of the bootstrap-t (Efron and Tibshirani 1993, 12.5); else both are 1. The relative lift has the
 * interval of Fieller (1954).
 *
 * <p>In simulated shops, where most customers bring nothing and a few very much, intervals of 95 %
 * held the truth 94 times of a hundred with 400 customers in control, and 91 or 92 times with 150:
 * so few do not show the few who spend most. {@link #isFew} says so.
 *
 * @param controls customers in control
 * @param targets customers in target
 * @param control the mean of control, without adjustment
 * @param target the mean of target, without adjustment
 * @param difference target less control, adjusted
 * @param error its standard error
 * @param low the lower end of its interval; minus infinity before the first planned look
 * @param high the upper end
 * @param relative the difference as a part of the adjusted mean of control; NaN if that is not
 *     above 0
 * @param relativeLow the lower end of its interval; NaN where control may bring nothing at all
 * @param relativeHigh the upper end
 * @param known the part of the variance that what was known beforehand took away, in [0, 1)
 * @param bound how many standard errors the interval is wide to each side before skewness
 * @param resampled whether the bootstrap-t was used
 * @param pooled how many strata of few customers were put together
 */
public record Lift(
    long controls,
    long targets,
    double control,
    double target,
    double difference,
    double error,
    double low,
    double high,
    double relative,
    double relativeLow,
    double relativeHigh,
    double known,
    double bound,
    boolean resampled,
    int pooled) {
  /** A control arm of fewer customers is never taken to be normal. */
  private static final int MANY = 5_000;

  /** A difference more skewed than this is not taken to be normal. */
  private static final double SKEWED = 0.05;

  private static final int RESAMPLES = 1_999;
  private static final int LEAST_RESAMPLES = 399;

  /** So many customers are drawn at most, over all resamples, if the least of them allow. */
  private static final double MOST_DRAWN = 4e8;

  private static final double CENTURY = 36_525;

  /** With fewer customers in control an interval is somewhat too narrow. */
  public static final int FEW = 400;

  /** What can be said of the difference. */
  public enum Verdict {
    /** The target arm brought more. */
    HIGHER,
    /** The target arm brought less. */
    LOWER,
    /** It could be either. */
    NOT_YET
  }

  /**
   * Estimates the difference; empty if an arm has fewer than two customers.
   *
   * @param bound by how many standard errors it must differ, see {@link Looks}
   * @param seed of the resamples
   */
  public static Optional<Lift> of(ArmSample sample, double bound, long seed) {
    ArmCells cells = ArmCells.of(sample);
    return cells.isEstimable() ? Optional.of(of(sample, cells, bound, seed)) : Optional.empty();
  }

  static Lift of(ArmSample sample, ArmCells cells, double bound, long seed) {
    double[] outcomes = new double[sample.size()];
    Arrays.setAll(outcomes, sample::outcome);
    StratifiedDifference plain = StratifiedDifference.of(cells, outcomes);
    double[] adjusted = Adjustment.adjusted(sample, cells);
    StratifiedDifference best = StratifiedDifference.of(cells, adjusted);
    double[] values = adjusted;
    if (best.error() >= plain.error()) {
      best = plain;
      values = outcomes;
    }
    double upper = 1;
    double lower = 1;
    boolean resampled =
        best.error() > 0 && (sample.size(Arm.CONTROL) < MANY || Math.abs(best.skewness()) > SKEWED);
    if (resampled) {
      int resamples =
          (int) Math.max(LEAST_RESAMPLES, Math.min(RESAMPLES, MOST_DRAWN / sample.size()));
      double[] ratios = best.resampled(cells, values, resamples, seed);
      double usual = EvenNormals.quantile(1 - DetectableEffect.FALSE_ALARM / 2);
      lower = -ratios[(int) Math.round(0.025 * (resamples + 1)) - 1] / usual;
      upper = ratios[(int) Math.round(0.975 * (resamples + 1)) - 1] / usual;
    }
    double[] ratio = fieller(best, bound);
    boolean any = best.control() > 0;
    double[] plainMeans = means(sample);
    return new Lift(
        sample.size(Arm.CONTROL),
        sample.size(Arm.TARGET),
        plainMeans[0],
        plainMeans[1],
        best.difference(),
        best.error(),
        best.difference() - reach(bound, upper, best.error()),
        best.difference() + reach(bound, lower, best.error()),
        any ? best.difference() / best.control() : Double.NaN,
        ratio[0],
        ratio[1],
        plain.error() > 0 ? 1 - square(best.error() / plain.error()) : 0,
        bound,
        resampled,
        cells.pooled());
  }

  /** Returns the standard error alone; NaN if an arm has fewer than two customers. */
  public static double error(ArmSample sample) {
    ArmCells cells = ArmCells.of(sample);
    if (!cells.isEstimable()) {
      return Double.NaN;
    }
    double[] outcomes = new double[sample.size()];
    Arrays.setAll(outcomes, sample::outcome);
    return Math.min(
        StratifiedDifference.of(cells, outcomes).error(),
        StratifiedDifference.of(cells, Adjustment.adjusted(sample, cells)).error());
  }

  private static double reach(double bound, double factor, double error) {
    return error > 0 ? bound * factor * error : 0;
  }

  private static double[] means(ArmSample sample) {
    double[] sums = new double[2];
    for (int row = 0; row < sample.size(); row++) {
      sums[sample.arm(row) == Arm.CONTROL ? 0 : 1] += sample.outcome(row);
    }
    return new double[] {sums[0] / sample.size(Arm.CONTROL), sums[1] / sample.size(Arm.TARGET)};
  }

  /** The interval of the ratio of both means, less 1. */
  private static double[] fieller(StratifiedDifference best, double bound) {
    double a = square(best.control()) - square(bound) * best.controlVariance();
    double b = best.control() * best.target();
    double c = square(best.target()) - square(bound) * best.targetVariance();
    double root = b * b - a * c;
    if (!(a > 0) || !(best.control() > 0) || !(root >= 0)) {
      return new double[] {Double.NaN, Double.NaN};
    }
    return new double[] {(b - Math.sqrt(root)) / a - 1, (b + Math.sqrt(root)) / a - 1};
  }

  private static double square(double x) {
    return x * x;
  }

  /** Returns what can be said. */
  public Verdict verdict() {
    return low > 0 ? Verdict.HIGHER : high < 0 ? Verdict.LOWER : Verdict.NOT_YET;
  }

  /** Returns whether control is so small that the interval says somewhat too much. */
  public boolean isFew() {
    return controls < FEW;
  }

  /** Returns what the whole target arm brought beyond control. */
  public double total() {
    return difference * targets;
  }

  /** Returns the lower end of the interval of the total. */
  public double totalLow() {
    return low * targets;
  }

  /** Returns the upper end of the interval of the total. */
  public double totalHigh() {
    return high * targets;
  }

  /** Returns how many standard errors a true effect needs to be seen four times of five. */
  private double needed() {
    return bound + EvenNormals.quantile(DetectableEffect.POWER);
  }

  /** Returns the smallest true difference that would be seen four times of five. */
  public double smallest() {
    return needed() * error;
  }

  /**
   * Returns with how many customers in both arms together, at the same share, the difference that
   * was found would be seen four times of five; infinite if none was found.
   */
  public double customersToDecide() {
    return difference == 0
        ? Double.POSITIVE_INFINITY
        : (controls + targets) * square(smallest() / difference);
  }

  /**
   * Returns in how many days from the start the difference that was found, if it goes on, would be
   * seen four times of five. The difference grows as the time and its error as a power g of it,
   * told by the error at half the time: \(days (smallest / \Delta)^{1 / (1 - g)}\). Infinite where
   * the error grows as fast as the difference, or it would take a century: then more time decides
   * nothing, more customers do.
   *
   * @param days how many days the report covers
   * @param errorAtHalf the standard error of the same measure after half of them
   */
  public double daysToDecide(double days, double errorAtHalf) {
    double growth = Math.max(0.5, Math.log(error / errorAtHalf) / Math.log(2));
    if (difference == 0 || !(growth < 0.95)) {
      return Double.POSITIVE_INFINITY;
    }
    double needed = Math.pow(smallest() / Math.abs(difference), 1 / (1 - growth));
    double until = days * Math.max(1, needed);
    return until < CENTURY ? until : Double.POSITIVE_INFINITY;
  }

  /**
   * Returns the probability of chance by which several differences can be compared: two-sided, with
   * the skewness of the side towards 0, and 0.05 where the interval just reaches 0, however often
   * one looks.
   */
  public double probability() {
    double reach = difference > 0 ? difference - low : high - difference;
    if (!(reach > 0) || Double.isInfinite(reach)) {
      return difference == 0 || error > 0 ? 1 : 0;
    }
    double z =
        Math.abs(difference) / reach * EvenNormals.quantile(1 - DetectableEffect.FALSE_ALARM / 2);
    return 1 - IncompleteGamma.regularized(0.5, z * z / 2);
  }
}
