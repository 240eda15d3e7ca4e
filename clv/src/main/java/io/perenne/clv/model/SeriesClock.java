// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import java.util.Arrays;

/**
 * The time that passes for a rate moved by covariates: a day of a period takes e^(g'z) days. With
 * it come the derivatives by g, which are of the same form, so that each interval has a row of
 *
 * <pre>  sum e^(g'z) (1, z_1, ..., z_m, z_1 z_1, z_1 z_2, ..., z_m z_m).</pre>
 */
final class SeriesClock {

  private final SeriesDistances distances;
  private final int width;

  /** What one day of a period takes. */
  private final double[][] pace;

  /** From the beginning of the second period to that of each. */
  private final double[][] before;

  private SeriesClock(SeriesDistances distances, int width, double[][] pace) {
    this.distances = distances;
    this.width = width;
    this.pace = pace;
    this.before = new double[pace.length][width];
    for (int p = 2; p < pace.length; p++) {
      int days = distances.series().from(p) - distances.series().from(p - 1);
      for (int i = 0; i < width; i++) {
        before[p][i] = before[p - 1][i] + days * pace[p - 1][i];
      }
    }
  }

  /** Returns the clock alone. */
  static SeriesClock plain(SeriesDistances distances, double[] coefficients) {
    double[][] pace = new double[distances.z().length][1];
    for (int p = 0; p < pace.length; p++) {
      pace[p][0] = Math.exp(distances.predictor(p, coefficients));
    }
    return new SeriesClock(distances, 1, pace);
  }

  /** Returns the clock with its derivatives. */
  static SeriesClock derived(SeriesDistances distances, double[] coefficients) {
    int m = coefficients.length;
    int width = 1 + m + m * (m + 1) / 2;
    double[][] pace = new double[distances.z().length][width];
    for (int p = 0; p < pace.length; p++) {
      double[] z = distances.z()[p];
      double[] row = pace[p];
      row[0] = Math.exp(distances.predictor(p, coefficients));
      int pair = 1 + m;
      for (int k = 0; k < m; k++) {
        row[1 + k] = row[0] * z[k];
        for (int l = k; l < m; l++) {
          row[pair++] = row[1 + k] * z[l];
        }
      }
    }
    return new SeriesClock(distances, width, pace);
  }

  /** Returns what one day of a period takes. */
  double[] pace(int period) {
    return pace[period];
  }

  /** Returns the length of a row. */
  int width() {
    return width;
  }

  /** Writes the time from the end of a day to the end of a later one. */
  void between(int from, int to, double[] into) {
    Arrays.fill(into, 0);
    if (to == from) {
      return;
    }
    int first = distances.series().periodOf(from + 1);
    int last = distances.series().periodOf(to);
    if (first == last) {
      add(to - from, first, into);
      return;
    }
    add(distances.series().from(first + 1) - 1 - from, first, into);
    for (int i = 0; i < width; i++) {
      into[i] += before[last][i] - before[first + 1][i];
    }
    add(to - distances.series().from(last) + 1, last, into);
  }

  /** Returns the time from the end of a day to the end of a later one. */
  double between(int from, int to) {
    double[] row = new double[width];
    between(from, to, row);
    return row[0];
  }

  private void add(int days, int period, double[] into) {
    for (int i = 0; i < width; i++) {
      into[i] += days * pace[period][i];
    }
  }
}
