// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.history.TicketSummary;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money in whole units of 1/10,000 of the currency, as histories count it. */
final class Money {
  private static final BigDecimal UNITS = BigDecimal.valueOf(TicketSummary.UNITS);

  /** A tenth of what a sum of many amounts may reach. */
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE / 100_000);

  private Money() {}

  static long units(BigDecimal amount) {
    BigDecimal units = amount.multiply(UNITS).setScale(0, RoundingMode.HALF_UP);
    return units.abs().compareTo(MOST) > 0
        ? MOST.longValue() * units.signum()
        : units.longValueExact();
  }

  static double currency(long units) {
    return (double) units / TicketSummary.UNITS;
  }
}
