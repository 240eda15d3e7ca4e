// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Channel;
import io.perenne.server.notify.WebhookSettings;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * How messages leave.
 *
 * @param address where people reach the pages of this server, without a slash at its end; empty if
 *     no channel needs it
 * @param zone the time zone of quiet hours, where that of a person is not known
 * @param actions what can be done, and how often people may be contacted; empty for the usual
 * @param testTo the address to which alone e-mails go, all other channels being left alone; empty
 *     to reach people
 * @param ways how each channel is used; a channel that is not here sends nothing
 */
public record ChannelSettings(
    Optional<String> address,
    ZoneId zone,
    Optional<Catalogue> actions,
    Optional<String> testTo,
    Map<Channel, Way> ways) {
  /** Nothing is sent. */
  public static final ChannelSettings NONE =
      new ChannelSettings(
          Optional.empty(), ZoneId.systemDefault(), Optional.empty(), Optional.empty(), Map.of());

  /** Copies the map. */
  public ChannelSettings {
    ways = Map.copyOf(ways);
  }

  /**
   * How a channel is used.
   *
   * @param carrier who carries its messages on
   * @param perMinute so many messages leave in a minute at most
   */
  public record Way(By carrier, int perMinute) {}

  /** Who carries messages on. */
  public sealed interface By {}

  /**
   * A mail server.
   *
   * @param settings how it is spoken to
   */
  record Mail(EmailSettings settings) implements By {}

  /**
   * Whoever takes signed requests.
   *
   * @param settings where
   * @param privateToo whether the address may lead into a private network
   */
  record Hook(WebhookSettings settings, boolean privateToo) implements By {}

  /** People who take tasks from a list. */
  record Tasks() implements By {}
}
