// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.intake;

import io.perenne.server.storage.Events;
import io.perenne.server.storage.Quarantine;

/** A message that came: an event, or something that is kept aside. */
public sealed interface Arrival {
  /**
   * An event.
   *
   * @param event as it is kept
   */
  record Good(Events.Stored event) implements Arrival {}

  /**
   * A message that is no event.
   *
   * @param message as it is kept
   */
  record Bad(Quarantine.Kept message) implements Arrival {}
}
