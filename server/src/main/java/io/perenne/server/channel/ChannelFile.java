// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.analytics.InputException;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Channel;
import io.perenne.server.action.CatalogueFile;
import io.perenne.server.action.GivenKeys;
import io.perenne.server.notify.Loopback;
import io.perenne.server.notify.MailSettings;
import io.perenne.server.notify.WebhookSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code channels.yaml} of a home, and refuses whatever it does not know. */
public final class ChannelFile {
  /** The name of the file in a home. */
  public static final String NAME = "channels.yaml";

  private static final int USUAL_RATE = 600;
  private static final int MOST_RATE = 100_000;
  private static final int MOST_PORT = 65_535;
  private static final Pattern RATE =
      Pattern.compile("(\\d{1,6}) (?:per minute|por minuto)", Pattern.CASE_INSENSITIVE);

  private static final List<Channel> CHANNELS =
      List.of(Channel.EMAIL, Channel.SMS, Channel.PUSH, Channel.CALL, Channel.STORE);

  private final Path home;
  private final GivenKeys root;

  private ChannelFile(Path home, GivenKeys root) {
    this.home = home;
    this.root = root;
  }

  /**
   * Reads the file of a home; nothing is sent where there is none.
   *
   * @throws InputException with everything that is wrong with it
   */
  public static ChannelSettings read(Path home) {
    Path file = home.resolve(NAME);
    return Files.exists(file)
        ? new ChannelFile(home, GivenKeys.read(file)).settings()
        : ChannelSettings.NONE;
  }

  private ChannelSettings settings() {
    root.only(
        "address", "time-zone", "actions", "test-to", "email", "sms", "push", "call", "store");
    Optional<String> address =
        root.found("address", Words.message("file.address"), ChannelFile::address);
    Optional<ZoneId> zone = root.found("time-zone", Words.message("file.zone"), ChannelFile::zone);
    Optional<Catalogue> actions =
        root.text("actions").map(name -> CatalogueFile.read(home.resolve(name)));
    Optional<String> test =
        root.found("test-to", Words.message("file.mail-address"), ChannelFile::mailAddress);
    Map<Channel, ChannelSettings.Way> ways = new EnumMap<>(Channel.class);
    for (Channel channel : CHANNELS) {
      if (root.has(channel.code())) {
        way(channel).ifPresent(way -> ways.put(channel, way));
      }
    }
    if (root.has("email") && !root.has("address")) {
      root.wrong(Words.message("file.address.missing"), "address");
    }
    root.finish();
    return new ChannelSettings(address, zone.orElseGet(ZoneId::systemDefault), actions, test, ways);
  }

  private Optional<ChannelSettings.Way> way(Channel channel) {
    GivenKeys keys = root.below(channel.code());
    int rate = keys.found("rate", Words.message("file.rate"), ChannelFile::rate).orElse(USUAL_RATE);
    Optional<? extends ChannelSettings.By> by;
    if (keys.has("url")) {
      by = hook(keys);
    } else if (keys.has("list")) {
      keys.only("list", "rate");
      by = tasks(channel, keys);
    } else if (channel == Channel.EMAIL) {
      by = mail(keys);
    } else {
      keys.wrong(Words.message("file.way"), channel.code());
      by = Optional.empty();
    }
    return by.map(each -> new ChannelSettings.Way(each, rate));
  }

  private static Optional<ChannelSettings.Tasks> tasks(Channel channel, GivenKeys keys) {
    boolean people = channel == Channel.CALL || channel == Channel.STORE;
    if (!keys.flag("list") || !people) {
      keys.wrongAt("list", Words.message("file.list"), channel.code());
      return Optional.empty();
    }
    return Optional.of(new ChannelSettings.Tasks());
  }

  private static Optional<ChannelSettings.Hook> hook(GivenKeys keys) {
    keys.only("url", "secret", "private", "rate");
    String url = keys.required("url", "");
    String secret = keys.required("secret", "");
    boolean privateToo = keys.flag("private");
    return checked(
            keys, () -> new ChannelSettings.Hook(new WebhookSettings(url, secret), privateToo))
        .filter(hook -> !url.isEmpty());
  }

  private static Optional<ChannelSettings.Mail> mail(GivenKeys keys) {
    keys.only(
        "host",
        "port",
        "security",
        "user",
        "password",
        "from",
        "reply-to",
        "list-id",
        "postal-address",
        "rate");
    String host = keys.required("host", "");
    int port = keys.whole("port", 1, MOST_PORT).orElse(587);
    String from = keys.required("from", "");
    String list = keys.required("list-id", "");
    String postal = keys.required("postal-address", "");
    Optional<String> replyTo =
        keys.found("reply-to", Words.message("file.mail-address"), ChannelFile::mailAddress);
    if (!list.isEmpty() && !list.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+")) {
      keys.wrongAt("list-id", Words.message("file.list-id"), list);
    }
    if (host.isEmpty() || from.isEmpty()) {
      return Optional.empty();
    }
    return checked(
        keys,
        () ->
            new ChannelSettings.Mail(
                new EmailSettings(
                    new MailSettings(
                        host,
                        port,
                        keys.text("security").orElse("starttls"),
                        keys.text("user").orElse(""),
                        keys.text("password").orElse(""),
                        from,
                        List.of(from)),
                    replyTo,
                    list,
                    postal)));
  }

  private interface Making<T> {
    T make();
  }

  /** What settings refuse by themselves is told beside what else is wrong. */
  private static <T> Optional<T> checked(GivenKeys keys, Making<T> making) {
    try {
      return Optional.of(making.make());
    } catch (InputException e) {
      keys.wrong(e);
      return Optional.empty();
    }
  }

  private static Optional<String> mailAddress(String text) {
    return text.matches("[^@\\s<>,;]+@[^@\\s<>,;]+") ? Optional.of(text) : Optional.empty();
  }

  /** Returns a time zone by its name; empty if there is none. */
  static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> rate(String text) {
    Matcher matcher = RATE.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(Integer.parseInt(matcher.group(1)))
            .filter(rate -> rate >= 1 && rate <= MOST_RATE)
        : Optional.empty();
  }

  /** RFC 8058 wants HTTPS; on this machine it may be tried without. */
  private static Optional<String> address(String text) {
    try {
      URI uri = new URI(text);
      boolean open =
          "http".equals(uri.getScheme()) && uri.getHost() != null && Loopback.is(uri.getHost());
      boolean safe = "https".equals(uri.getScheme()) && uri.getHost() != null;
      return (safe || open) && uri.getQuery() == null && uri.getFragment() == null
          ? Optional.of(text.replaceAll("/+$", ""))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
