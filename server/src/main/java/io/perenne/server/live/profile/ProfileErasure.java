// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.decision.Person;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.AudiencePeople;
import io.perenne.server.storage.Changes;
import io.perenne.server.storage.Contacts;
import io.perenne.server.storage.Decisions;
import io.perenne.server.storage.Erasures;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Messages;
import io.perenne.server.storage.People;
import io.perenne.server.storage.Quarantine;
import io.perenne.server.storage.Standings;
import io.perenne.server.storage.Suggestions;
import io.perenne.server.storage.Transaction;
import io.perenne.server.storage.Verdicts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds all that events say of a person, to hand it out or to remove it. */
public final class ProfileErasure {
  private static final int TOGETHER = 200;

  /** A shorter value could stand anywhere; it counts only where identifiers stand. */
  private static final int TELLING = 6;

  private static final Set<String> NAMES =
      Set.of("userId", "anonymousId", "previousId", "email", "phone", "id");

  private final Transaction in;
  private final Set<Identifier> identifiers;
  private final Scene scene;
  private final Set<String> profiles;
  private final Set<Scene.Taken> events = new LinkedHashSet<>();
  private final Set<Scene.Taken> ofOthers = new LinkedHashSet<>();
  private final List<Events.Stored> waiting;
  private final List<Quarantine.Kept> quarantined;
  private final List<Verdicts.Verdict> verdicts;

  /**
   * Looks for a person.
   *
   * @param profiles the ids of the profiles; none for somebody of whom no event was taken
   * @param identifiers what the person is known by, in the form in which it is compared
   */
  public ProfileErasure(
      Transaction in, IdentityRules rules, Set<String> profiles, Set<Identifier> identifiers) {
    this.in = in;
    this.profiles = Set.copyOf(profiles);
    this.identifiers = Set.copyOf(identifiers);
    scene = Scene.of(in, identifiers, rules);
    Map<Scene.Taken, String> owners = scene.owners(scene.component());
    for (Scene.Taken each : scene.events()) {
      boolean own = profiles.contains(owners.getOrDefault(each, ""));
      if (own) {
        events.add(each);
      } else if (each.saying().identifiers().stream().anyMatch(identifiers::contains)) {
        ofOthers.add(each);
      }
    }
    waiting =
        new Events(in)
            .waiting(Integer.MAX_VALUE).stream().filter(each -> names(each.body())).toList();
    quarantined = quarantined();
    verdicts =
        identifiers.stream()
            .flatMap(each -> new Verdicts(in).of(each.type(), each.value()).stream())
            .distinct()
            .toList();
  }

  /**
   * How much there is of a person.
   *
   * @param events the person's own events
   * @param ofOthers events of others that name the person, too
   * @param quarantined messages that were kept aside and name the person
   * @param verdicts what people have said of the person's identity
   */
  public record Extent(long events, long ofOthers, long quarantined, long verdicts) {
    /** Returns whether there is nothing. */
    public boolean isEmpty() {
      return events + ofOthers + quarantined + verdicts == 0;
    }
  }

  /** Returns how much there is. */
  public Extent extent() {
    return new Extent(
        events.size() + waiting.size(), ofOthers.size(), quarantined.size(), verdicts.size());
  }

  /** Returns the person's own events, the oldest first. */
  public List<Events.Stored> events() {
    List<Events.Stored> all = new ArrayList<>();
    events.forEach(each -> all.add(each.stored()));
    all.addAll(waiting);
    all.sort(Comparator.comparing(Events.Stored::happened));
    return all;
  }

  /** Returns the messages that were kept aside and name the person. */
  public List<Quarantine.Kept> aside() {
    return quarantined;
  }

  /** Returns the messages to the person that were ordered or sent. */
  public List<Messages.Message> messages() {
    return names().stream().flatMap(each -> new Messages(in).of(each).stream()).distinct().toList();
  }

  /** Returns what was decided for the person. */
  public List<Decisions.Decision> decisions() {
    return names().stream().flatMap(each -> new Decisions(in).of(each).stream()).toList();
  }

  /** Returns what was shown to the person. */
  public List<Contacts.Contact> contacts() {
    return new Contacts(in).of(names());
  }

