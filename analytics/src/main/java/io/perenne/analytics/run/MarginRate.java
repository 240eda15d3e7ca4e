// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.pipeline.BaseSummary;
import io.perenne.analytics.pipeline.TicketRules;

/**
 * What part of money is margin.
 *
 * @param known whether the rows tell the margin of what was bought; those that do not, among others
 *     that do, have the configured rate
 * @param rate the part of money to come: where margins are known, what they were of all money so
 *     far and not below 0; else the configured rate, which is the part of money so far as well
 */
record MarginRate(boolean known, double rate) {

  static MarginRate of(TicketRules rules, BaseSummary base, double configured) {
    if (!rules.margins()) {
      return new MarginRate(false, configured);
    }
    return new MarginRate(
        true, base.revenue() > 0 ? Math.max(0, base.margin() / base.revenue()) : configured);
  }
}
