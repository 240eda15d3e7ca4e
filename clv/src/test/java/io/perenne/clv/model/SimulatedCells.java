// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.PurchaseHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Customers drawn from a model in continuous time, with ages spread over half the period. */
public final class SimulatedCells {

  private SimulatedCells() {}

  public static List<PurchaseHistory> histories(
      TransactionModel model, int customers, double days, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<PurchaseHistory> histories = new ArrayList<>();
    for (int i = 0; i < customers; i++) {
      double age = days * (0.5 + 0.5 * random.nextDouble());
      PurchaseHistory[] history = {PurchaseHistory.justAcquired()};
      model.simulate(age, random, t -> history[0] = history[0].withPurchaseAt(t));
      histories.add(history[0].observedUntil(age));
    }
    return histories;
  }

  public static HistoryCells of(TransactionModel model, int customers, double days, long seed) {
    return HistoryCells.of(histories(model, customers, days, seed));
  }
}
