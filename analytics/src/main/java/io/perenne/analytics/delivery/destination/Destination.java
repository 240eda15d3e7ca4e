// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import io.perenne.clv.words.Message;

/**
 * A place where shipments arrive.
 *
 * <p>An implementation holds settings only: each call opens what it needs and closes it. Every
 * method throws {@link DeliveryFailedException} if the shipment has not arrived and {@link
 * DeliveryStateUnknownException} if it may or may not have. After a failure files and tables are as
 * they were before; where rows are sent in batches, some may have arrived, and the next delivery
 * mends it.
 */
public interface Destination {
  /** Returns where this is, without any secret. */
  String describe();

  /**
   * Tries what can be tried without a delivery; returns what it found, and did not try, as a line.
   */
  Message check();

  /**
   * Returns whether this place can tell later what it holds. If not, sending again does no harm.
   */
  default boolean remembers() {
    return true;
  }

  /**
   * Returns whether exactly this shipment is there, whole.
   *
   * @throws DeliveryFailedException if it cannot be told
   */
  boolean holds(Label label);

  /**
   * Delivers a shipment, in place of whatever had its name. On return it is there and verified.
   * Delivering it again leaves the same as delivering it once.
   *
   * @param bytesSent told how far it has come, now and then
   */
  Arrival deliver(Shipment shipment, Progress bytesSent);

  /** Removes what an unfinished delivery may have left; does nothing to a finished one. */
  default void discard(Label label) {}

  /** Receives the progress of a delivery. */
  @FunctionalInterface
  interface Progress {
    /** Takes the number of bytes sent so far. */
    void at(long bytes);
  }
}
