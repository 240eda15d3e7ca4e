// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.numeric.Arguments;
import java.util.Arrays;
import java.util.List;

/**
 * The distribution of a customer's number of purchases within a time: the probabilities of 0, 1, 2,
 * ... until what is left is below 1e-13, or cannot be told from rounding; it is added to the last.
 */
public final class PurchaseCounts {

  private static final double NEGLIGIBLE = 1e-13;

  /** A falling probability below this no longer changes a sum of about 1. */
  private static final double INVISIBLE = 1e-17;

  private static final int LONGEST = 1_000_000;

  private final double[] probabilities;

  private PurchaseCounts(double[] probabilities) {
    this.probabilities = probabilities;
  }

  /** Successive probabilities of 0, 1, 2, ... purchases. */
  public interface Sequence {
    double next();
  }

  public static PurchaseCounts of(Sequence sequence) {
    double[] probabilities = new double[8];
    double left = 1;
    int n = 0;
    while (left > NEGLIGIBLE && n < LONGEST) {
      if (n == probabilities.length) {
        probabilities = Arrays.copyOf(probabilities, 2 * n);
      }
      probabilities[n] = Math.max(0, sequence.next());
      left -= probabilities[n];
      n++;
      if (left < 1e-6 && probabilities[n - 1] < INVISIBLE) {
        break;
      }
    }
    probabilities[n - 1] = Math.max(0, probabilities[n - 1] + left);
    return new PurchaseCounts(Arrays.copyOf(probabilities, n));
  }

  /** Returns the distribution when each of the given ones is equally likely to be the right one. */
  public static PurchaseCounts mixture(List<PurchaseCounts> counts) {
    double[] weights = new double[counts.size()];
    Arrays.fill(weights, 1.0 / counts.size());
    return mixture(counts, weights);
  }

  /** Returns the distribution when each of the given ones is right with its probability. */
  static PurchaseCounts mixture(List<PurchaseCounts> counts, double[] weights) {
    int longest = counts.stream().mapToInt(c -> c.probabilities.length).max().orElse(0);
    if (longest == 0) {
      throw new IllegalArgumentException("counts is empty");
    }
    double[] sum = new double[longest];
    for (int i = 0; i < weights.length; i++) {
      double[] probabilities = counts.get(i).probabilities;
      for (int n = 0; n < probabilities.length; n++) {
        sum[n] += weights[i] * probabilities[n];
      }
    }
    return new PurchaseCounts(sum);
  }

  /** Returns P(Y = n). */
  public double probabilityOf(int n) {
    Arguments.count("n", n);
    return n < probabilities.length ? probabilities[n] : 0;
  }

  /** Returns P(Y &le; n). */
  public double probabilityOfAtMost(int n) {
    double sum = 0;
    for (int i = 0; i <= Math.min(n, highest()); i++) {
      sum += probabilities[i];
    }
    return n >= highest() ? 1 : Math.min(1, sum);
  }

  /** Returns the highest number with a noticeable probability. */
  public int highest() {
    return probabilities.length - 1;
  }

  /** Returns E[Y]. */
  public double mean() {
    double mean = 0;
    for (int n = highest(); n > 0; n--) {
      mean += n * probabilities[n];
    }
    return mean;
  }

  /** Returns Var(Y). */
  public double variance() {
    double mean = mean();
    double variance = 0;
    for (int n = highest(); n >= 0; n--) {
      variance += (n - mean) * (n - mean) * probabilities[n];
    }
    return variance;
  }

  /** Returns the smallest n with P(Y &le; n) of at least the level. */
  public int quantile(double level) {
    if (!(level >= 0 && level <= 1)) {
      throw new IllegalArgumentException("level not in [0, 1]: " + level);
    }
    double sum = 0;
    for (int n = 0; n < highest(); n++) {
      sum += probabilities[n];
      if (sum >= level) {
        return n;
      }
    }
    return highest();
  }

  /**
   * Returns the central interval that contains Y with at least the given probability.
   *
   * <p>Counts are whole, so it usually contains Y more often than asked.
   */
  public Interval interval(double level) {
    return new Interval(quantile((1 - level) / 2), quantile((1 + level) / 2));
  }

  /**
   * Numbers of purchases from and to, both included.
   *
   * @param low the lowest
   * @param high the highest
   */
  public record Interval(int low, int high) {

    /** Returns whether a number is within. */
    public boolean contains(int n) {
      return low <= n && n <= high;
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(probabilities);
  }
}
