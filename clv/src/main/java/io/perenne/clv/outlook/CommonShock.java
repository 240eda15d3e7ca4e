// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.outlook;

import io.perenne.clv.numeric.Arguments;
import io.perenne.clv.numeric.EvenNormals;
import java.util.List;

/**
 * What all customers of a base have in common: a good year, a bad one, a model that errs for
 * everybody alike. It does not average out, so the range of a total is hardly narrower than that of
 * a large segment.
 *
 * <p>The logarithm of what comes over what was expected is taken as normal around 0. Its variance
 * is learned from earlier forecasts of the same base, starting from a stated one:
 *
 * <p>\[ \sigma^2(h) = \frac{\nu_0 \sigma_0^2 + \sum_i (\ln y_i / f_i)^2}{\nu_0 + n} \cdot w(h),
 * \qquad w(h) = \sqrt{h / year} \]
 *
 * <p>w is how much a longer horizon errs more: errors of the rate and of dropout add up, those of
 * single months average out. Errors of shorter forecasts of the past are taken as they are: most of
 * them is season, which a longer horizon does not have more of.
 *
 * @param yearlyDeviation \(\sigma\) at a horizon of a year, above 0
 * @param dropoutDeviation what not knowing dropout adds to it, at a year; 0 where it was fitted
 */
public record CommonShock(double yearlyDeviation, double dropoutDeviation) {

  /** The deviation before anything is known: a range of 90 % from -22 % to +28 %. */
  public static final double STATED = 0.15;

  /** How many forecasts the stated deviation is worth. */
  private static final double STATED_WEIGHT = 8;

  /** One forecast far off, as across a season, counts as this much, in logarithms. */
  private static final double FARTHEST = 0.25;

  private static final double YEAR = 365.25;

  /** Checks the numbers. */
  public CommonShock {
    Arguments.positive("yearlyDeviation", yearlyDeviation);
    Arguments.nonNegative("dropoutDeviation", dropoutDeviation);
  }

  /**
   * A forecast of the past.
   *
   * @param expected what was expected of all customers, above 0
   * @param actual what came, above 0
   * @param days how far ahead
   */
  public record Past(double expected, double actual, double days) {
    /** Checks the numbers. */
    public Past {
      Arguments.positive("expected", expected);
      Arguments.positive("actual", actual);
      Arguments.positive("days", days);
    }
  }

  /** Returns the stated shock. */
  public static CommonShock stated() {
    return new CommonShock(STATED, 0);
  }

  /** Returns what forecasts of the past leave of it, or add. */
  public static CommonShock learned(List<Past> forecasts) {
    double sum = STATED_WEIGHT * STATED * STATED;
    for (Past past : forecasts) {
      double error = Math.log(past.actual() / past.expected());
      double counted = Math.max(-FARTHEST, Math.min(FARTHEST, error));
      sum += counted * counted;
    }
    return new CommonShock(Math.sqrt(sum / (STATED_WEIGHT + forecasts.size())), 0);
  }

  /**
   * Returns this shock where dropout is assumed: the range then also spans what little and what
   * much dropout would mean.
   *
   * @param withLittle what is expected with the least dropout thought likely (5 % a year), above 0
   * @param withMuch what is expected with the most (40 %), above 0
   * @param days how far ahead both look
   */
  public CommonShock withAssumedDropout(double withLittle, double withMuch, double days) {
    Arguments.positive("withLittle", withLittle);
    Arguments.positive("withMuch", withMuch);
    // both ends are those of a range of 90 %
    double half = Math.abs(Math.log(withLittle / withMuch)) / 2;
    double deviation = half / EvenNormals.quantile(0.95) / Math.sqrt(widening(days));
    return new CommonShock(yearlyDeviation, deviation);
  }

  private static double widening(double days) {
    return Math.sqrt(Arguments.positive("days", days) / YEAR);
  }

  /** Returns the deviation of the logarithm of a total. */
  public double deviation(double days) {
    return Math.hypot(yearlyDeviation, dropoutDeviation) * Math.sqrt(widening(days));
  }

  /**
   * The range in which a total falls.
   *
   * @param low its lower end
   * @param high its upper end
   */
  public record Range(double low, double high) {
    /** Returns whether a total is within. */
    public boolean holds(double total) {
      return total >= low && total <= high;
    }
  }

  /**
   * Returns the central range of a total, log-normal with the variances of the shock and of the
   * customers' own luck added.
   *
   * @param expected the expected total, at least 0
   * @param chanceVariance the sum of the customers' variances, at least 0
   * @param days how far ahead
   * @param level as 0.9, in (0, 1)
   */
  public Range range(double expected, double chanceVariance, double days, double level) {
    Arguments.nonNegative("expected", expected);
    Arguments.nonNegative("chanceVariance", chanceVariance);
    Arguments.positive("level", level);
    Arguments.positive("1 - level", 1 - level);
    if (expected == 0) {
      return new Range(0, 0);
    }
    double shock = deviation(days);
    double luck = Math.log1p(chanceVariance / (expected * expected));
    double half = EvenNormals.quantile((1 + level) / 2) * Math.sqrt(shock * shock + luck);
    return new Range(expected * Math.exp(-half), expected * Math.exp(half));
  }
}
