// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.action;

import io.perenne.clv.segment.Segment;
import io.perenne.engage.decision.Candidate;
import io.perenne.engage.decision.ExpectedValue;
import io.perenne.engage.decision.Uplift;
import java.util.Optional;

/**
 * A customer in a plan.
 *
 * @param customerId the id
 * @param segment the segment
 * @param candidate what is planned
 * @param value what it is worth by the uplift
 * @param uplift what is known of the uplift
 * @param held whether the customer is held back by chance, to measure the effect
 */
public record PlannedContact(
    String customerId,
    Optional<Segment> segment,
    Candidate candidate,
    ExpectedValue value,
    Uplift uplift,
    boolean held) {

  /** Returns the expected value. */
  public double mean() {
    return value.at(uplift.mean());
  }

  /** Returns the expected cost: the contact, and the discount of whoever buys. */
  public double cost() {
    return PlanMaker.cost(candidate, value, uplift);
  }
}
