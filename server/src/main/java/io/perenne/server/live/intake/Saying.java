// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.intake;

import io.perenne.engage.event.Event;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an event says of identity, without who says it and when: the identifiers that count.
 *
 * @param identifiers in one order, at least one
 */
public record Saying(List<Identifier> identifiers) {
  private static final int BYTES = 16;

  /** Puts them in order. */
  public Saying {
    identifiers =
        identifiers.stream()
            .distinct()
            .sorted(Comparator.comparing(Identifier::type).thenComparing(Identifier::value))
            .toList();
  }

  /** Returns what an event says; empty if none of its identifiers counts. */
  public static Optional<Saying> of(Event event, IdentityRules rules) {
    List<Identifier> usable =
        event.identifiers().stream().flatMap(each -> rules.usable(each).stream()).toList();
    return usable.isEmpty() ? Optional.empty() : Optional.of(new Saying(usable));
  }

  /** Returns what tells it from all others. */
  public String hash() {
    return hash(
        identifiers.stream()
            .map(
                each ->
                    each.type().length()
                        + ":"
                        + each.type()
                        + each.value().length()
                        + ":"
                        + each.value())
            .collect(Collectors.joining()));
  }

  /** Returns what tells a text from all others, without the text. */
  public static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
