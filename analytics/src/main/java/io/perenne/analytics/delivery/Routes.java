// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.config.FileNamePattern;
import io.perenne.analytics.config.Newline;
import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.ShippedColumn;
import io.perenne.analytics.delivery.destination.Sleeper;
import io.perenne.analytics.delivery.files.FileDestination;
import io.perenne.analytics.delivery.files.LocalFiles;
import io.perenne.analytics.delivery.files.Upload;
import io.perenne.analytics.delivery.files.UploadMode;
import io.perenne.analytics.delivery.files.Verification;
import io.perenne.analytics.delivery.https.HttpsDestination;
import io.perenne.analytics.delivery.https.HttpsFolder;
import io.perenne.analytics.delivery.marketingcloud.MarketingCloudAccount;
import io.perenne.analytics.delivery.marketingcloud.MarketingCloudClient;
import io.perenne.analytics.delivery.marketingcloud.MarketingCloudDestination;
import io.perenne.analytics.delivery.marketingcloud.TokenCache;
import io.perenne.analytics.delivery.pack.BooleanStyle;
import io.perenne.analytics.delivery.pack.CsvStyle;
import io.perenne.analytics.delivery.pack.DateStyle;
import io.perenne.analytics.delivery.pack.FilePacker;
import io.perenne.analytics.delivery.pack.Packer;
import io.perenne.analytics.delivery.pack.RowChoice;
import io.perenne.analytics.delivery.pack.TableFormat;
import io.perenne.analytics.delivery.pack.TablePacker;
import io.perenne.analytics.delivery.pack.Wrapping;
import io.perenne.analytics.delivery.postgres.PostgresDestination;
import io.perenne.analytics.delivery.postgres.PostgresMode;
import io.perenne.analytics.delivery.postgres.PostgresTable;
import io.perenne.analytics.delivery.sftp.HostKeyPin;
import io.perenne.analytics.delivery.sftp.SftpLogin;
import io.perenne.analytics.delivery.sftp.SftpOpener;
import io.perenne.clv.segment.Segment;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes routes from settings. */
public final class Routes {
  private final Path home;
  private final Secret.Sources secrets;
  private final InstantSource instants;
  private final Sleeper sleeper;

  /** Makes routes for a home. */
  public Routes(Path home, Secret.Sources secrets, InstantSource instants, Sleeper sleeper) {
    this.home = home;
    this.secrets = secrets;
    this.instants = instants;
    this.sleeper = sleeper;
  }

  /**
   * Makes a route.
   *
   * @throws InputException if a value is not allowed
   */
  public Route route(DestinationSettings settings) {
    boolean table =
        settings.kind() == DestinationKind.POSTGRESQL
            || settings.kind() == DestinationKind.MARKETING_CLOUD;
    return new Route(
        settings.name(),
        settings.make(() -> destination(settings)),
        settings.make(() -> table ? tablePacker(settings) : filePacker(settings)),
        table
            ? FileNamePattern.parse("{runId}.csv")
            : settings.read("file-name", FileNamePattern::parse),
        table ? "" : ending(settings),
        settings.find("file-date-zone").map(zone -> settings.read("file-date-zone", ZoneId::of)),
        settings.read("tenant", Routes::tenant),
        settings.make(
            () ->
                new RetryPolicy(
                    settings.number("attempts"),
                    settings.duration("backoff", "10s"),
                    settings.duration("backoff-limit", "10m"))));
  }

  /** Asks an SFTP server for its host key, for a person to approve. */
  public HostKeyPin fetchHostKey(DestinationSettings settings) {
    if (settings.kind() != DestinationKind.SFTP) {
      throw new InputException(
          Problem.of("only an SFTP server has a host key to approve")
              .withWhere("destination " + settings.name())
              .withValue(settings.kind().toString()));
    }
    try {
      return new SftpOpener(login(settings), secrets).fetchHostKey();
    } catch (IOException e) {
      throw DeliveryFailedException.passing(String.valueOf(e.getMessage()), e);
    }
  }

  private Destination destination(DestinationSettings settings) {
    return switch (settings.kind()) {
      case FOLDER -> new FileDestination("", LocalFiles::new, upload(settings));
      case SFTP -> {
        SftpLogin login = login(settings);
        yield new FileDestination(login.url(), new SftpOpener(login, secrets), upload(settings));
      }
      case HTTPS ->
          new HttpsDestination(
              new HttpsFolder(
                  settings.text("url"),
                  settings.secret("query"),
                  settings.secret("authorization"),
                  settings.duration("timeout", "15m")),
              secrets);
      case POSTGRESQL -> new PostgresDestination(postgres(settings), secrets);
      case MARKETING_CLOUD -> marketingCloud(settings);
    };
  }

  static Upload upload(DestinationSettings settings) {
    return new Upload(
        settings.text("folder"),
        settings.choice("upload", UploadMode.values()),
        settings.choice("verify", Verification.values()),
        settings.text("trigger"),
        settings.text("trigger-folder"));
  }

  static SftpLogin login(DestinationSettings settings) {
    return new SftpLogin(
        settings.text("host"),
        settings.number("port"),
        settings.text("user"),
        settings.secret("password"),
        settings.find("private-key").map(Path::of),
        settings.secret("passphrase"),
        settings.find("host-key").map(text -> settings.read("host-key", HostKeyPin::parse)),
        settings.duration("timeout", "60s"),
        settings.duration("keep-alive", "30s"),
        words(settings.text("ciphers")));
  }

  private static PostgresTable postgres(DestinationSettings settings) {
    return new PostgresTable(
        settings.text("url"),
        settings.text("user"),
        settings.secret("password"),
        settings.text("schema"),
        settings.text("table"),
        settings.choice("mode", PostgresMode.values()),
        settings.duration("timeout", "10m"));
  }

