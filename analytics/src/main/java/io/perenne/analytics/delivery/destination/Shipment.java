// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A run packed for one destination.
 *
 * @param label what it is
 * @param file where its bytes lie on this machine
 * @param columns what each row holds, in order
 * @param zone where its local times are
 */
public record Shipment(Label label, Path file, List<ShippedColumn> columns, ZoneId zone) {
  public Shipment {
    columns = List.copyOf(columns);
  }

  /** Creates one whose times are in UTC. */
  public Shipment(Label label, Path file, List<ShippedColumn> columns) {
    this(label, file, columns, ZoneOffset.UTC);
  }
}
