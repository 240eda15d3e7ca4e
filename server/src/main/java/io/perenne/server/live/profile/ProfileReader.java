// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.profile.ProfileState;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.People;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks profiles up by anything that they are known by. */
public final class ProfileReader {
  /** The type under which a profile is found by its own id. */
  public static final String PROFILE = "profile";

  private final Store store;
  private final IdentityRules rules;

  /** Makes a reader of a store. */
  public ProfileReader(Store store, IdentityRules rules) {
    this.store = store;
    this.rules = rules;
  }

  /**
   * A profile.
   *
   * @param id made of the evidence
   * @param identifiers what it is known by
   * @param events how many there are of it
   * @param newest when the newest of them happened
   * @param state what is known
   */
  public record Found(
      String id, List<Identifier> identifiers, long events, Instant newest, ProfileState state) {
    /** Copies the list. */
    public Found {
      identifiers = List.copyOf(identifiers);
    }
  }

  /** Returns who is known by an identifier; empty if nobody is. */
  public Optional<Found> find(Identifier identifier) {
    return store.read(in -> find(in, identifier));
  }

  /**
   * Returns who is known by the id of a customer, as by a user id or an address; empty if nobody.
   */
  public Optional<Found> ofCustomer(String customerId) {
    return store.read(in -> ofCustomer(in, customerId));
  }

  private Optional<Found> ofCustomer(Transaction in, String customerId) {
    return rules.strongTypes().stream()
        .flatMap(type -> find(in, new Identifier(type, customerId)).stream())
        .findFirst();
  }

  /**
   * Returns who a person of decisions and messages is, as one transaction sees it; empty if nobody.
   *
   * @param person the id of a customer, or {@code profile:ID}
   */
  public Optional<Found> ofPerson(Transaction in, String person) {
    String own = PROFILE + ":";
    return person.startsWith(own)
        ? find(in, new Identifier(PROFILE, person.substring(own.length())))
        : ofCustomer(in, person);
  }

  /**
   * Returns the identifiers of people that are what somebody types: {@code TYPE:VALUE}, or a value
   * of any type.
   */
  public List<Identifier> typed(String text) {
    int colon = text.indexOf(':');
    return store.read(
        in -> {
          List<Identifier> found = new ArrayList<>();
          if (colon > 0) {
            Identifier whole =
                new Identifier(text.substring(0, colon), text.substring(colon + 1).strip());
            find(in, whole).ifPresent(each -> found.add(whole));
          }
          Stream.of(text, text.toLowerCase(Locale.ROOT))
              .distinct()
              .flatMap(value -> new People(in).withValue(value).stream())
              .filter(each -> each.profile().flatMap(new People(in)::profile).isPresent())
              .map(each -> new Identifier(each.type(), each.value()))
              .distinct()
              .forEach(found::add);
          return found;
        });
  }

  /** Returns who is known by an identifier, as one transaction sees it; empty if nobody is. */
  public Optional<Found> find(Transaction in, Identifier identifier) {
    People people = new People(in);
    Optional<String> id =
        identifier.type().equals(PROFILE)
            ? Optional.of(identifier.value())
            : rules
                .usable(identifier)
                .flatMap(each -> people.identifier(each.type(), each.value()))
                .flatMap(People.Known::profile);
    return id.flatMap(people::profile)
        .map(
            kept ->
                new Found(
                    kept.id(),
                    people.identifiersOf(kept.id()).stream()
                        .map(each -> new Identifier(each.type(), each.value()))
                        .toList(),
                    kept.events(),
                    kept.newest(),
                    ProfileState.of(Json.own(kept.state()))));
  }
}
