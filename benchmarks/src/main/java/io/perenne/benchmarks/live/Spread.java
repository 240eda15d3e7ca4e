// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.live;

import java.util.Arrays;
import java.util.List;

/**
 * How many answers came, and how fast.
 *
 * @param answers how many with status 200
 * @param refused how many with another
 * @param seconds in how long
 * @param p50 milliseconds within which half of the good answers came; NaN without any
 * @param p99 milliseconds within which 99 % did
 */
record Spread(long answers, long refused, double seconds, double p50, double p99) {
  private static final double NANOS = 1e6;

  /**
   * Returns the spread of some answers.
   *
   * @param nanos how long each good answer took, by connection
   */
  static Spread of(List<long[]> nanos, long refused, double seconds) {
    long[] all = nanos.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Spread(all.length, refused, seconds, quantile(all, 0.5), quantile(all, 0.99));
  }

  private static double quantile(long[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.ceil(share * sorted.length) - 1] / NANOS;
  }

  double perSecond() {
    return answers / seconds;
  }
}
