// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which user a person is whom a provider of identities knows. */
public final class Identities {
  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Identities(Transaction in) {
    this.in = in;
  }

  /**
   * A person as a provider knows them; the same for ever, which an e-mail address is not.
   *
   * @param issuer the provider
   * @param subject whom it means
   */
  public record Identity(String issuer, String subject) {}

  /** Returns the user of an identity. */
  public Optional<User> user(Identity identity) {
    return in.first(
            "SELECT user_id FROM identities WHERE issuer = ? AND subject = ?",
            row -> row.number("user_id"),
            identity.issuer(),
            identity.subject())
        .flatMap(id -> new Users(in).find(id));
  }

  /** Returns the numbers of the users who have an identity. */
  public Set<Long> users() {
    return in.list("SELECT DISTINCT user_id FROM identities", row -> row.number("user_id")).stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns whether a user has an identity of a provider already. */
  public boolean has(long userId, String issuer) {
    return in.first(
            "SELECT user_id FROM identities WHERE user_id = ? AND issuer = ?",
            row -> row.number("user_id"),
            userId,
            issuer)
        .isPresent();
  }

  /** Says who an identity is. */
  public void add(Identity identity, long userId, Instant now) {
    in.update(
        "INSERT INTO identities (issuer, subject, user_id, created) VALUES (?, ?, ?, ?)",
        identity.issuer(),
        identity.subject(),
        userId,
        now);
  }
}
