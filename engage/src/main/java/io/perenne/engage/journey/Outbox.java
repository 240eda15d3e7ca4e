// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import java.util.Optional;

/**
 * Where journeys hand over what others have to do. What is handed over is kept when the change of
 * the instance is, and not otherwise: both are one transaction of the {@link JourneyStore}.
 */
public interface Outbox {
  /**
   * Hands over. Nothing happens if there is an order of the same key, unless that was taken back.
   */
  void hand(Order order);

  /**
   * Takes an order back.
   *
   * @return false if there is none, or it has left, or is leaving
   */
  boolean withdraw(String key);

  /** Returns what became of an order; empty if it waits, or is leaving. */
  Optional<Outcome> outcome(String key);
}
