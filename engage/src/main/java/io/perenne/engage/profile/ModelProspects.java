// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.forecast.NextPurchase;
import io.perenne.clv.history.OperationalClock;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prospects by the models of a run as of a day. Many actions share a window, so it is asked once.
 */
record ModelProspects(
    NextPurchase next,
    OperationalClock clock,
    int day,
    double purchaseValue,
    double marginRate,
    double residualMargin,
    OptionalDouble alive,
    Map<Integer, Double> known)
    implements Prospects {

  ModelProspects(
      NextPurchase next,
      OperationalClock clock,
      int day,
      double purchaseValue,
      double marginRate,
      double residualMargin,
      OptionalDouble alive) {
    this(
        next,
        clock,
        day,
        purchaseValue,
        marginRate,
        residualMargin,
        alive,
        new ConcurrentHashMap<>(4));
  }

  @Override
  public double probabilityOfPurchase(int days) {
    return known.computeIfAbsent(days, this::within);
  }

  private double within(int days) {
    double within = next.probabilityWithin(clock.between(day, day + days));
    return Math.min(1, Math.max(0, within));
  }
}
