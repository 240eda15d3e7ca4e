// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import io.perenne.clv.numeric.LinearSystem;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known beforehand, taken out of outcomes (CUPED: Deng, Xu, Kohavi and Walker 2013): \(y^*
 * = y - \theta' (x - \bar x)\) with \(\theta\) of the least squares of y on x within the cells of
 * stratum and arm. As x is from before the start, the arms differ in it by chance only.
 */
final class Adjustment {
  /** A covariate of which the others leave less of its variance says nothing new. */
  private static final double COLLINEAR = 1e-8;

  private Adjustment() {}

  /** Returns the outcomes less what was to be expected of them. */
  static double[] adjusted(ArmSample sample, ArmCells cells) {
    int n = sample.covariates();
    double[][] products = new double[n + 1][n + 1];
    for (ArmCells.Cell cell : cells.cells()) {
      addProducts(products, sample, cell.control());
      addProducts(products, sample, cell.target());
    }
    List<Integer> used = independent(products, n);
    double[][] matrix = new double[used.size()][used.size()];
    double[] right = new double[used.size()];
    for (int i = 0; i < used.size(); i++) {
      for (int j = 0; j < used.size(); j++) {
        matrix[i][j] = products[used.get(i)][used.get(j)];
      }
      right[i] = products[used.get(i)][n];
    }
    double[] theta = LinearSystem.solve(matrix, right);
    double[] adjusted = new double[sample.size()];
    double[] means = new double[used.size()];
    for (int i = 0; i < means.length; i++) {
      for (int row = 0; row < sample.size(); row++) {
        means[i] += sample.before(used.get(i), row) / sample.size();
      }
    }
    for (int row = 0; row < sample.size(); row++) {
      adjusted[row] = sample.outcome(row);
      for (int i = 0; i < theta.length; i++) {
        adjusted[row] -= theta[i] * (sample.before(used.get(i), row) - means[i]);
      }
    }
    return adjusted;
  }

  private static double value(ArmSample sample, int column, int row) {
    return column < sample.covariates() ? sample.before(column, row) : sample.outcome(row);
  }

  private static void addProducts(double[][] products, ArmSample sample, int[] rows) {
    int columns = products.length;
    double[] means = new double[columns];
    for (int column = 0; column < columns; column++) {
      for (int row : rows) {
        means[column] += value(sample, column, row) / rows.length;
      }
    }
    double[] off = new double[columns];
    for (int row : rows) {
      for (int i = 0; i < columns; i++) {
        off[i] = value(sample, i, row) - means[i];
        for (int j = 0; j <= i; j++) {
          products[i][j] += off[i] * off[j];
          products[j][i] = products[i][j];
        }
      }
    }
  }

  /** The columns that are not made of those before them, by the root of Cholesky. */
  private static List<Integer> independent(double[][] products, int n) {
    List<Integer> used = new ArrayList<>();
    double[][] root = new double[n][n];
    for (int i = 0; i < n; i++) {
      double rest = products[i][i];
      for (int j : used) {
        double sum = products[i][j];
        for (int k : used) {
          if (k < j) {
            sum -= root[i][k] * root[j][k];
          }
        }
        root[i][j] = sum / root[j][j];
        rest -= root[i][j] * root[i][j];
      }
      if (rest > COLLINEAR * products[i][i] && rest > 0) {
        root[i][i] = Math.sqrt(rest);
        used.add(i);
      }
    }
    return used;
  }
}
