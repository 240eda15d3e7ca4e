// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Shipment;
import java.nio.file.Path;

/** Turns a run into the bytes that a destination gets. */
public interface Packer {
  /**
   * Packs a run.
   *
   * @param earlier what may be there already
   * @param name the file name
   * @param folder where files may be written
   */
  Shipment pack(DeliverableRun run, EarlierRuns earlier, String name, Path folder);

  /**
   * Tries what can be tried without a run.
   *
   * @throws DeliveryFailedException if nothing can be packed this way
   */
  default void check() {}

  /** Returns what decides which rows and columns are sent, as text without secrets. */
  String settings();
}
