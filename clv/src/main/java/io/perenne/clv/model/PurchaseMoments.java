// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.HistoryCells;

/**
 * A first guess of the distribution of purchase rates, by moments, as if nobody had stopped.
 *
 * @param r shape
 * @param alpha rate parameter, in days
 */
record PurchaseMoments(double r, double alpha) {

  static PurchaseMoments of(HistoryCells cells) {
    double ages = cells.meanAge() * cells.customers();
    double rate = cells.transactions() / ages;
    double squares = 0;
    double excess = 0;
    for (int i = 0; i < cells.size(); i++) {
      double deviation = cells.frequency(i) - rate * cells.age(i);
      excess += cells.weight(i) * deviation * deviation;
      squares += cells.weight(i) * cells.age(i) * cells.age(i);
    }
    double variance = Math.max((excess - cells.transactions()) / squares, 0.05 * rate * rate);
    double r = Math.max(0.1, Math.min(10, rate * rate / variance));
    return new PurchaseMoments(r, r / rate);
  }
}
