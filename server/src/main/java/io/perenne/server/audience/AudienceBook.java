// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.audience;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.segment.Segment;
import io.perenne.engage.audience.Moment;
import io.perenne.engage.audience.Rule;
import io.perenne.engage.audience.RuleException;
import io.perenne.engage.audience.RuleReader;
import io.perenne.engage.audience.RuleWriter;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.profile.Standing;
import io.perenne.server.account.Change;
import io.perenne.server.live.intake.Json;
import io.perenne.server.reading.LiveValues;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.storage.AudiencePeople;
import io.perenne.server.storage.Audiences;
import io.perenne.server.storage.Condition;
import io.perenne.server.storage.People;
import io.perenne.server.storage.Standings;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The audiences, whom a rule means, and who is in them. */
public final class AudienceBook {
  /** So many audiences at most: each is asked of everybody to whom something happens. */
  public static final int MOST = 200;

  /** So many people are shown as a sample. */
  public static final int SAMPLE = 10;

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");
  private static final int LONGEST_NAME = 100;

  private final Store store;
  private final PublishedRuns runs;
  private final InstantSource clock;

  /** Makes the book of a store. */
  public AudienceBook(Store store, PublishedRuns runs, InstantSource clock) {
    this.store = store;
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * An audience as people see it.
   *
   * @param audience what is kept
   * @param rule who belongs to it
   * @param members how many were found to
   */
  public record Line(Audiences.Kept audience, Rule rule, long members) {}

  /**
   * Somebody.
   *
   * @param profile the id of the profile
   * @param identifiers what the person is known by
   * @param segment which others were told last; empty if none was
   * @param value which others were told last; empty where the segment is
   * @param since when they were found to belong to the audience; empty in a preview
   */
  public record Person(
      String profile,
      List<Identifier> identifiers,
      Optional<Segment> segment,
      Optional<Double> value,
      Optional<Instant> since) {
    /** Copies the list. */
    public Person {
      identifiers = List.copyOf(identifiers);
    }

    /** Returns the first identifier of a type. */
    public Optional<String> identifier(String type) {
      return identifiers.stream()
          .filter(each -> each.type().equals(type))
          .map(Identifier::value)
          .findFirst();
    }
  }

  /**
   * Whom a rule means now.
   *
   * @param rule the rule
   * @param count how many people
   * @param people of how many: everybody with a profile
   * @param waiting how many have still to be looked at after something has happened to them
   * @param sample some of those whom it means
   */
  public record Preview(Rule rule, long count, long people, long waiting, List<Person> sample) {
    /** Copies the list. */
    public Preview {
      sample = List.copyOf(sample);
    }
  }

  /** Returns all audiences. */
  public List<Line> all() {
    return store.read(
        in -> {
          Map<String, Long> counts = new Audiences(in).counts();
          return new Audiences(in).all().stream().map(each -> line(each, counts)).toList();
        });
  }

  /** Returns an audience. */
  public Optional<Line> find(String id) {
    return store.read(
        in -> new Audiences(in).find(id).map(each -> line(each, new Audiences(in).counts())));
  }

  private static Line line(Audiences.Kept audience, Map<String, Long> counts) {
    return new Line(
        audience,
        RuleReader.read(Json.own(audience.rule())),
        counts.getOrDefault(audience.id(), 0L));
  }

  /**
   * Returns the rule that a text is.
   *
   * @throws InputException if it is none
   */
  public static Rule written(String json) {
    try {
      return RuleReader.read(
          Json.object(json).orElseThrow(() -> Words.refused("refused.json", shortened(json))));
    } catch (RuleException e) {
      throw new InputException(
          Problem.of(
              e.path().isEmpty()
                  ? Words.message("refused.rule", e.problem())
                  : Words.message("refused.rule.at", e.path(), e.problem())));
    }
  }

  /** Returns the refusal of an id that another audience has. */
  public static InputException taken(String id) {
    return Words.refused("refused.taken", id);
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) + "…" : text;
  }

