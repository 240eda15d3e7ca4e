// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.forecast.NextPurchase;
import io.perenne.clv.history.OperationalClock;
import java.util.OptionalDouble;

/** Prospects by the models of a run as of a day. */
record ModelProspects(
    NextPurchase next,
    OperationalClock clock,
    int day,
    double purchaseValue,
    double marginRate,
    double residualMargin,
    OptionalDouble alive)
    implements Prospects {
  @Override
  public double probabilityOfPurchase(int days) {
    double within = next.probabilityWithin(clock.between(day, day + days));
    return Math.min(1, Math.max(0, within));
  }
}
