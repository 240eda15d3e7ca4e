// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.clv.segment.ActivityState;
import io.perenne.clv.segment.CustomerActivity;
import io.perenne.clv.segment.DecisionRule;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a customer is worth at an instant.
 *
 * @param at the instant
 * @param day its local date, up to the end of which the customer is looked at
 * @param runId the run whose models say so
 * @param provisional whether the next run may say otherwise: it is later than the run, or orders
 *     have come or changed since
 * @param exact whether a run of the same day by the same models would say the same
 * @param alive the probability that this is still a customer; empty if no model says
 * @param expectedPurchases purchases expected within the horizon
 * @param soFar what the customer has brought, at least 0
 * @param expected what is still to come within the horizon, at its present value
 * @param low the lower end of the range of 90 % around that; empty if no model says
 * @param high its upper end
 * @param rule the rule that decided the segment
 * @param state how the silence compares with the rhythm
 * @param band the money band
 * @param silenceDays days since the last purchase; empty without one
 * @param ageDays days since the first purchase; empty without one
 * @param timeBetweenPurchases the rhythm, in days
 * @param atRiskAfterDays the days of silence after which the customer is at risk; NaN if inactive
 * @param dormantAfterDays the days of silence after which the customer is dormant; NaN if inactive
 * @param due when the next purchase is due by the rhythm; empty for the inactive
 * @param purchases the purchases behind it
 * @param ignoredOrders orders that are not counted, as they are in another currency
 */
public record Valuation(
    Instant at,
    LocalDate day,
    String runId,
    boolean provisional,
    boolean exact,
    OptionalDouble alive,
    double expectedPurchases,
    double soFar,
    double expected,
    OptionalDouble low,
    OptionalDouble high,
    DecisionRule rule,
    ActivityState state,
    ValueBand band,
    OptionalInt silenceDays,
    OptionalInt ageDays,
    double timeBetweenPurchases,
    double atRiskAfterDays,
    double dormantAfterDays,
    Optional<LocalDate> due,
    PurchaseFigures purchases,
    int ignoredOrders) {

  /** Returns the lifetime value: what was brought and what is to come. */
  public double value() {
    return soFar + expected;
  }

  /** Returns what the rules of segments look at. */
  public CustomerActivity activity() {
    return new CustomerActivity(
        purchases.intervalPurchaseDays(),
        purchases.purchaseDays(),
        silenceDays.orElse(0),
        ageDays.orElse(0),
        timeBetweenPurchases,
        purchases.gapCount(),
        value());
  }

  /** Returns the segment. */
  public Segment segment() {
    return rule.segment();
  }
}
