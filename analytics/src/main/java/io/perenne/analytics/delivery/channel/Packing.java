// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.channel;

import io.perenne.analytics.config.FileNamePattern;
import io.perenne.analytics.delivery.pack.Packer;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How a run is packed, and the name of the file it is packed in.
 *
 * @param packer writes the file
 * @param fileName its name, without what format, compression and encryption add
 * @param ending what they add, as in {@code .csv.gz}
 * @param zone the zone of the dates in the name; empty for that of the run
 * @param tenant what {@code {tenant}} in the name stands for
 */
public record Packing(
    Packer packer, FileNamePattern fileName, String ending, Optional<ZoneId> zone, String tenant) {

  /** Returns the packing of rows that arrive in a table, where no name is seen. */
  static Packing ofRows(Packer packer) {
    return new Packing(packer, FileNamePattern.parse("{runId}.csv"), "", Optional.empty(), "");
  }
}
