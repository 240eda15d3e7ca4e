// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import java.nio.file.Path;
import java.util.Optional;

/** Turns a run into the bytes that a destination gets. */
interface Packer {
  /**
   * Packs a run.
   *
   * @param previous the customers last delivered there in the same form, if they are still here
   * @param name the file name
   * @param folder where files may be written
   */
  Shipment pack(DeliverableRun run, Optional<Path> previous, String name, Path folder);

  /** Returns what decides which rows and columns are sent, as text without secrets. */
  String settings();
}