  private Destination marketingCloud(DestinationSettings settings) {
    MarketingCloudAccount account =
        new MarketingCloudAccount(
            address(settings, "auth-url", "auth"),
            address(settings, "rest-url", "rest"),
            settings.secret("client-id").orElseThrow(),
            settings.secret("client-secret").orElseThrow(),
            settings.text("account-id"),
            settings.text("data-extension"),
            settings.number("batch-rows"),
            settings.duration("timeout", "2m"),
            settings.duration("poll-every", "5s"),
            settings.duration("poll-at-most", "30m"));
    String who = account.authUrl() + " " + account.clientId() + " " + account.accountId();
    TokenCache tokens = new TokenCache(home.resolve("deliveries/.tokens"), who, instants);
    return new MarketingCloudDestination(
        account, new MarketingCloudClient(account, secrets, tokens, instants, sleeper));
  }

  private static URI address(DestinationSettings settings, String key, String service) {
    return settings
        .find(key)
        .map(text -> settings.make(() -> HttpsFolder.parse(text)))
        .orElseGet(() -> MarketingCloudAccount.host(settings.text("subdomain"), service));
  }

  private Packer tablePacker(DestinationSettings settings) {
    boolean rest = settings.kind() == DestinationKind.MARKETING_CLOUD;
    boolean stays = rest || postgres(settings).mode() == PostgresMode.UPSERT;
    RowChoice rows = rows(settings, rest && settings.isOn("changed-only"), stays);
    if (ShippedColumn.key(rows.columns()).isEmpty()) {
      throw new IllegalArgumentException("columns: a table needs CustomerId");
    }
    return new TablePacker(
        rows,
        rest ? TableFormat.JSON_LINES : TableFormat.CSV,
        rest && settings.find("dates").isEmpty() ? CsvStyle.marketingCloud() : style(settings),
        Wrapping.NONE,
        Optional.empty(),
        instants);
  }

  private Packer filePacker(DestinationSettings settings) {
    boolean contract = settings.text("preset").equals("contract");
    return new FilePacker(
        rows(settings, false, false),
        settings.choice("format", TableFormat.values()),
        style(settings),
        contract && settings.find("newline").isEmpty(),
        contract && settings.find("null-text").isEmpty(),
        settings.choice("compression", Wrapping.values()),
        settings.find("pgp-key").map(Path::of),
        instants);
  }

  private static String tenant(String text) {
    if (text.matches(Label.FORBIDDEN)) {
      throw new IllegalArgumentException("a file's name cannot have such a character");
    }
    return text;
  }

  private static String ending(DestinationSettings settings) {
    return settings.choice("format", TableFormat.values()).ending()
        + settings.choice("compression", Wrapping.values()).ending()
        + (settings.find("pgp-key").isPresent() ? ".pgp" : "");
  }

  private static CsvStyle style(DestinationSettings settings) {
    CsvStyle preset =
        settings.kind() == DestinationKind.POSTGRESQL || settings.text("preset").equals("contract")
            ? CsvStyle.contract()
            : settings.text("preset").equals("marketing-cloud")
                    || settings.kind() == DestinationKind.MARKETING_CLOUD
                ? CsvStyle.marketingCloud()
                : unknownPreset(settings);
    String encoding = settings.find("encoding").orElse(preset.encoding().name());
    boolean mark = encoding.endsWith("-BOM");
    return new CsvStyle(
        settings
            .find("delimiter")
            .map(text -> text.equals("tab") ? "\t" : text)
            .orElse(preset.delimiter()),
        settings
            .find("newline")
            .map(text -> settings.choice("newline", Newline.values()))
            .orElse(preset.newline()),
        settings.read("encoding", text -> Charset.forName(encoding.replace("-BOM", ""))),
        mark,
        settings.find("null-text").orElse(preset.nullText()),
        settings
            .find("booleans")
            .map(text -> settings.choice("booleans", BooleanStyle.values()))
            .orElse(preset.booleans()),
        settings
            .find("dates")
            .map(text -> settings.choice("dates", DateStyle.values()))
            .orElse(preset.dates()));
  }

  private static CsvStyle unknownPreset(DestinationSettings settings) {
    return settings.read(
        "preset",
        text -> {
          throw new IllegalArgumentException("not one of contract, marketing-cloud");
        });
  }

  private static RowChoice rows(
      DestinationSettings settings, boolean changedOnly, boolean leaversToo) {
    return new RowChoice(
        settings.read("columns", text -> columns(text, settings.isOn("extended"))),
        settings.read("segments", Routes::segments),
        settings.isOn("contactable-only"),
        changedOnly,
        leaversToo);
  }

  private static List<ShippedColumn> columns(String text, boolean extended) {
    List<DatamodelColumn> known = new ArrayList<>(DatamodelColumn.contract());
    if (text.isEmpty()) {
      if (extended) {
        known.addAll(DatamodelColumn.extended());
      }
      return known.stream().map(ShippedColumn::of).toList();
    }
    known.addAll(DatamodelColumn.extended());
    return words(text).stream().map(word -> column(word, known)).toList();
  }

  private static ShippedColumn column(String word, List<DatamodelColumn> known) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals).strip();
    DatamodelColumn column =
        known.stream()
            .filter(each -> each.name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("unknown column: " + name));
    return equals < 0
        ? ShippedColumn.of(column)
        : new ShippedColumn(column, word.substring(equals + 1).strip());
  }

  private static Set<Segment> segments(String text) {
    EnumSet<Segment> segments = EnumSet.noneOf(Segment.class);
    for (String word : words(text)) {
      segments.add(
          Segment.find(word)
              .orElseThrow(() -> new IllegalArgumentException("unknown segment: " + word)));
    }
    return segments;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
