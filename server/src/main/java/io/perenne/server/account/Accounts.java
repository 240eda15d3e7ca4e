// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.account;

import io.perenne.server.storage.Sessions;
import io.perenne.server.storage.SetupLinks;
import io.perenne.server.storage.SetupLinks.Link;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import io.perenne.server.storage.User;
import io.perenne.server.storage.Users;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The users. Nobody has a password they did not choose: a new user, or one who forgot, gets a link
 * that works once. Every change is in the record.
 */
public final class Accounts {
  private static final Duration LINKS_WORK = Duration.ofDays(7);
  private static final int MOST_NAME = 254;
  private static final String GUEST = "guest";

  private final Store store;
  private final InstantSource clock;
  private final Tokens tokens;
  private final Passwords passwords;
  private final SignIns signIns;

  /**
   * Makes the users of a store.
   *
   * @param random cryptographically strong
   */
  public Accounts(Store store, InstantSource clock, RandomGenerator random) {
    this.store = store;
    this.clock = clock;
    this.tokens = new Tokens(random);
    this.passwords = new Passwords(random);
    this.signIns = new SignIns(store, clock, tokens, passwords);
  }

  /** Returns the users whom a provider of identities recognizes. */
  public ExternalUsers external() {
    return new ExternalUsers(store, clock, signIns);
  }

  /** Returns what lets people in and out. */
  public SignIns signIns() {
    return signIns;
  }

  /**
   * What a link is for.
   *
   * @param user whose password it sets; empty for the first administrator, who chooses a name
   */
  public record Invitation(Optional<User> user) {}

  /**
   * Returns the token of the link that creates the first administrator; empty once there is one. An
   * earlier link stops working.
   */
  public Optional<String> firstLink() {
    return store.write(
        in -> {
          if (new Users(in).administrators() > 0) {
            return Optional.empty();
          }
          String token = tokens.next();
          new SetupLinks(in)
              .replace(
                  new Link(
                      Tokens.hash(token), Optional.empty(), clock.instant(), Optional.empty()));
          return Optional.of(token);
        });
  }

  /** Returns what a link is for; empty if it is unknown, used or too old. */
  public Optional<Invitation> invitation(String token) {
    return store.read(in -> invitation(in, token));
  }

  private Optional<Invitation> invitation(Transaction in, String token) {
    return new SetupLinks(in)
        .find(Tokens.hash(token), clock.instant())
        .filter(link -> link.userId().isPresent() || new Users(in).administrators() == 0)
        .map(link -> new Invitation(link.userId().flatMap(id -> new Users(in).find(id))))
        .filter(each -> each.user().map(user -> !user.disabled()).orElse(true));
  }

  /**
   * Uses a link: sets the password and signs in.
   *
   * @param name the e-mail address of the first administrator; not read for others
   * @return the token of the session; empty if the link works no longer
   * @throws io.perenne.analytics.InputException if the name or the password cannot be used
   */
  public Optional<String> accept(
      String token, String name, String password, String language, String origin) {
    Optional<Invitation> invitation = invitation(token);
    if (invitation.isEmpty()) {
      return Optional.empty();
    }
    String known = invitation.get().user().map(User::name).orElseGet(() -> requireName(name));
    Passwords.require(password, known);
    String hash = passwords.hash(password);
    return store.write(
        in -> {
          Optional<Invitation> still = invitation(in, token);
          if (still.isEmpty() || !new SetupLinks(in).use(Tokens.hash(token), clock.instant())) {
            return Optional.empty();
          }
          User user = still.get().user().orElseGet(() -> addFirst(in, known, language));
          new Users(in)
              .change(
                  new User(
                      user.id(),
                      known,
                      user.role(),
                      user.language(),
                      Optional.of(hash),
                      false,
                      user.created()));
          new Sessions(in).endAll(user.id());
          record(in, new Change(known, origin), "password", known, Optional.empty(), user.role());
          return Optional.of(signIns.begin(in, user.id()));
        });
  }

  private User addFirst(Transaction in, String name, String language) {
    return new Users(in).find(name).orElseGet(() -> add(in, name, Role.ADMIN, language));
  }

  private User add(Transaction in, String name, Role role, String language) {
    User user = new User(0, name, role.code(), language, Optional.empty(), false, clock.instant());
    long id = new Users(in).add(user).orElseThrow(() -> Words.refusal("name.taken", name));
    return new Users(in).find(id).orElseThrow();
  }

