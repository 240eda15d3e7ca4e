// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.channel;

import io.perenne.analytics.config.Key;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.delivery.destination.Destination;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A kind of destination: its name, its keys, and how a destination is made from their values. A new
 * one is a package with an implementation of this, and a line in the list of channels.
 */
public interface Channel {
  /** Returns the name in settings, in kebab-case. */
  String kind();

  /** Returns the keys that this kind has beyond those of every destination, in order. */
  List<Key<?>> keys();

  /**
   * Returns a destination.
   *
   * @throws IllegalArgumentException if values do not go together
   */
  Destination destination(DestinationSettings settings, ChannelContext context);

  /**
   * Returns how runs are packed for a destination.
   *
   * @throws IllegalArgumentException if values do not go together
   */
  Packing packing(DestinationSettings settings, ChannelContext context);

  /** Adds to new settings what the configuration of the home decides, unless it was given. */
  default void complete(Map<String, String> given, Supplier<RunConfiguration> configuration) {}

  /** Returns the key for what a person has to approve of the other side; empty for nothing. */
  default Optional<Key<?>> approvedKey() {
    return Optional.empty();
  }

  /**
   * Asks the other side for what a person has to approve.
   *
   * @throws IOException if it does not answer
   */
  default ServerIdentity identity(DestinationSettings settings, ChannelContext context)
      throws IOException {
    throw new UnsupportedOperationException(kind() + " has nothing to approve");
  }
}
