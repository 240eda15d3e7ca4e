// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.account;

import io.perenne.analytics.InputException;
import io.perenne.server.storage.Identities;
import io.perenne.server.storage.Identities.Identity;
import io.perenne.server.storage.Sessions;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import io.perenne.server.storage.User;
import io.perenne.server.storage.Users;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Users whom a provider of identities recognizes. Who they are is told by the provider's own name
 * for them, never by an e-mail address, which can be given to somebody else; what they may do is
 * told anew each time they come.
 */
public final class ExternalUsers {
  private final Store store;
  private final InstantSource clock;
  private final SignIns signIns;

  ExternalUsers(Store store, InstantSource clock, SignIns signIns) {
    this.store = store;
    this.clock = clock;
    this.signIns = signIns;
  }

  /**
   * Somebody whom a provider has recognized.
   *
   * @param identity whom it means
   * @param address the e-mail address; empty if none was told or nobody vouches for it
   * @param role what the groups allow
   * @param language of the reader, for a new user
   * @param idToken what the provider said
   * @param takesOver whether a user of this address who has a password becomes this person
   */
  public record Arrival(
      Identity identity,
      Optional<String> address,
      Role role,
      String language,
      String idToken,
      boolean takesOver) {
    /** Returns whom the provider means only, so that no log shows a token. */
    @Override
    public String toString() {
      return identity.subject();
    }
  }

  /** How an arrival ends. */
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

    /**
     * Nobody is in.
     *
     * @param why the reason
     */
    record Refused(Reason why) implements Outcome {}
  }

  /** Why somebody whom the provider has recognized is not let in. */
  public enum Reason {
    /** A new user needs an e-mail address that somebody vouches for. */
    NO_ADDRESS,
    /** Another user has the e-mail address. */
    ADDRESS_TAKEN,
    /** An administrator has shut the user out. */
    DISABLED
  }

  /**
   * Lets somebody in; at the first time a user is made.
   *
   * @param origin the address of the request
   */
  public Outcome enter(Arrival arrival, String origin) {
    return store.write(
        in -> {
          Optional<User> known = new Identities(in).user(arrival.identity());
          return known.isPresent()
              ? enter(in, known.get(), arrival, origin)
              : enterNew(in, arrival, origin);
        });
  }

  private Outcome enterNew(Transaction in, Arrival arrival, String origin) {
    Optional<String> name = arrival.address().flatMap(ExternalUsers::name);
    if (name.isEmpty()) {
      return new Outcome.Refused(Reason.NO_ADDRESS);
    }
    Identities identities = new Identities(in);
    Optional<User> same = new Users(in).find(name.get());
    if (same.isPresent()
        && (!arrival.takesOver() || identities.has(same.get().id(), arrival.identity().issuer()))) {
      return new Outcome.Refused(Reason.ADDRESS_TAKEN);
    }
    User user = same.orElseGet(() -> add(in, name.get(), arrival));
    identities.add(arrival.identity(), user.id(), clock.instant());
    new Change(user.name(), origin)
        .record(
            in,
            clock.instant(),
            same.isPresent() ? "user.identity" : "user.add",
            user.name(),
            Optional.empty(),
            Optional.of(user.role() + ", " + arrival.identity().issuer()));
    return enter(in, user, arrival, origin);
  }

  private User add(Transaction in, String name, Arrival arrival) {
    User user =
        new User(
            0,
            name,
            arrival.role().code(),
            arrival.language(),
            Optional.empty(),
            false,
            clock.instant());
    long id = new Users(in).add(user).orElseThrow();
    return new Users(in).find(id).orElseThrow();
  }

  private Outcome enter(Transaction in, User user, Arrival arrival, String origin) {
    if (user.disabled()) {
      return new Outcome.Refused(Reason.DISABLED);
    }
    if (!user.role().equals(arrival.role().code())) {
      new Users(in)
          .change(
              new User(
                  user.id(),
                  user.name(),
                  arrival.role().code(),
                  user.language(),
                  user.passwordHash(),
                  false,
                  user.created()));
      new Change(user.name(), origin)
          .record(
              in,
              clock.instant(),
              "user.change",
              user.name(),
              Optional.of(user.role()),
              Optional.of(arrival.role().code()));
    }
    return new Outcome.Entered(signIns.begin(in, user.id(), Optional.of(arrival.idToken())));
  }

  /** Ends the sessions of somebody whom no group allows anything any longer. */
  public void shutOut(Identity identity) {
    store.write(
        in -> {
          Optional<User> user = new Identities(in).user(identity);
          user.ifPresent(each -> new Sessions(in).endAll(each.id()));
          return user.isPresent();
        });
  }

  private static Optional<String> name(String address) {
    try {
      return Optional.of(Accounts.requireName(address));
    } catch (InputException e) {
      return Optional.empty();
    }
  }
}