  /**
   * Adds a user and returns the token of the link that sets the password.
   *
   * @throws io.perenne.analytics.InputException if the name is taken or no e-mail address
   */
  public String invite(Change by, String name, Role role, String language) {
    String known = requireName(name);
    return store.write(
        in -> {
          User user = add(in, known, role, language);
          record(in, by, "user.invite", known, Optional.empty(), role.code());
          return link(in, user.id());
        });
  }

  /**
   * Returns the token of a link by which a user chooses a new password; the old one works until
   * then.
   *
   * @return empty if there is no such user
   */
  public Optional<String> newLink(Change by, long userId) {
    return store.write(
        in ->
            new Users(in)
                .find(userId)
                .map(
                    user -> {
                      record(in, by, "user.link", user.name(), Optional.empty(), user.role());
                      return link(in, userId);
                    }));
  }

  private String link(Transaction in, long userId) {
    String token = tokens.next();
    new SetupLinks(in)
        .replace(
            new Link(
                Tokens.hash(token),
                Optional.of(userId),
                clock.instant(),
                Optional.of(clock.instant().plus(LINKS_WORK))));
    return token;
  }

  /**
   * Changes what a user is, and whether they may sign in; a user who may not is signed out.
   *
   * @return whether there is such a user
   * @throws io.perenne.analytics.InputException if no administrator would be left
   */
  public boolean change(Change by, long userId, Role role, boolean disabled) {
    return store.write(
        in -> {
          Optional<User> found = new Users(in).find(userId);
          found.ifPresent(user -> change(in, by, user, role, disabled));
          return found.isPresent();
        });
  }

  private void change(Transaction in, Change by, User user, Role role, boolean disabled) {
    new Users(in)
        .change(
            new User(
                user.id(),
                user.name(),
                role.code(),
                user.language(),
                user.passwordHash(),
                disabled,
                user.created()));
    if (new Users(in).administrators() == 0) {
      throw Words.refusal("administrator.last");
    }
    if (disabled) {
      new Sessions(in).endAll(user.id());
    }
    record(
        in,
        by,
        "user.change",
        user.name(),
        Optional.of(state(Role.of(user.role()).orElseThrow(), user.disabled())),
        state(role, disabled));
  }

  private static String state(Role role, boolean disabled) {
    return role.code() + (disabled ? ", disabled" : "");
  }

  /**
   * Changes somebody's own password and ends all sessions but a new one.
   *
   * @return the token of the new session; empty if the old password is wrong
   * @throws io.perenne.analytics.InputException if the new password cannot be used
   */
  public Optional<String> changePassword(Change by, String old, String password) {
    Passwords.require(password, by.who());
    if (!(signIns.signIn(by.who(), old, by.origin()) instanceof SignIns.Outcome.Entered)) {
      return Optional.empty();
    }
    String hash = passwords.hash(password);
    return store.write(
        in ->
            new Users(in)
                .find(by.who())
                .map(
                    user -> {
                      new Users(in)
                          .change(
                              new User(
                                  user.id(),
                                  user.name(),
                                  user.role(),
                                  user.language(),
                                  Optional.of(hash),
                                  user.disabled(),
                                  user.created()));
                      new Sessions(in).endAll(user.id());
                      record(in, by, "password", user.name(), Optional.empty(), user.role());
                      return signIns.begin(in, user.id());
                    }));
  }

  /**
   * Signs in a guest who may do everything, for a home that is only shown, and returns the token.
   */
  public String enterAsGuest() {
    return store.write(
        in -> {
          User guest = new Users(in).find(GUEST).orElseGet(() -> add(in, GUEST, Role.ADMIN, "es"));
          return signIns.begin(in, guest.id());
        });
  }

  /** Lets no guest in any longer. */
  public void endGuests() {
    store.write(in -> new Users(in).remove(GUEST));
  }

  /** Returns all users by name; guests are none. */
  public List<User> all() {
    return store.read(in -> new Users(in).all()).stream()
        .filter(user -> !user.name().equals(GUEST))
        .toList();
  }

  static String requireName(String name) {
    String known = name.strip().toLowerCase(Locale.ROOT);
    if (known.length() > MOST_NAME || !known.matches("[^@\\s,;<>\"]+@[^@\\s,;<>\"]+")) {
      throw Words.refusal("name.address", name.strip());
    }
    return known;
  }

  private void record(
      Transaction in,
      Change by,
      String what,
      String target,
      Optional<String> before,
      String after) {
    by.record(in, clock.instant(), what, target, before, Optional.of(after));
  }
}
