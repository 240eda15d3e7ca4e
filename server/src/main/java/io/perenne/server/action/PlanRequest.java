// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.action;

import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.OutcomeCell;
import io.perenne.engage.decision.PlanLimits;
import java.util.List;

/**
 * What a plan is made of.
 *
 * @param catalogue what can be done
 * @param outcomes what came of it so far
 * @param limits within what the plan stays, beside the stock and the money of each action
 * @param sampled whether uplifts are drawn from what is known of them, so that what is unknown is
 *     tried; else their means decide
 * @param seed what chance is drawn from
 */
public record PlanRequest(
    Catalogue catalogue,
    List<OutcomeCell> outcomes,
    PlanLimits limits,
    boolean sampled,
    long seed) {
  /** Copies the list. */
  public PlanRequest {
    outcomes = List.copyOf(outcomes);
  }
}
