// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is known of each person that rules may ask about, when to look at whom again, and whom a
 * rule means.
 */
public final class AudiencePeople {
  private final Transaction in;

  /** Makes a repository for one transaction. */
  public AudiencePeople(Transaction in) {
    this.in = in;
  }

  /**
   * When to look at somebody.
   *
   * @param profile the id of the profile
   * @param mark how often it was touched
   * @param touched whether something has happened since
   * @param due when time alone may change something; empty if it never does
   * @param facts the fingerprint of the facts that are kept; empty before there are any
   */
  public record Kept(
      String profile, long mark, boolean touched, Optional<Instant> due, String facts) {}

  /**
   * One thing that is known of a person.
   *
   * @param name of what
   * @param place counts those of the same name
   * @param text empty if it is none
   * @param number empty if it is none
   * @param moment a day or an instant; empty if it is none
   */
  public record Line(
      String name, int place, String text, OptionalDouble number, OptionalLong moment) {}

  /** Says that something has happened to people. */
  public void touch(List<String> profiles) {
    in.updateAll(
        "INSERT INTO audience_people (profile, mark, touched, facts) VALUES (?, 1, 1, '')"
            + " ON CONFLICT (profile) DO UPDATE SET touched = 1, mark = audience_people.mark + 1",
        profiles.stream().map(each -> new Object[] {each}).toList());
  }

  /** Says that everybody is to be looked at: there is another rule. */
  public void touchAll() {
    in.update("UPDATE audience_people SET touched = 1, mark = mark + 1");
  }

  /** Returns some of those that are to be looked at. */
  public List<Kept> waiting(Instant now, int most) {
    List<Kept> found =
        new ArrayList<>(list("WHERE touched <> 0 AND touched = 1 LIMIT ?", (Object) most));
    if (found.size() < most) {
      found.addAll(
          list("WHERE touched = 0 AND due <= ? ORDER BY due LIMIT ?", now, most - found.size()));
    }
    return found;
  }

  private List<Kept> list(String which, Object... values) {
    return in.list(
        "SELECT profile, mark, touched, due, facts FROM audience_people " + which,
        row ->
            new Kept(
                row.text("profile"),
                row.number("mark"),
                row.flag("touched"),
                row.optionalInstant("due"),
                row.text("facts")),
        values);
  }

  /** Says that somebody was looked at; false if something has happened meanwhile. */
  public boolean keep(Kept seen, Optional<Instant> due, String facts) {
    return in.update(
            "UPDATE audience_people SET touched = 0, due = ?, facts = ?"
                + " WHERE profile = ? AND mark = ?",
            due,
            facts,
            seen.profile(),
            seen.mark())
        == 1;
  }

  /** Where a line stands. */
  private record Place(String name, int place) {
    static Place of(Line line) {
      return new Place(line.name(), line.place());
    }
  }

  /**
   * Keeps what is known of somebody in the place of what was known: an event changes a few of many
   * lines, and only those are written.
   */
  public void keep(String profile, List<Line> facts) {
    Map<Place, Line> before = new HashMap<>();
    lines(profile).forEach(each -> before.put(Place.of(each), each));
    List<Object[]> more = new ArrayList<>();
    for (Line each : facts) {
      if (!each.equals(before.remove(Place.of(each)))) {
        more.add(
            new Object[] {
              profile,
              each.name(),
              each.place(),
              each.text(),
              each.number().isPresent()
                  ? Optional.of(each.number().getAsDouble())
                  : Optional.empty(),
              each.moment().isPresent() ? Optional.of(each.moment().getAsLong()) : Optional.empty()
            });
      }
    }
    in.updateAll(
        "DELETE FROM audience_facts WHERE profile = ? AND name = ? AND place = ?",
        before.keySet().stream()
            .map(each -> new Object[] {profile, each.name(), each.place()})
            .toList());
    in.updateAll(
        "INSERT INTO audience_facts (profile, name, place, text, number, moment)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (profile, name, place) DO UPDATE SET"
            + " text = excluded.text, number = excluded.number, moment = excluded.moment",
        more);
  }

  private List<Line> lines(String profile) {
    return in.list(
        "SELECT name, place, text, number, moment FROM audience_facts WHERE profile = ?",
        row ->
            new Line(
                row.text("name"),
                (int) row.number("place"),
                row.text("text"),
                row.optionalDecimal("number"),
                row.optionalNumber("moment").map(OptionalLong::of).orElseGet(OptionalLong::empty)),
        profile);
  }

  /** Forgets somebody, with what is known and where they were in. */
  public void remove(String profile) {
    for (String table : List.of("audience_people", "audience_facts", "audience_members")) {
      in.update("DELETE FROM " + table + " WHERE profile = ?", profile);
    }
  }

  /** Lets somebody be where another was in, and looks at them again. */
  public void inherit(String profile, String from) {
    in.update(
        "INSERT INTO audience_members (audience, profile, since)"
            + " SELECT audience, ?, since FROM audience_members WHERE profile = ?"
            + " ON CONFLICT (audience, profile) DO NOTHING",
        profile,
        from);
    touch(List.of(profile));
  }

  /** Returns how many people rules are asked of. */
  public long count() {
    return number("SELECT count(*) AS n FROM audience_people WHERE facts <> ''");
  }

  /** Returns how many people have still to be looked at. */
  public long countTouched() {
    return number("SELECT count(*) AS n FROM audience_people WHERE touched <> 0");
  }

  /** Returns how many people a condition holds of. */
  public long count(Condition which) {
    return number(
        "SELECT count(*) AS n FROM audience_people p WHERE p.facts <> '' AND " + which.sql(),
        which.values().toArray());
  }

  private long number(String sql, Object... values) {
    return in.first(sql, row -> row.number("n"), values).orElseThrow();
  }

  /** Returns some of the profiles that a condition holds of, by their ids. */
  public List<String> profiles(Condition which, int most) {
    List<Object> values = new ArrayList<>(which.values());
    values.add(most);
    return in.list(
        "SELECT p.profile FROM audience_people p WHERE p.facts <> '' AND "
            + which.sql()
            + " ORDER BY p.profile LIMIT ?",
        row -> row.text("profile"),
        values.toArray());
  }
}
