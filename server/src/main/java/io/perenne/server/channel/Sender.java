// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.engage.decision.Channel;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.storage.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets messages leave, each channel by itself: one that is slow or down delays no other. Of several
 * servers on one database each channel is one's at a time, so that its rate holds for all together.
 */
public final class Sender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final Store store;
  private final Path home;
  private final Secret.Sources secrets;
  private final InstantSource clock;
  private final String server;
  private final RandomGenerator random;
  private final Screen screen;
  private final Map<Channel, Lane> lanes = new EnumMap<>(Channel.class);
  private ChannelSettings settings = ChannelSettings.NONE;
  private String refused = "";

  /**
   * Makes a sender of the messages of a store, as {@code channels.yaml} of a home says.
   *
   * @param server the name of this server, which no other has
   * @param control who is reached by nothing but service
   */
  public Sender(
      Store store,
      Path home,
      Secret.Sources secrets,
      InstantSource clock,
      String server,
      RandomGenerator random,
      ProfileReader profiles,
      Wanted wanted,
      ControlGroup control) {
    this.store = store;
    this.home = home;
    this.secrets = secrets;
    this.clock = clock;
    this.server = server;
    this.random = random;
    screen = new Screen(profiles, wanted, control);
  }

  /** Begins to send what is due. A file that was changed counts at once. */
  public synchronized void tick() {
    look();
    lanes.values().forEach(Lane::tick);
  }

  /** A file that cannot be used leaves all as it was: nothing is sent by half of it. */
  private void look() {
    ChannelSettings now;
    try {
      now = ChannelFile.read(home);
    } catch (InputException e) {
      if (!refused.equals(e.getMessage())) {
        refused = String.valueOf(e.getMessage());
        LOG.warn("{} is not used: {}", ChannelFile.NAME, refused);
      }
      return;
    }
    refused = "";
    if (now.equals(settings)) {
      return;
    }
    close(lanes.values());
    lanes.clear();
    settings = now;
    Links links = Links.of(store, random, clock.instant());
    now.ways()
        .forEach(
            (channel, way) ->
                lanes.put(
                    channel,
                    new Lane(
                        channel,
                        carrier(way.carrier()),
                        now,
                        store,
                        screen,
                        links,
                        server,
                        clock,
                        random)));
  }

  private Carrier carrier(ChannelSettings.By by) {
    if (by instanceof ChannelSettings.Mail mail) {
      return new EmailCarrier(mail.settings(), secrets, clock);
    }
    if (by instanceof ChannelSettings.Hook hook) {
      return new WebhookCarrier(hook.settings(), hook.privateToo(), secrets, clock);
    }
    return new ListCarrier();
  }

  private static void close(Iterable<Lane> lanes) {
    List<Lane> all = new ArrayList<>();
    lanes.forEach(all::add);
    all.forEach(Lane::retire);
    all.forEach(Lane::close);
  }

  /** Waits for what is being sent, and lets another server go on at once. */
  @Override
  public synchronized void close() {
    close(lanes.values());
  }
}