  /** By what messages and decisions name the person: a profile, or the id of a customer. */
  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (String each : profiles) {
      names.add(each);
      names.add(Person.ofProfile(each).id());
    }
    identifiers.forEach(each -> names.add(each.value()));
    return names;
  }

  private List<Quarantine.Kept> quarantined() {
    List<Quarantine.Kept> found = new ArrayList<>();
    List<Quarantine.Kept> some = new Quarantine(in).after(0, TOGETHER);
    while (!some.isEmpty()) {
      some.stream().filter(each -> names(each.body())).forEach(found::add);
      some = new Quarantine(in).after(some.get(some.size() - 1).id(), TOGETHER);
    }
    return found;
  }

  private boolean names(String body) {
    return Json.object(body).filter(message -> names("", message)).isPresent();
  }

  private boolean names(String key, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .anyMatch(each -> names(String.valueOf(each.getKey()), each.getValue()));
    }
    if (value instanceof Collection<?> all) {
      return all.stream().anyMatch(each -> names(key, each));
    }
    String text = value == null ? "" : value.toString().strip();
    return (NAMES.contains(key) || text.length() >= TELLING)
        && identifiers.stream()
            .anyMatch(
                each ->
                    each.value().equals(text)
                        || (each.type().equals("email")
                            && each.value().equals(text.toLowerCase(Locale.ROOT))));
  }

  /**
   * Removes all of it for good; what is left of others is made anew. Their fingerprints keep it
   * from coming back.
   *
   * @param erasure the number of the erasure
   */
  public void erase(long erasure, Instant at) {
    Set<Scene.Taken> gone = new LinkedHashSet<>(events);
    gone.addAll(ofOthers);
    Set<String> left =
        scene.events().stream()
            .filter(each -> !gone.contains(each))
            .map(each -> each.stored().said())
            .collect(Collectors.toSet());
    List<People.Said> less =
        scene.evidence().stream()
            .filter(each -> names(each) || (!each.byHand() && !left.contains(each.said())))
            .toList();
    keepFingerprints(erasure, at, gone);
    gone.forEach(each -> new Events(in).remove(each.stored().id()));
    waiting.forEach(each -> new Events(in).remove(each.id()));
    new Quarantine(in).remove(quarantined);
    verdicts.forEach(each -> new Verdicts(in).remove(each.id()));
    if (!scene.evidence().isEmpty()) {
      people(gone, less);
    }
    People people = new People(in);
    identifiers.forEach(each -> people.removeIdentifier(each.type(), each.value()));
    profiles.forEach(new Standings(in)::remove);
    profiles.forEach(new AudiencePeople(in)::remove);
    profiles.forEach(new Changes(in)::remove);
    profiles.forEach(new Suggestions(in)::remove);
    names().forEach(new Messages(in)::remove);
    new Contacts(in).forget(names());
    new Decisions(in).forget(names());
    identifiers.forEach(each -> new Changes(in).removeHolding(named(each)));
  }

  /**
   * Returns how a change names an identifier, in {@code context.externalIds}: that of a profile
   * which has become part of another does, too.
   */
  private static String named(Identifier identifier) {
    return "{\"id\":" + Json.text(identifier.value()) + ",\"type\":" + Json.text(identifier.type());
  }

  private boolean names(People.Said said) {
    return Component.identifiers(said.identifiers()).stream().anyMatch(identifiers::contains);
  }

  private void keepFingerprints(long erasure, Instant at, Set<Scene.Taken> gone) {
    Fingerprints fingerprints = new Fingerprints(in, at);
    Set<String> messages = new HashSet<>();
    gone.forEach(each -> messages.add(fingerprints.ofMessage(each.stored().messageId())));
    waiting.forEach(each -> messages.add(fingerprints.ofMessage(each.messageId())));
    quarantined.forEach(each -> messages.add(fingerprints.ofMessage(each.messageId())));
    new Erasures(in)
        .keep(erasure, at, identifiers.stream().map(fingerprints::of).toList(), messages);
  }

  /** Makes those who are left anew, and lets no identifier stay that nothing names any more. */
  private void people(Set<Scene.Taken> gone, List<People.Said> less) {
    People people = new People(in);
    less.forEach(each -> people.remove(each.said()));
    Scene rest = scene.without(gone, less).dated();
    rest.evidence().forEach(people::keep);
    rest.write(in);
    Map<Identifier, Long> carriers =
        rest.evidence().stream()
            .flatMap(each -> Component.identifiers(each.identifiers()).stream())
            .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
    Set<Identifier> touched =
        less.stream()
            .flatMap(each -> Component.identifiers(each.identifiers()).stream())
            .collect(Collectors.toSet());
    for (Identifier each : touched) {
      Optional<People.Known> known = people.identifier(each.type(), each.value());
      if (!carriers.containsKey(each)) {
        people.removeIdentifier(each.type(), each.value());
      } else {
        known.ifPresent(
            one ->
                people.keep(
                    new People.Known(
                        one.type(),
                        one.value(),
                        one.component(),
                        carriers.getOrDefault(each, 1L),
                        one.profile())));
      }
    }
  }
}
