// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.Key;
import io.perenne.analytics.delivery.channel.Channel;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.channel.RowSettings;
import io.perenne.analytics.delivery.channel.ValueTypes;
import io.perenne.analytics.delivery.files.FolderChannel;
import io.perenne.analytics.delivery.https.HttpsChannel;
import io.perenne.analytics.delivery.marketingcloud.MarketingCloudChannel;
import io.perenne.analytics.delivery.postgres.PostgresChannel;
import io.perenne.analytics.delivery.sftp.SftpChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of destinations. */
public final class Channels {
  private static final List<Channel> ALL =
      List.of(
          new FolderChannel(),
          new SftpChannel(),
          new HttpsChannel(),
          new PostgresChannel(),
          new MarketingCloudChannel());

  private static final Key<String> KIND =
      Key.of(
          "kind",
          ValueTypes.TEXT,
          "",
          Texts.message("destination.key.kind", kinds()),
          Key.Trait.REQUIRED);

  private Channels() {}

  private static String kinds() {
    return ALL.stream().map(Channel::kind).collect(Collectors.joining(", "));
  }

  /** Returns all of them, in the order of the documentation. */
  public static List<Channel> all() {
    return ALL;
  }

  /** Returns the one of a name, empty if there is none. */
  public static Optional<Channel> find(String kind) {
    return ALL.stream().filter(channel -> channel.kind().equals(kind)).findFirst();
  }

  /** Returns all keys of a kind, in order: its own, and those that every destination has. */
  public static List<Key<?>> keys(Channel channel) {
    return Stream.of(List.of(KIND), channel.keys(), RowSettings.KEYS, RetryPolicy.KEYS)
        .<Key<?>>flatMap(List::stream)
        .toList();
  }

  /**
   * Checks the settings of a destination: every key is known and none is missing.
   *
   * @throws InputException with every problem found
   */
  public static DestinationSettings settings(String name, Map<String, String> given) {
    if (!name.matches(Route.NAME)) {
      throw new InputException(
          Problem.of(Texts.message("problem.destination.name")).withValue(name));
    }
    String kind = given.getOrDefault(KIND.name(), "");
    Channel channel = find(kind).orElseThrow(() -> unknown(name, kind));
    return DestinationSettings.of(name, channel, keys(channel), given);
  }

  private static InputException unknown(String name, String kind) {
    return new InputException(
        Problem.of(Texts.message("problem.destination.kind"))
            .withWhere(Texts.message("problem.destination.where", name))
            .withValue(kind)
            .withRemedy(Texts.message("problem.one-of", kinds())));
  }
}
