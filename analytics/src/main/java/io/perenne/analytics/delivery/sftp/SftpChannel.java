// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.sftp;

import static io.perenne.analytics.delivery.channel.ValueTypes.DURATION;
import static io.perenne.analytics.delivery.channel.ValueTypes.FILE;
import static io.perenne.analytics.delivery.channel.ValueTypes.NUMBER;
import static io.perenne.analytics.delivery.channel.ValueTypes.SECRET;
import static io.perenne.analytics.delivery.channel.ValueTypes.TEXT;
import static io.perenne.analytics.delivery.channel.ValueTypes.WORDS;

import io.perenne.analytics.Texts;
import io.perenne.analytics.config.Key;
import io.perenne.analytics.config.Key.Trait;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.config.ValueType;
import io.perenne.analytics.delivery.channel.Channel;
import io.perenne.analytics.delivery.channel.ChannelContext;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.channel.FileSettings;
import io.perenne.analytics.delivery.channel.Packing;
import io.perenne.analytics.delivery.channel.ServerIdentity;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.files.FileDestination;
import io.perenne.analytics.delivery.files.UploadSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Folders of SFTP servers. */
public final class SftpChannel implements Channel {
  private static final Key<String> HOST = Key.of("host", TEXT, "", Trait.REQUIRED);
  private static final Key<Integer> PORT = Key.of("port", NUMBER, "22");
  private static final Key<String> USER = Key.of("user", TEXT, "", Trait.REQUIRED);
  private static final Key<Optional<Secret>> PASSWORD =
      Key.of("password", SECRET.orAbsent(), "", Trait.CONFIDENTIAL);
  private static final Key<Optional<Path>> PRIVATE_KEY =
      Key.of("private-key", FILE, "", Trait.LOCAL_PATH);
  private static final Key<Optional<Secret>> PASSPHRASE =
      Key.of("passphrase", SECRET.orAbsent(), "", Trait.CONFIDENTIAL);
  private static final Key<Optional<HostKeyPin>> HOST_KEY =
      Key.of(
          "host-key",
          ValueType.of(Texts.message("value.public-key"), HostKeyPin::parse).orAbsent(),
          "");
  private static final Key<List<String>> CIPHERS =
      Key.of(
          "ciphers",
          WORDS,
          "aes128-gcm@openssh.com, aes256-gcm@openssh.com, aes128-ctr, aes192-ctr, aes256-ctr,"
              + " chacha20-poly1305@openssh.com");
  private static final Key<Duration> KEEP_ALIVE = Key.of("keep-alive", DURATION, "30s");
  private static final Key<Duration> TIMEOUT = Key.of("timeout", DURATION, "60s");
  private static final UploadSettings UPLOAD = UploadSettings.onServer();

  @Override
  public String kind() {
    return "sftp";
  }

  @Override
  public List<Key<?>> keys() {
    return Stream.of(
            List.of(
                HOST, PORT, USER, PASSWORD, PRIVATE_KEY, PASSPHRASE, HOST_KEY, CIPHERS, KEEP_ALIVE),
            UPLOAD.keys(),
            List.of(TIMEOUT),
            FileSettings.KEYS)
        .<Key<?>>flatMap(List::stream)
        .toList();
  }

  @Override
  public Destination destination(DestinationSettings settings, ChannelContext context) {
    SftpLogin login = login(settings);
    return new FileDestination(
        login.url(), new SftpOpener(login, context.secrets()), UPLOAD.upload(settings));
  }

  /**
   * Returns how to reach the server.
   *
   * @throws IllegalArgumentException if values do not go together
   */
  public static SftpLogin login(DestinationSettings settings) {
    return new SftpLogin(
        settings.get(HOST),
        settings.get(PORT),
        settings.get(USER),
        settings.get(PASSWORD),
        settings.get(PRIVATE_KEY),
        settings.get(PASSPHRASE),
        settings.get(HOST_KEY),
        settings.get(TIMEOUT),
        settings.get(KEEP_ALIVE),
        settings.get(CIPHERS));
  }

  @Override
  public Packing packing(DestinationSettings settings, ChannelContext context) {
    return FileSettings.packing(settings, context.instants());
  }

  /** The folder is where the configuration of the home wants files on the receiving side. */
  @Override
  public void complete(Map<String, String> given, Supplier<RunConfiguration> configuration) {
    given.computeIfAbsent("folder", key -> configuration.get().datamodel().path());
  }

  @Override
  public Optional<Key<?>> approvedKey() {
    return Optional.of(HOST_KEY);
  }

  /** Returns the host key that the server shows. */
  @Override
  public ServerIdentity identity(DestinationSettings settings, ChannelContext context)
      throws IOException {
    HostKeyPin key = new SftpOpener(login(settings), context.secrets()).fetchHostKey();
    return new ServerIdentity(key.type(), key.fingerprint(), key.toString());
  }
}
