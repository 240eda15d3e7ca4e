// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.accuracy;

import io.perenne.clv.numeric.RankCorrelation;
import java.util.Arrays;

/** How near expectations came, one place for each customer. */
final class Scores {

  private static final int TENTHS = 10;

  private Scores() {}

  static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  /** Expected over actual, minus 1. */
  static double bias(double[] expected, double[] actual) {
    return sum(expected) / sum(actual) - 1;
  }

  static double meanAbsoluteError(double[] expected, double[] actual) {
    double sum = 0;
    for (int c = 0; c < actual.length; c++) {
      sum += Math.abs(expected[c] - actual[c]);
    }
    return sum / actual.length;
  }

  static double spearman(double[] expected, double[] actual) {
    return RankCorrelation.spearman(expected, actual);
  }

  /** How early the actual comes in the order of the expected, over that of its own order. */
  static double gini(double[] expected, double[] actual) {
    return concentration(expected, actual) / concentration(actual, actual);
  }

  private static double concentration(double[] by, double[] actual) {
    double total = sum(actual);
    double reached = 0;
    double area = 0;
    for (int c : order(by)) {
      reached += actual[c];
      area += reached / total;
    }
    return area / actual.length - 0.5;
  }

  private static Integer[] order(double[] by) {
    Integer[] order = new Integer[by.length];
    Arrays.setAll(order, c -> c);
    Arrays.sort(order, (a, b) -> Double.compare(by[b], by[a]));
    return order;
  }

  /** The absolute errors of tenths by expectation, over the actual of all. */
  static double decileError(double[] expected, double[] actual) {
    Integer[] order = order(expected);
    double sum = 0;
    for (int tenth = 0; tenth < TENTHS; tenth++) {
      double error = 0;
      int to = (int) ((long) order.length * (tenth + 1) / TENTHS);
      for (int i = (int) ((long) order.length * tenth / TENTHS); i < to; i++) {
        error += expected[order[i]] - actual[order[i]];
      }
      sum += Math.abs(error);
    }
    return sum / sum(actual);
  }
}
