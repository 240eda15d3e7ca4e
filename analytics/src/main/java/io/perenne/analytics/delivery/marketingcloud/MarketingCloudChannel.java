// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.marketingcloud;

import static io.perenne.analytics.delivery.channel.ValueTypes.DURATION;
import static io.perenne.analytics.delivery.channel.ValueTypes.NUMBER;
import static io.perenne.analytics.delivery.channel.ValueTypes.SECRET;
import static io.perenne.analytics.delivery.channel.ValueTypes.SWITCH;
import static io.perenne.analytics.delivery.channel.ValueTypes.TEXT;

import io.perenne.analytics.config.Key;
import io.perenne.analytics.config.Key.Trait;
import io.perenne.analytics.delivery.channel.Channel;
import io.perenne.analytics.delivery.channel.ChannelContext;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.channel.FileSettings;
import io.perenne.analytics.delivery.channel.Packing;
import io.perenne.analytics.delivery.channel.RowSettings;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.https.HttpsFolder;
import io.perenne.analytics.delivery.pack.CsvStyle;
import io.perenne.analytics.delivery.pack.TableFormat;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Data extensions of Marketing Cloud, over its REST API. */
public final class MarketingCloudChannel implements Channel {
  private static final Key<String> SUBDOMAIN = Key.of("subdomain", TEXT, "");
  private static final Key<String> AUTH_URL = address("auth-url");
  private static final Key<String> REST_URL = address("rest-url");
  private static final Key<Secret> CLIENT_ID =
      Key.of("client-id", SECRET, "", Trait.REQUIRED, Trait.CONFIDENTIAL);
  private static final Key<Secret> CLIENT_SECRET =
      Key.of("client-secret", SECRET, "", Trait.REQUIRED, Trait.CONFIDENTIAL);
  private static final Key<String> ACCOUNT_ID = Key.of("account-id", TEXT, "");
  private static final Key<String> DATA_EXTENSION =
      Key.of("data-extension", TEXT, "", Trait.REQUIRED);
  private static final Key<Integer> BATCH_ROWS = Key.of("batch-rows", NUMBER, "28000");
  private static final Key<Duration> POLL_EVERY = Key.of("poll-every", DURATION, "5s");
  private static final Key<Duration> POLL_AT_MOST = Key.of("poll-at-most", DURATION, "30m");
  private static final Key<Boolean> CHANGED_ONLY = Key.of("changed-only", SWITCH, "true");
  private static final Key<Duration> TIMEOUT = Key.of("timeout", DURATION, "2m");

  private static Key<String> address(String name) {
    return Key.of(name, TEXT, "", Trait.CONFIDENTIAL);
  }

  @Override
  public String kind() {
    return "marketing-cloud";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(
        SUBDOMAIN,
        AUTH_URL,
        REST_URL,
        CLIENT_ID,
        CLIENT_SECRET,
        ACCOUNT_ID,
        DATA_EXTENSION,
        BATCH_ROWS,
        POLL_EVERY,
        POLL_AT_MOST,
        CHANGED_ONLY,
        TIMEOUT,
        FileSettings.DATES);
  }

  @Override
  public Destination destination(DestinationSettings settings, ChannelContext context) {
    MarketingCloudAccount account = account(settings);
    String who = account.authUrl() + " " + account.clientId() + " " + account.accountId();
    TokenCache tokens =
        new TokenCache(context.home().resolve("deliveries/.tokens"), who, context.instants());
    return new MarketingCloudDestination(
        account,
        new MarketingCloudClient(
            account, context.secrets(), tokens, context.instants(), context.sleeper()));
  }

  private static MarketingCloudAccount account(DestinationSettings settings) {
    return new MarketingCloudAccount(
        address(settings, AUTH_URL, "auth"),
        address(settings, REST_URL, "rest"),
        settings.get(CLIENT_ID),
        settings.get(CLIENT_SECRET),
        settings.get(ACCOUNT_ID),
        settings.get(DATA_EXTENSION),
        settings.get(BATCH_ROWS),
        settings.get(TIMEOUT),
        settings.get(POLL_EVERY),
        settings.get(POLL_AT_MOST));
  }

  private static URI address(DestinationSettings settings, Key<String> key, String service) {
    return settings.has(key)
        ? HttpsFolder.parse(settings.get(key))
        : MarketingCloudAccount.host(settings.get(SUBDOMAIN), service);
  }

  @Override
  public Packing packing(DestinationSettings settings, ChannelContext context) {
    CsvStyle preset = CsvStyle.marketingCloud();
    CsvStyle style = preset.withDates(settings.get(FileSettings.DATES).orElse(preset.dates()));
    return RowSettings.table(
        settings,
        settings.get(CHANGED_ONLY),
        true,
        TableFormat.JSON_LINES,
        style,
        context.instants());
  }
}
