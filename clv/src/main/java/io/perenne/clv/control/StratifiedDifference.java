// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The difference of both arms within strata: \(\Delta = \sum_s w_s (\bar y_{t,s} - \bar y_{c,s})\)
 * with \(w_s = N_s / N\), \(SE^2 = \sum_s w_s^2 (v_{t,s} / n_{t,s} + v_{c,s} / n_{c,s})\) (Neyman
 * 1923; Miratrix, Sekhon and Yu 2013).
 *
 * @param control the mean of control, strata weighted as among all
 * @param target the mean of target
 * @param controlVariance the variance of the first mean
 * @param targetVariance the variance of the second mean
 * @param skewness the third standardised moment of the difference: 0 if it is normal
 */
record StratifiedDifference(
    double control, double target, double controlVariance, double targetVariance, double skewness) {

  double difference() {
    return target - control;
  }

  double error() {
    return Math.sqrt(controlVariance + targetVariance);
  }

  static StratifiedDifference of(ArmCells cells, double[] outcomes) {
    double[] sums = new double[5];
    double size = cells.size();
    for (ArmCells.Cell cell : cells.cells()) {
      double weight = cell.size() / size;
      add(sums, 0, weight, outcomes, cell.control(), -1);
      add(sums, 1, weight, outcomes, cell.target(), 1);
    }
    double error = Math.sqrt(sums[2] + sums[3]);
    return new StratifiedDifference(
        sums[0], sums[1], sums[2], sums[3], error > 0 ? sums[4] / (error * error * error) : 0);
  }

  private static void add(
      double[] sums, int arm, double weight, double[] outcomes, int[] rows, int sign) {
    double n = rows.length;
    double mean = 0;
    for (int row : rows) {
      mean += outcomes[row];
    }
    mean /= n;
    double squares = 0;
    double cubes = 0;
    for (int row : rows) {
      double off = outcomes[row] - mean;
      squares += off * off;
      cubes += off * off * off;
    }
    sums[arm] += weight * mean;
    sums[2 + arm] += weight * weight * squares / (n - 1) / n;
    sums[4] += sign * weight * weight * weight * cubes / n / (n * n);
  }

  /**
   * Returns the Studentised differences of resamples, sorted: within each stratum and arm as many
   * customers are drawn again, with repetition.
   */
  double[] resampled(ArmCells cells, double[] outcomes, int resamples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] ratios = new double[resamples];
    double size = cells.size();
    for (int b = 0; b < resamples; b++) {
      double difference = 0;
      double variance = 0;
      for (ArmCells.Cell cell : cells.cells()) {
        double weight = cell.size() / size;
        for (int arm = 0; arm < 2; arm++) {
          int[] rows = arm == 0 ? cell.control() : cell.target();
          int n = rows.length;
          double sum = 0;
          double squares = 0;
          double origin = outcomes[rows[0]]; // near the others, so that squares keep their digits
          for (int i = 0; i < n; i++) {
            double value = outcomes[rows[random.nextInt(n)]] - origin;
            sum += value;
            squares += value * value;
          }
          double mean = sum / n;
          difference += (arm == 0 ? -1 : 1) * weight * (mean + origin);
          variance += weight * weight * Math.max(0, squares - n * mean * mean) / (n - 1.0) / n;
        }
      }
      double off = difference - difference();
      ratios[b] = variance > 0 ? off / Math.sqrt(variance) : off == 0 ? 0 : Math.copySign(1e9, off);
    }
    Arrays.sort(ratios);
    return ratios;
  }
}
