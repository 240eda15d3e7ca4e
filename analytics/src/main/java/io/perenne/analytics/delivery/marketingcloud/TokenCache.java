// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.marketingcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.home.LockFile;
import io.perenne.analytics.home.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The access token of an account, kept until shortly before it expires. Marketing Cloud asks for at
 * most one token request in 20 minutes from a machine, so it outlives the process: in a file that
 * only its owner may read.
 */
public final class TokenCache {
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /** How long another process may take to ask for a token. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final Path file;
  private final InstantSource instants;

  public TokenCache(Path folder, String account, InstantSource instants) {
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
    Path lock = file.resolveSibling("." + file.getFileName() + ".lock");
    try {
      Access.createFolders(file.resolveSibling(""));
      try (LockFile held = LockFile.acquire(lock, LONGEST_WAIT, holder -> {})) {
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
      JsonNode node = Json.parse(Files.readString(file));
      Instant expires = Instant.parse(node.path("expiresAt").asText());
      return instants.instant().isBefore(expires.minus(MARGIN))
          ? Optional.of(node.path("token").asText())
          : Optional.empty();
    } catch (IOException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  private String keep(Token token) {
    ObjectNode node = Json.object();
    node.put("expiresAt", instants.instant().plus(token.lifetime()).toString());
    node.put("token", token.text());
    try {
      DurableFiles.write(file, node.toString());
      return token.text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
