// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import java.util.Arrays;

/** Growing columns of doubles of equal length, the raw material of cells. */
public final class Columns {

  private double[][] values;
  private int rows;

  public Columns(int columns) {
    values = new double[columns][16];
  }

  public void add(double... row) {
    if (rows == values[0].length) {
      values =
          Arrays.stream(values)
              .map(column -> Arrays.copyOf(column, 2 * rows))
              .toArray(double[][]::new);
    }
    for (int c = 0; c < values.length; c++) {
      values[c][rows] = row[c];
    }
    rows++;
  }

  public int rows() {
    return rows;
  }

  public double[] column(int index) {
    return Arrays.copyOf(values[index], rows);
  }
}
