// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.segment.quantile.Quantiles;
import io.perenne.clv.value.ClassicValue;
import io.perenne.clv.value.ConstantRetention;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The formulas of the handbooks as forecasts of purchases, from what was known at a cut. */
final class PlainRules {

  private static final double YEAR = 365.25;
  private static final double[] FIFTHS = {0.2, 0.4, 0.6, 0.8};

  private PlainRules() {}

  /**
   * Purchases per year times years, the first purchase counted as one of them: {@link ClassicValue}
   * with tickets of 1.
   */
  static ToDoubleFunction<PurchaseHistory> classic(Cut cut) {
    double years = cut.histories().meanAge() * cut.histories().customers() / YEAR;
    double purchases = cut.histories().transactions() + cut.histories().customers();
    double perYear = years > 0 ? purchases / years : 0;
    double expected = new ClassicValue(1, perYear, cut.horizonDays() / YEAR).revenue();
    return history -> expected;
  }

  /**
   * Who bought within the last horizon stays with the probability with which those of the horizon
   * before did, and then buys as often as they: {@link ConstantRetention} for one period. Nobody
   * comes back.
   */
  static ToDoubleFunction<PurchaseHistory> constantRetention(Cut cut) {
    int horizon = cut.horizonDays();
    int before = cut.origin() - horizon;
    PurchaseLog log = cut.log();
    double active = 0;
    double retained = 0;
    double purchases = 0;
    for (int c = 0; c < log.customersUntil(before); c++) {
      int known = log.endUntil(c, before);
      if (log.day(known - 1) > before - horizon) {
        int bought = log.endUntil(c, cut.origin()) - known;
        active++;
        retained += bought > 0 ? 1 : 0;
        purchases += bought;
      }
    }
    double retention = active > 0 ? retained / active : 0;
    double each = retained > 0 ? purchases / retained : 0;
    return history -> history.timeSinceLastPurchase() < horizon ? retention * each : 0;
  }

  /**
   * Everybody buys as those did who a horizon ago were in the same of 25 cells, by fifths of the
   * silence and of the frequency; where nobody was, as all did.
   */
  static ToDoubleFunction<PurchaseHistory> rfmCell(Cut cut) {
    int before = cut.origin() - cut.horizonDays();
    PurchaseLog log = cut.log();
    List<PurchaseHistory> histories = new ArrayList<>();
    for (int c = 0; c < log.customersUntil(before); c++) {
      histories.add(log.history(c, before, OperationalClock.calendar()));
    }
    if (histories.isEmpty()) {
      return history -> 0;
    }
    double[] silences = edges(histories, PurchaseHistory::timeSinceLastPurchase);
    double[] frequencies = edges(histories, PurchaseHistory::frequency);
    double[][] customers = new double[FIFTHS.length + 1][FIFTHS.length + 1];
    double[][] purchases = new double[FIFTHS.length + 1][FIFTHS.length + 1];
    double all = 0;
    for (int c = 0; c < histories.size(); c++) {
      int r = fifth(silences, histories.get(c).timeSinceLastPurchase());
      int f = fifth(frequencies, histories.get(c).frequency());
      int bought = log.endUntil(c, cut.origin()) - log.endUntil(c, before);
      customers[r][f]++;
      purchases[r][f] += bought;
      all += bought;
    }
    double mean = all / histories.size();
    return history -> {
      int r = fifth(silences, history.timeSinceLastPurchase());
      int f = fifth(frequencies, history.frequency());
      return customers[r][f] > 0 ? purchases[r][f] / customers[r][f] : mean;
    };
  }

  private static double[] edges(
      List<PurchaseHistory> histories, ToDoubleFunction<PurchaseHistory> value) {
    double[] sorted = histories.stream().mapToDouble(value).sorted().toArray();
    double[] edges = new double[FIFTHS.length];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = Quantiles.type7(sorted, FIFTHS[i]);
    }
    return edges;
  }

  private static int fifth(double[] edges, double value) {
    int fifth = 0;
    while (fifth < edges.length && value > edges[fifth]) {
      fifth++;
    }
    return fifth;
  }
}
