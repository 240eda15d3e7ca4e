// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.postgres;

import static io.perenne.analytics.delivery.channel.ValueTypes.DURATION;
import static io.perenne.analytics.delivery.channel.ValueTypes.SECRET;
import static io.perenne.analytics.delivery.channel.ValueTypes.TEXT;
import static io.perenne.analytics.delivery.channel.ValueTypes.choice;

import io.perenne.analytics.Texts;
import io.perenne.analytics.config.Key;
import io.perenne.analytics.config.Key.Trait;
import io.perenne.analytics.delivery.channel.Channel;
import io.perenne.analytics.delivery.channel.ChannelContext;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.channel.Packing;
import io.perenne.analytics.delivery.channel.RowSettings;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.pack.CsvStyle;
import io.perenne.analytics.delivery.pack.TableFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tables in PostgreSQL. */
public final class PostgresChannel implements Channel {
  private static final Key<String> USER = Key.of("user", TEXT, "", Trait.REQUIRED);
  private static final Key<Optional<Secret>> PASSWORD =
      Key.of("password", SECRET.orAbsent(), "", Trait.CONFIDENTIAL);
  private static final Key<String> URL =
      Key.of(
          "url",
          TEXT,
          "",
          Texts.message("destination.key.url", "{file}"),
          Trait.REQUIRED,
          Trait.CONFIDENTIAL);
  private static final Key<String> SCHEMA = Key.of("schema", TEXT, "public");
  private static final Key<String> TABLE = Key.of("table", TEXT, "clv_datamodel");
  private static final Key<PostgresMode> MODE =
      Key.of("mode", choice(PostgresMode.class), "upsert");
  private static final Key<Duration> TIMEOUT = Key.of("timeout", DURATION, "10m");

  @Override
  public String kind() {
    return "postgresql";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(USER, PASSWORD, URL, SCHEMA, TABLE, MODE, TIMEOUT);
  }

  @Override
  public Destination destination(DestinationSettings settings, ChannelContext context) {
    PostgresTable table =
        new PostgresTable(
            settings.get(URL),
            settings.get(USER),
            settings.get(PASSWORD),
            settings.get(SCHEMA),
            settings.get(TABLE),
            settings.get(MODE),
            settings.get(TIMEOUT));
    return new PostgresDestination(table, context.secrets());
  }

  @Override
  public Packing packing(DestinationSettings settings, ChannelContext context) {
    boolean rowsStay = settings.get(MODE) == PostgresMode.UPSERT;
    return RowSettings.table(
        settings, false, rowsStay, TableFormat.CSV, CsvStyle.contract(), context.instants());
  }
}