  /**
   * Keeps an audience, in the place of one of the same id. Who belongs to it is found anew if its
   * rule is another.
   *
   * @throws InputException if the id or the name cannot be used, or there are too many
   */
  public Line keep(Change change, String id, String name, Rule rule) {
    if (!ID.matcher(id).matches()) {
      throw Words.refused("refused.id", shortened(id));
    }
    String said = name.strip();
    if (said.isEmpty()
        || said.length() > LONGEST_NAME
        || said.chars().anyMatch(Character::isISOControl)) {
      throw Words.refused("refused.name", shortened(said));
    }
    Instant now = clock.instant();
    boolean kept = store.write(in -> keep(in, change, id, said, rule, now));
    if (!kept) {
      throw new InputException(
          Problem.of(Words.message("refused.most", MOST))
              .withRemedy(Words.message("refused.most.remedy")));
    }
    return find(id).orElseThrow();
  }

  private static boolean keep(
      Transaction in, Change change, String id, String name, Rule rule, Instant now) {
    Audiences audiences = new Audiences(in);
    Optional<Audiences.Kept> before = audiences.find(id);
    if (before.isEmpty() && audiences.all().size() >= MOST) {
      return false;
    }
    String json = Json.text(RuleWriter.write(rule));
    boolean same = before.filter(each -> each.rule().equals(json)).isPresent();
    long version = before.map(Audiences.Kept::version).orElse(0L) + (same ? 0 : 1);
    audiences.keep(
        new Audiences.Kept(
            id,
            name,
            json,
            version,
            before.map(Audiences.Kept::createdBy).orElse(change.who()),
            before.map(Audiences.Kept::created).orElse(now),
            now));
    if (!same) {
      new AudiencePeople(in).touchAll();
    }
    change.record(
        in,
        now,
        before.isEmpty() ? "audiences.add" : "audiences.change",
        id,
        before.map(each -> each.name() + ": " + each.rule()),
        Optional.of(name + ": " + json));
    return true;
  }

  /** Removes an audience; nobody is told that they have left it. False if there is none. */
  public boolean remove(Change change, String id) {
    return store.write(
        in -> {
          Optional<Audiences.Kept> before = new Audiences(in).find(id);
          boolean removed = new Audiences(in).remove(id);
          if (removed) {
            new AudiencePeople(in).touchAll(); // whoever is being looked at is not put back in
            change.record(
                in,
                clock.instant(),
                "audiences.remove",
                id,
                before.map(each -> each.name() + ": " + each.rule()),
                Optional.empty());
          }
          return removed;
        });
  }

  /** Returns whom a rule means now, of everybody, by one question to the store. */
  public Preview preview(Rule rule) {
    Moment now = new Moment(clock.instant(), LiveValues.zone(runs));
    Condition which = RuleSql.of(rule, now);
    return store.read(
        in -> {
          AudiencePeople people = new AudiencePeople(in);
          return new Preview(
              rule,
              people.count(which),
              people.count(),
              people.countTouched(),
              people.profiles(which, SAMPLE).stream()
                  .map(each -> person(in, each, Optional.empty()))
                  .toList());
        });
  }

  /**
   * Returns members of an audience, by the ids of their profiles.
   *
   * @param afterProfile the id before the first; empty for the first
   */
  public List<Person> members(String id, String afterProfile, int most) {
    return store.read(
        in ->
            new Audiences(in)
                .members(id, afterProfile, most).stream()
                    .map(each -> person(in, each.profile(), Optional.of(each.since())))
                    .toList());
  }

  /** Returns how many people have still to be looked at after something has happened to them. */
  public long waiting() {
    return store.<Long>read(in -> new AudiencePeople(in).countTouched());
  }

  private static Person person(Transaction in, String profile, Optional<Instant> since) {
    Optional<Standing> told =
        new Standings(in)
            .find(profile)
            .flatMap(Standings.Kept::told)
            .map(each -> Standing.of(Json.own(each)))
            .filter(each -> each.segment().isPresent());
    return new Person(
        profile,
        new People(in)
            .identifiersOf(profile).stream()
                .map(each -> new Identifier(each.type(), each.value()))
                .toList(),
        told.flatMap(Standing::segment),
        told.map(Standing::value),
        since);
  }
}
