// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.channel.Channel;
import io.perenne.analytics.delivery.channel.ChannelContext;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.channel.Packing;
import io.perenne.analytics.delivery.channel.ServerIdentity;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Sleeper;
import io.perenne.analytics.delivery.destination.Spoken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Makes routes from settings. */
public final class Routes {
  private final ChannelContext context;

  /** Makes routes for a home. */
  public Routes(Path home, Secret.Sources secrets, InstantSource instants, Sleeper sleeper) {
    context = new ChannelContext(home, secrets, instants, sleeper);
  }

  /**
   * Makes a route.
   *
   * @throws InputException if a value is not allowed
   */
  public Route route(DestinationSettings settings) {
    Channel channel = settings.channel();
    Destination destination = settings.make(() -> channel.destination(settings, context));
    Packing packing = settings.make(() -> channel.packing(settings, context));
    return new Route(
        settings.name(),
        destination,
        packing.packer(),
        packing.fileName(),
        packing.ending(),
        packing.zone(),
        packing.tenant(),
        settings.make(() -> RetryPolicy.of(settings)));
  }

  /** Returns whether a person has to approve a server before anything is sent to it. */
  public static boolean needsApproval(DestinationSettings settings) {
    return settings.channel().approvedKey().filter(key -> !settings.has(key)).isPresent();
  }

  /**
   * Asks a server for what a person has to approve of it.
   *
   * @throws InputException if this kind of destination has nothing to approve
   * @throws DeliveryFailedException if the server does not answer
   */
  public ServerIdentity identity(DestinationSettings settings) {
    Channel channel = settings.channel();
    if (channel.approvedKey().isEmpty()) {
      throw new InputException(
          Problem.of(Texts.message("problem.destination.no-key"))
              .withWhere(Texts.message("problem.destination.where", settings.name()))
              .withValue(channel.kind()));
    }
    try {
      return channel.identity(settings, context);
    } catch (IOException e) {
      throw DeliveryFailedException.passing(Texts.message("delivery.reason", Spoken.reason(e)), e);
    }
  }
}
