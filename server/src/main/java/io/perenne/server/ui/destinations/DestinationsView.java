// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.destinations;

import io.perenne.analytics.delivery.Channels;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.delivery.channel.Channel;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.server.settings.DestinationChanges.Trial;
import java.util.List;
import java.util.Optional;

/**
 * What the page of the destinations shows.
 *
 * @param destinations all of them
 * @param trial what came of a trial that was just made
 */
public record DestinationsView(List<Row> destinations, Optional<Trial> trial) {
  /** Copies the list. */
  public DestinationsView {
    destinations = List.copyOf(destinations);
  }

  /**
   * A destination.
   *
   * @param settings what was set
   * @param place where it leads; empty if its settings cannot be used
   * @param deliveries the newest deliveries, the newest first
   */
  public record Row(DestinationSettings settings, String place, List<DeliveryRecord> deliveries) {
    /** Copies the list. */
    public Row {
      deliveries = List.copyOf(deliveries);
    }
  }

  /** Returns all kinds of destination. */
  public static List<Channel> kinds() {
    return Channels.all();
  }
}
