// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.numeric.Derivatives;

/**
 * What the number of survived coins alone contributes to a likelihood with p ~ Beta(a, b): ln (b)_n
 * / (a + b)_n with n = x + coins, by running sums over x.
 */
final class CoinCounts {

  private final double[] customersByFrequency;
  private final int coins;

  CoinCounts(HistoryCells cells, int coins) {
    this.coins = coins;
    this.customersByFrequency = new double[cells.maxFrequency() + 1];
    for (int i = 0; i < cells.size(); i++) {
      customersByFrequency[cells.frequency(i)] += cells.weight(i);
    }
  }

  /** Returns the sum with its derivatives by a and b, in the places of (r, alpha, a, b). */
  Derivatives at(double a, double b) {
    double logs = 0;
    double perB = 0;
    double perB2 = 0;
    double perAb = 0;
    double perAb2 = 0;
    double[] sum = new double[5];
    int tossed = 0;
    for (int x = 0; x < customersByFrequency.length; x++) {
      for (; tossed < x + coins; tossed++) {
        double survivals = b + tossed;
        double tosses = a + b + tossed;
        logs += Math.log(survivals / tosses);
        perB += 1 / survivals;
        perB2 += 1 / (survivals * survivals);
        perAb += 1 / tosses;
        perAb2 += 1 / (tosses * tosses);
      }
      double w = customersByFrequency[x];
      sum[0] += w * logs;
      sum[1] -= w * perAb;
      sum[2] += w * (perB - perAb);
      sum[3] += w * perAb2;
      sum[4] += w * (perAb2 - perB2);
    }
    double[][] hessian = new double[4][4];
    hessian[2][2] = sum[3];
    hessian[2][3] = sum[3];
    hessian[3][2] = sum[3];
    hessian[3][3] = sum[4];
    return new Derivatives(sum[0], new double[] {0, 0, sum[1], sum[2]}, hessian);
  }
}
