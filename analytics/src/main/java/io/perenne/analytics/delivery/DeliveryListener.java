// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.clv.words.Labelled;
import java.time.Duration;

/** Receives the progress of a delivery, for display. */
public interface DeliveryListener extends Destination.Progress {
  /** Another process delivers to the same destination. */
  default void waiting(String destination) {}

  /** The shipment is packed. */
  default void packed(Label label) {}

  /** An attempt failed, and there will be another. */
  default void tryingAgain(Labelled reason, Duration wait) {}

  @Override
  default void at(long bytes) {}

  /**
   * Is asked from time to time whether the delivery goes on.
   *
   * @throws io.perenne.analytics.task.CancelledException if it shall end
   */
  default void check() {}

  /** Returns one that says nothing. */
  static DeliveryListener silent() {
    return new DeliveryListener() {};
  }
}
