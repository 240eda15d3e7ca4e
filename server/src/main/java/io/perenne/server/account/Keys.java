// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.account;

import io.perenne.server.storage.ApiKeys;
import io.perenne.server.storage.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Keys of programs: shown once, kept as hashes, each with its permissions and its end. */
public final class Keys {
  private static final String PREFIX = "perenne_";
  private static final int SHOWN = PREFIX.length() + 6;
  private static final int MOST_NAME = 80;
  private static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(5);

  private final Store store;
  private final InstantSource clock;
  private final Tokens tokens;

  /**
   * Makes the keys of a store.
   *
   * @param random cryptographically strong
   */
  public Keys(Store store, InstantSource clock, RandomGenerator random) {
    this.store = store;
    this.clock = clock;
    this.tokens = new Tokens(random);
  }

  /**
   * Makes a key and returns it; nobody can see it again.
   *
   * @param permissions what it may do; never {@link Permission#ADMINISTER}
   * @param expires when it stops working; empty for never
   * @throws io.perenne.analytics.InputException if it has no name or may do nothing
   */
  public String add(
      Change by, String name, Set<Permission> permissions, Optional<Instant> expires) {
    if (name.isBlank() || name.length() > MOST_NAME) {
      throw Words.refusal("key.name", MOST_NAME);
    }
    if (permissions.isEmpty() || permissions.contains(Permission.ADMINISTER)) {
      throw Words.refusal("key.permissions");
    }
    String key = PREFIX + tokens.next();
    List<String> scopes = permissions.stream().sorted().map(Permission::code).toList();
    store.write(
        in -> {
          long id =
              new ApiKeys(in)
                  .add(
                      new ApiKeys.Key(
                          0,
                          Tokens.hash(key),
                          key.substring(0, SHOWN),
                          name.strip(),
                          scopes,
                          by.who(),
                          clock.instant(),
                          expires,
                          Optional.empty(),
                          Optional.empty()));
          by.record(
              in,
              clock.instant(),
              "key.add",
              name.strip(),
              Optional.empty(),
              Optional.of(String.join(" ", scopes)));
          return id;
        });
    return key;
  }

  /** Revokes a key; returns whether it was in force. */
  public boolean revoke(Change by, long id) {
    return store.write(
        in -> {
          boolean revoked = new ApiKeys(in).revoke(id, clock.instant());
          if (revoked) {
            ApiKeys.Key key = new ApiKeys(in).find(id).orElseThrow();
            String scopes = String.join(" ", key.scopes());
            by.record(
                in,
                clock.instant(),
                "key.revoke",
                key.name(),
                Optional.of(scopes),
                Optional.empty());
          }
          return revoked;
        });
  }

  /** Returns all keys, the newest first. */
  public List<ApiKeys.Key> all() {
    return store.read(in -> new ApiKeys(in).all());
  }

  /** Returns who has a key; empty if it is unknown, revoked or at its end. */
  public Optional<Principal> principal(String key) {
    Instant now = clock.instant();
    return store
        .read(in -> new ApiKeys(in).find(Tokens.hash(key)))
        .filter(each -> each.revoked().isEmpty())
        .filter(each -> each.expires().map(now::isBefore).orElse(true))
        .map(each -> use(each, now));
  }

  private Principal use(ApiKeys.Key key, Instant now) {
    if (key.lastUsed().map(last -> last.plus(USE_IS_NOTED_EVERY).isBefore(now)).orElse(true)) {
      store.write(
          in -> {
            new ApiKeys(in).use(key.id(), now);
            return true;
          });
    }
    Set<Permission> permissions =
        key.scopes().stream()
            .flatMap(scope -> Permission.of(scope).stream())
            .collect(Collectors.toSet());
    return new Principal("key:" + key.name(), permissions, "", false, "key:" + key.id());
  }
}
