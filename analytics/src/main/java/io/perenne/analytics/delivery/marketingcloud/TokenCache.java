// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.marketingcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.delivery.destination.Sleeper;
import io.perenne.analytics.home.FileLocks;
import io.perenne.analytics.home.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The access token of an account, kept until shortly before it expires. Marketing Cloud asks for at
 * most one token request in 20 minutes from a machine, so it outlives the process: in a file that
 * only its owner may read.
 */
public final class TokenCache {
  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Path file;
  private final InstantSource instants;
  private final Sleeper sleeper;

  public TokenCache(Path folder, String account, InstantSource instants, Sleeper sleeper) {
    this.sleeper = sleeper;
    String name = Sha256.of(account).substring(0, 16);
    this.file = folder.resolve(name + ".json");
    this.instants = instants;
  }

  /** A token and how long it is good for. */
  record Token(String text, Duration lifetime) {}

  /** Returns the kept token, or asks for one and keeps it. Of several callers at once one asks. */
  String token(Supplier<Token> request) {
    return kept().orElseGet(() -> lockedToken(request));
  }

  private String lockedToken(Supplier<Token> request) {
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
          FileChannel.open(
              file.resolveSibling("." + file.getFileName() + ".lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              OWNER_ONLY)) {
        while (FileLocks.tryLock(channel) == null) {
          sleeper.sleep(BETWEEN_LOOKS);
        }
        return kept().orElseGet(() -> keep(request.get()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets the token, because the server did not take it. */
  void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> kept() {
    try {
      JsonNode node = JSON.readTree(file.toFile());
      Instant expires = Instant.parse(node.path("expiresAt").asText());
      return instants.instant().isBefore(expires.minus(MARGIN))
          ? Optional.of(node.path("token").asText())
          : Optional.empty();
    } catch (IOException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  private String keep(Token token) {
    ObjectNode node = JSON.createObjectNode();
    node.put("expiresAt", instants.instant().plus(token.lifetime()).toString());
    node.put("token", token.text());
    try {
      Path draft = Files.createTempFile(file.getParent(), ".token", ".tmp", OWNER_ONLY);
      Files.writeString(draft, node.toString());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return token.text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
