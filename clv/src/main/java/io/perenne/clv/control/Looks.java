// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import io.perenne.clv.numeric.EvenNormals;
import java.util.Arrays;

/**
 * How far a difference between the arms must be from 0, in standard errors, while it is looked at
 * more than once: with the usual 1.96 at twelve monthly looks one report of five would find an
 * effect where there is none.
 *
 * <p>The bounds are of O'Brien and Fleming (1979): \(c / \sqrt{t}\) at the part \(t\) of the
 * planned time, so they are strict at first and almost the usual one at the end. For \(K\) equal
 * looks \(c\) makes \(P(\max_k |B_k| \ge c \sqrt{K}) = 0.05\), where \(B\) is a random walk of
 * standard normal steps, by the recursion of Armitage, McPherson and Rowe (1969). With \(K \to
 * \infty\) the walk is a Brownian motion, \(c = \Phi^{-1}(1 - 0.05 / 4) = 2.2414\) by reflection,
 * and one may look whenever one likes. Where customers differ, what they bring by two dates is more
 * alike than a random walk, and the bounds are on the safe side.
 *
 * @param count how many looks are planned, at equal distances; 0 for any number at any time
 */
public record Looks(int count) {
  /** As often as one likes until the planned end. */
  public static final Looks ANY = new Looks(0);

  /** One look at a time that was set beforehand. */
  public static final Looks ONE = new Looks(1);

  /** More planned looks than these are as good as looking at any time. */
  public static final int MOST = 52;

  private static final int POINTS = 400;
  private static final double LEAST = 1.9;
  private static final double LARGEST = 2.3;

  /** Checks the number. */
  public Looks {
    if (count < 0 || count > MOST) {
      throw new IllegalArgumentException("looks are not in [0, " + MOST + "]: " + count);
    }
  }

  /**
   * Returns the bound on the absolute z statistic; infinite before the first planned look.
   *
   * @param fraction the part of the planned time that is over, above 0; at most 1 counts
   */
  public double bound(double fraction) {
    if (!(fraction > 0)) {
      throw new IllegalArgumentException("fraction is not above 0: " + fraction);
    }
    double part = Math.min(1, fraction);
    if (count == 0) {
      return EvenNormals.quantile(1 - DetectableEffect.FALSE_ALARM / 4) / Math.sqrt(part);
    }
    double done = Math.floor(part * count + 1e-9);
    return done == 0 ? Double.POSITIVE_INFINITY : constant() * Math.sqrt(count / done);
  }

  /** Returns the bound at the end of the planned time. */
  public double constant() {
    if (count == 0) {
      return bound(1);
    }
    if (count == 1) {
      return EvenNormals.quantile(1 - DetectableEffect.FALSE_ALARM / 2);
    }
    double low = LEAST;
    double high = LARGEST;
    while (high - low > 1e-6) {
      double middle = 0.5 * (low + high);
      if (crossing(middle) > DetectableEffect.FALSE_ALARM) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  /** The probability that the walk leaves (-a, a) within its steps, with a = c sqrt(K). */
  private double crossing(double constant) {
    double edge = constant * Math.sqrt(count);
    double step = 2 * edge / POINTS;
    double[] kernel = new double[POINTS + 1];
    Arrays.setAll(
        kernel, i -> Math.exp(-0.5 * i * step * i * step) / Math.sqrt(2 * Math.PI) * step / 3);
    double[] density = new double[POINTS + 1];
    Arrays.setAll(density, i -> kernel[Math.abs(i - POINTS / 2)] * 3 / step);
    for (int look = 1; look < count; look++) {
      density = next(density, kernel);
    }
    double inside = 0;
    for (int i = 0; i <= POINTS; i++) {
      inside += simpson(i) * density[i] * step / 3;
    }
    return 1 - inside;
  }

  /** Adds a step to the walk: the integral of density times step, by Simpson's rule. */
  private static double[] next(double[] density, double[] kernel) {
    double[] next = new double[POINTS + 1];
    for (int to = 0; to <= POINTS; to++) {
      double sum = 0;
      for (int from = 0; from <= POINTS; from++) {
        sum += simpson(from) * density[from] * kernel[Math.abs(to - from)];
      }
      next[to] = sum;
    }
    return next;
  }

  private static int simpson(int point) {
    return point == 0 || point == POINTS ? 1 : point % 2 == 1 ? 4 : 2;
  }
}
