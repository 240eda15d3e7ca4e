// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.https;

import static io.perenne.analytics.delivery.channel.ValueTypes.DURATION;
import static io.perenne.analytics.delivery.channel.ValueTypes.SECRET;
import static io.perenne.analytics.delivery.channel.ValueTypes.TEXT;

import io.perenne.analytics.Texts;
import io.perenne.analytics.config.Key;
import io.perenne.analytics.config.Key.Trait;
import io.perenne.analytics.delivery.channel.Channel;
import io.perenne.analytics.delivery.channel.ChannelContext;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.channel.FileSettings;
import io.perenne.analytics.delivery.channel.Packing;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Web servers that take files by PUT. */
public final class HttpsChannel implements Channel {
  private static final Key<String> URL =
      Key.of(
          "url",
          TEXT,
          "",
          Texts.message("destination.key.url", "{file}"),
          Trait.REQUIRED,
          Trait.CONFIDENTIAL);
  private static final Key<Optional<Secret>> AUTHORIZATION =
      Key.of("authorization", SECRET.orAbsent(), "", Trait.CONFIDENTIAL);
  private static final Key<Optional<Secret>> QUERY =
      Key.of("query", SECRET.orAbsent(), "", Trait.CONFIDENTIAL);
  private static final Key<Duration> TIMEOUT = Key.of("timeout", DURATION, "15m");

  @Override
  public String kind() {
    return "https";
  }

  @Override
  public List<Key<?>> keys() {
    return Stream.concat(Stream.of(URL, AUTHORIZATION, QUERY, TIMEOUT), FileSettings.KEYS.stream())
        .toList();
  }

  @Override
  public Destination destination(DestinationSettings settings, ChannelContext context) {
    HttpsFolder folder =
        new HttpsFolder(
            settings.get(URL),
            settings.get(QUERY),
            settings.get(AUTHORIZATION),
            settings.get(TIMEOUT));
    return new HttpsDestination(folder, context.secrets());
  }

  @Override
  public Packing packing(DestinationSettings settings, ChannelContext context) {
    return FileSettings.packing(settings, context.instants());
  }
}
