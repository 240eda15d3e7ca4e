// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

/**
 * How an action is made: this e-mail, that place on a page.
 *
 * @param touchpoint the place where a decision can be shown, as {@code home-banner}; what asks for
 *     a decision names it
 * @param channel the channel
 * @param cost what one contact costs, in currency, at least 0
 */
public record Treatment(String touchpoint, Channel channel, double cost) {
  /** Checks the name and the cost. */
  public Treatment {
    Words.id("touchpoint", touchpoint);
    Words.least("cost", cost, 0);
  }
}
