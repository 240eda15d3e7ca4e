// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.account;

import io.perenne.server.storage.FailedSignIns;
import io.perenne.server.storage.FailedSignIns.Failures;
import io.perenne.server.storage.Sessions;
import io.perenne.server.storage.Sessions.Session;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import io.perenne.server.storage.User;
import io.perenne.server.storage.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Lets people in and out.
 *
 * <p>A session ends twelve hours after it was last used and seven days after it began. Whoever
 * fails five times for a name, or twenty times from an address, waits longer with each further
 * failure, up to fifteen minutes; an attempt is counted before the password is looked at, so that
 * attempts at the same time are not free.
 */
public final class SignIns {
  private static final Duration LONGEST_UNUSED = Duration.ofHours(12);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(5);
  private static final Duration FAILURES_ARE_KEPT = Duration.ofDays(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final int FREE_FOR_A_NAME = 5;
  private static final int FREE_FROM_AN_ADDRESS = 20;
  private static final int MOST_DOUBLINGS = 10;

  private final Store store;
  private final InstantSource clock;
  private final Tokens tokens;
  private final Passwords passwords;

  /**
   * Makes the door of a store.
   *
   * @param random cryptographically strong
   */
  public SignIns(Store store, InstantSource clock, RandomGenerator random) {
    this(store, clock, new Tokens(random), new Passwords(random));
  }

  SignIns(Store store, InstantSource clock, Tokens tokens, Passwords passwords) {
    this.store = store;
    this.clock = clock;
    this.tokens = tokens;
    this.passwords = passwords;
  }

  /** How an attempt to sign in ends. */
  public sealed interface Outcome {
    /**
     * Somebody is in.
     *
     * @param token what the browser keeps
     */
    record Entered(String token) implements Outcome {
      @Override
      public String toString() {
        return "Entered";
      }
    }

    /** Name or password are wrong, or the user may not sign in; it is not said which. */
    record Refused() implements Outcome {}

    /**
     * Too many attempts failed.
     *
     * @param until when the next one is looked at
     */
    record Wait(Instant until) implements Outcome {}
  }

  /**
   * Tries to sign somebody in.
   *
   * @param origin the address the request came from
   */
  public Outcome signIn(String name, String password, String origin) {
    String known = name.strip().toLowerCase(Locale.ROOT);
    Set<Limit> limits =
        Set.of(
            new Limit("name:" + known, FREE_FOR_A_NAME),
            new Limit("from:" + origin, FREE_FROM_AN_ADDRESS));
    Optional<Instant> wait = store.write(in -> countAttempt(in, limits));
    if (wait.isPresent()) {
      return new Outcome.Wait(wait.get());
    }
    Optional<User> user = store.read(in -> new Users(in).find(known));
    if (!matches(user, password) || user.orElseThrow().disabled()) {
      return new Outcome.Refused();
    }
    return new Outcome.Entered(
        store.write(
            in -> {
              new FailedSignIns(in).clear("name:" + known);
              new FailedSignIns(in).takeBack("from:" + origin);
              new Sessions(in)
                  .forget(clock.instant().minus(LONGEST), clock.instant().minus(LONGEST_UNUSED));
              return begin(in, user.get().id());
            }));
  }

  private boolean matches(Optional<User> user, String password) {
    Optional<String> hash = user.flatMap(User::passwordHash);
    if (hash.isEmpty()) {
      passwords.matchNobody(password);
      return false;
    }
    return passwords.matches(password, hash.get());
  }

  /** How many failures a subject has free. */
  private record Limit(String subject, int free) {
    Instant until(Failures failures) {
      long doublings = Math.min(MOST_DOUBLINGS, failures.count() - free);
      if (doublings < 0) {
        return Instant.MIN;
      }
      Duration wait = Duration.ofSeconds(1L << doublings);
      return failures.last().plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }
  }

  /** Counts an attempt, or returns how long it has to wait. */
  private Optional<Instant> countAttempt(Transaction in, Set<Limit> limits) {
    Instant now = clock.instant();
    FailedSignIns failed = new FailedSignIns(in);
    failed.forget(now.minus(FAILURES_ARE_KEPT));
    Optional<Instant> wait =
        limits.stream()
            .flatMap(limit -> failed.find(limit.subject()).map(limit::until).stream())
            .filter(until -> until.isAfter(now))
            .max(Instant::compareTo);
    if (wait.isEmpty()) {
      limits.forEach(limit -> failed.count(limit.subject(), now));
    }
    return wait;
  }

  /** Begins a session and returns its token. */
  String begin(Transaction in, long userId) {
    return begin(in, userId, Optional.empty());
  }

  /**
   * Begins a session of somebody whom others have recognized, and returns its token.
   *
   * @param idToken what they said, to be shown to them when the session ends
   */
  public String begin(Transaction in, long userId, Optional<String> idToken) {
    String token = tokens.next();
    Instant now = clock.instant();
    new Sessions(in).add(new Session(Tokens.hash(token), userId, tokens.next(), idToken, now, now));
    return token;
  }

  /** Returns who has a token; empty if nobody has, or no longer. */
  public Optional<Principal> principal(String token) {
    String hash = Tokens.hash(token);
    Instant now = clock.instant();
    return store
        .read(in -> new Sessions(in).find(hash))
        .filter(session -> session.created().plus(LONGEST).isAfter(now))
        .filter(session -> session.lastUsed().plus(LONGEST_UNUSED).isAfter(now))
        .flatMap(session -> principal(session, now));
  }

  private Optional<Principal> principal(Session session, Instant now) {
    Optional<User> user =
        store.read(in -> new Users(in).find(session.userId())).filter(each -> !each.disabled());
    if (user.isPresent() && session.lastUsed().plus(USE_IS_NOTED_EVERY).isBefore(now)) {
      store.write(
          in -> {
            new Sessions(in).use(session.tokenHash(), now);
            return true;
          });
    }
    return user.map(
        each ->
            new Principal(
                each.name(), permissions(each), session.csrfToken(), true, "user:" + each.id()));
  }

  private static Set<Permission> permissions(User user) {
    Role role = Role.of(user.role()).orElseThrow();
    return Arrays.stream(Permission.values())
        .filter(role::may)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
  }

  /** Ends a session, and returns what a provider of identities said when it began, if one did. */
  public Optional<String> signOut(String token) {
    String hash = Tokens.hash(token);
    return store.write(
        in -> {
          Optional<String> idToken = new Sessions(in).find(hash).flatMap(Session::idToken);
          new Sessions(in).end(hash);
          return idToken;
        });
  }
}
