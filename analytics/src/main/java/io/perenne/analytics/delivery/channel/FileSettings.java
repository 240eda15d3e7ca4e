// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.channel;

import static io.perenne.analytics.delivery.channel.ValueTypes.FILE;
import static io.perenne.analytics.delivery.channel.ValueTypes.TEXT;
import static io.perenne.analytics.delivery.channel.ValueTypes.choice;

import io.perenne.analytics.Texts;
import io.perenne.analytics.config.FileNamePattern;
import io.perenne.analytics.config.Key;
import io.perenne.analytics.config.Newline;
import io.perenne.analytics.config.ValueType;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.pack.BooleanStyle;
import io.perenne.analytics.delivery.pack.CsvStyle;
import io.perenne.analytics.delivery.pack.DateStyle;
import io.perenne.analytics.delivery.pack.FilePacker;
import io.perenne.analytics.delivery.pack.TableFormat;
import io.perenne.analytics.delivery.pack.Wrapping;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** How a run is written to a file. Every kind of destination that takes files has these keys. */
public final class FileSettings {
  private static final Key<String> PRESET =
      Key.of(
          "preset", ValueType.of(Texts.message("value.preset"), FileSettings::preset), "contract");
  private static final Key<TableFormat> FORMAT = Key.of("format", choice(TableFormat.class), "csv");
  private static final Key<String> DELIMITER = Key.of("delimiter", TEXT, "");
  private static final Key<Optional<Newline>> NEWLINE =
      Key.of("newline", choice(Newline.class).orAbsent(), "");
  private static final Key<String> ENCODING = Key.of("encoding", TEXT, "");
  private static final Key<String> NULL_TEXT = Key.of("null-text", TEXT, "");
  private static final Key<Optional<BooleanStyle>> BOOLEANS =
      Key.of(
          "booleans",
          choice(BooleanStyle.class).orAbsent(),
          "",
          Texts.message("destination.key.booleans", String.join(", ", BooleanStyle.names())));

  /** How times are written. Kinds that take rows instead of files may have this key alone. */
  public static final Key<Optional<DateStyle>> DATES =
      Key.of("dates", choice(DateStyle.class).orAbsent(), "");

  private static final Key<Wrapping> COMPRESSION =
      Key.of("compression", choice(Wrapping.class), "none");
  private static final Key<Optional<Path>> PGP_KEY =
      Key.of("pgp-key", FILE, "", Key.Trait.LOCAL_PATH);

  /** The name of the file. */
  public static final Key<FileNamePattern> FILE_NAME =
      Key.of(
          "file-name",
          ValueType.of(FileNamePattern.ALLOWED, FileNamePattern::parse),
          "datamodel_clv_{yyyyMMdd}.csv");

  private static final Key<Optional<ZoneId>> FILE_DATE_ZONE =
      Key.of(
          "file-date-zone",
          ValueType.of(Texts.message("value.zone-of-name"), ZoneId::of).orAbsent(),
          "");
  private static final Key<String> TENANT =
      Key.of(
          "tenant",
          ValueType.of(Texts.message("value.part-of-name"), FileSettings::tenant),
          "",
          Texts.message("destination.key.tenant", "{tenant}"));

  /** The keys, in order. */
  public static final List<Key<?>> KEYS =
      List.of(
          PRESET,
          FORMAT,
          DELIMITER,
          NEWLINE,
          ENCODING,
          NULL_TEXT,
          BOOLEANS,
          DATES,
          COMPRESSION,
          PGP_KEY,
          FILE_NAME,
          FILE_DATE_ZONE,
          TENANT);

  private FileSettings() {}

  /**
   * Returns how runs are packed into files.
   *
   * @throws IllegalArgumentException if values do not go together
   */
  public static Packing packing(DestinationSettings settings, InstantSource instants) {
    requireMeaning(settings);
    boolean contract = settings.get(PRESET).equals("contract");
    FilePacker packer =
        new FilePacker(
            RowSettings.ofFile(settings),
            settings.get(FORMAT),
            style(settings, contract ? CsvStyle.contract() : CsvStyle.marketingCloud()),
            contract && !settings.has(NEWLINE),
            contract && !settings.has(NULL_TEXT),
            settings.get(COMPRESSION),
            settings.get(PGP_KEY),
            instants);
    return new Packing(
        packer,
        settings.get(FILE_NAME),
        ending(settings),
        settings.get(FILE_DATE_ZONE),
        settings.get(TENANT));
  }

  /** Refuses keys of CSV files where the format has no such thing. */
  private static void requireMeaning(DestinationSettings settings) {
    List<Key<?>> ofText =
        switch (settings.get(FORMAT)) {
          case CSV -> List.of();
          case JSON_LINES -> List.of(DELIMITER, NEWLINE, ENCODING, NULL_TEXT, BOOLEANS);
          case PARQUET -> List.of(DELIMITER, NEWLINE, ENCODING, NULL_TEXT, BOOLEANS, DATES);
        };
    for (Key<?> key : ofText) {
      if (settings.given().containsKey(key.name()) && settings.has(key)) {
        throw RowSettings.contradiction(settings, key, FORMAT);
      }
    }
  }

  private static String ending(DestinationSettings settings) {
    return settings.get(FORMAT).ending()
        + settings.get(COMPRESSION).ending()
        + (settings.has(PGP_KEY) ? ".pgp" : "");
  }

  private static CsvStyle style(DestinationSettings settings, CsvStyle preset) {
    String encoding = settings.has(ENCODING) ? settings.get(ENCODING) : preset.encoding().name();
    return new CsvStyle(
        delimiter(settings, preset),
        settings.get(NEWLINE).orElse(preset.newline()),
        settings.read(ENCODING, text -> Charset.forName(encoding.replace("-BOM", ""))),
        encoding.endsWith("-BOM"),
        settings.has(NULL_TEXT) ? settings.read(NULL_TEXT, text -> text) : preset.nullText(),
        settings.get(BOOLEANS).orElse(preset.booleans()),
        settings.get(DATES).orElse(preset.dates()));
  }

  private static String delimiter(DestinationSettings settings, CsvStyle preset) {
    if (!settings.has(DELIMITER)) {
      return preset.delimiter();
    }
    return settings.read(DELIMITER, text -> text.equals("tab") ? "\t" : text);
  }

  private static String preset(String text) {
    if (!text.equals("contract") && !text.equals("marketing-cloud")) {
      throw new IllegalArgumentException("not one of contract, marketing-cloud");
    }
    return text;
  }

  private static String tenant(String text) {
    if (text.matches(Label.FORBIDDEN)) {
      throw new IllegalArgumentException("a file's name cannot have such a character");
    }
    return text;
  }
}
