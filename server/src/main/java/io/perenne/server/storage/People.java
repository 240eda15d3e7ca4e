// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What events say of identity, and the profiles that follow from it. Evidence that identifiers
 * connect is of one component, whose number is that of an event.
 */
public final class People {
  private static final String EVIDENCE =
      "SELECT said, component, event, happened, by_hand, identifiers FROM identity_evidence ";
  private static final String PROFILE =
      "SELECT id, component, events, newest, state FROM profiles ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public People(Transaction in) {
    this.in = in;
  }

  /**
   * A piece of evidence.
   *
   * @param said the hash of what it says
   * @param component what it is connected with
   * @param event the id of the earliest event that says so
   * @param happened when that was
   * @param byHand whether a person has said so
   * @param identifiers what it names, as JSON
   */
  public record Said(
      String said,
      long component,
      String event,
      Instant happened,
      boolean byHand,
      String identifiers) {}

  /**
   * An identifier.
   *
   * @param type such as {@code email}
   * @param value the comparable value
   * @param component what it is connected with
   * @param carriers how many different pieces of evidence carry it
   * @param profile whose it is; empty if it is nobody's
   */
  public record Known(
      String type, String value, long component, long carriers, Optional<String> profile) {}

  /**
   * A profile.
   *
   * @param id made of the evidence
   * @param component what it is connected with
   * @param events how many there are of it
   * @param newest when the newest of them happened
   * @param state what is known, as JSON
   */
  public record Kept(String id, long component, long events, Instant newest, String state) {}

  /**
   * Begins to change profiles.
   *
   * @return how often that was done before; whoever remembers something else remembers old profiles
   */
  public long turn() {
    return in.first(
            "UPDATE profile_turns SET turn = turn + 1 RETURNING turn", row -> row.number("turn"))
        .orElseThrow();
  }

  /** Returns the evidence of a hash. */
  public Optional<Said> said(String said) {
    return in.first(EVIDENCE + "WHERE said = ?", People::said, said);
  }

  /** Returns what people have said of identifiers, and counts. */
  public List<Verdicts.Verdict> verdicts() {
    return new Verdicts(in).counting();
  }

  /** Returns all evidence of a component. */
  public List<Said> evidence(long component) {
    return in.list(EVIDENCE + "WHERE component = ?", People::said, component);
  }

  /** Keeps evidence, or when it was said first. */
  public void keep(Said evidence) {
    in.update(
        "INSERT INTO identity_evidence (said, component, event, happened, by_hand, identifiers)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (said) DO UPDATE SET"
            + " component = excluded.component, event = excluded.event,"
            + " happened = excluded.happened",
        evidence.said(),
        evidence.component(),
        evidence.event(),
        evidence.happened(),
        evidence.byHand(),
        evidence.identifiers());
  }

  /** Removes evidence. */
  public void remove(String said) {
    in.update("DELETE FROM identity_evidence WHERE said = ?", said);
  }

  /** Removes an identifier. */
  public void removeIdentifier(String type, String value) {
    in.update("DELETE FROM identifiers WHERE type = ? AND value = ?", type, value);
  }

  /** Returns the identifiers of a component. */
  public List<Known> identifiersIn(long component) {
    return in.list(
        "SELECT type, value, component, carriers, profile FROM identifiers WHERE component = ?",
        People::known,
        component);
  }

  /** Makes one component part of another. */
  public void join(long component, long into) {
    for (String table : List.of("identity_evidence", "identifiers", "profiles")) {
      in.update("UPDATE " + table + " SET component = ? WHERE component = ?", into, component);
    }
  }

  /** Returns what is known of an identifier. */
  public Optional<Known> identifier(String type, String value) {
    return in.first(
        "SELECT type, value, component, carriers, profile FROM identifiers"
            + " WHERE type = ? AND value = ?",
        People::known,
        type,
        value);
  }

  /** Returns the identifiers of a value, whatever their types. */
  public List<Known> withValue(String value) {
    return in.list(
        "SELECT type, value, component, carriers, profile FROM identifiers"
            + " WHERE value = ? ORDER BY type",
        People::known,
        value);
  }

  /** Returns the identifiers of a profile. */
  public List<Known> identifiersOf(String profile) {
    return in.list(
        "SELECT type, value, component, carriers, profile FROM identifiers"
            + " WHERE profile = ? ORDER BY type, value",
        People::known,
        profile);
  }

  /**
   * Returns the identifiers of profiles that have more than one of some types, by profile.
   *
   * @param types at least one
   * @param after the profile after which to begin; empty for the first
   * @param most how many profiles are looked at
   */
  public List<Known> severalOf(List<String> types, String after, int most) {
    String named = types.stream().map(type -> "?").collect(Collectors.joining(", ", "(", ")"));
    List<Object> values = new ArrayList<>(types);
    values.add(after);
    values.addAll(types);
    values.add(most);
    return in.list(
        "SELECT type, value, component, carriers, profile FROM identifiers WHERE type IN "
            + named
            + " AND profile IN (SELECT profile FROM identifiers WHERE profile > ? AND type IN "
            + named
            + " GROUP BY profile HAVING count(*) > 1 ORDER BY profile LIMIT ?)"
            + " ORDER BY profile, type, value",
        People::known,
        values.toArray());
  }

  /** Keeps what is known of an identifier. */
  public void keep(Known identifier) {
    in.update(
        "INSERT INTO identifiers (type, value, component, carriers, profile)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (type, value) DO UPDATE SET"
            + " component = excluded.component, carriers = excluded.carriers,"
            + " profile = excluded.profile",
        identifier.type(),
        identifier.value(),
        identifier.component(),
        identifier.carriers(),
        identifier.profile());
  }

  /** Lets no identifier of a component be of a profile. */
  public void removeHomes(long component) {
    in.update("UPDATE identifiers SET profile = NULL WHERE component = ?", component);
  }

  /** Says whose an identifier is. */
  public void keepHome(String type, String value, String profile) {
    in.update(
        "UPDATE identifiers SET profile = ? WHERE type = ? AND value = ?", profile, type, value);
  }

  /** Returns a profile. */
  public Optional<Kept> profile(String id) {
    return in.first(PROFILE + "WHERE id = ?", People::profile, id);
  }

  /**
   * Returns profiles in the order of their ids.
   *
   * @param after the profile after which to begin; empty for the first
   */
  public List<Kept> profilesAfter(String after, int most) {
    return in.list(PROFILE + "WHERE id > ? ORDER BY id LIMIT ?", People::profile, after, most);
  }

  /** Returns the ids of the profiles whose newest events are the newest. */
  public List<String> newest(int most) {
    return in.list(
        "SELECT id FROM profiles ORDER BY newest DESC, id LIMIT ?", row -> row.text("id"), most);
  }

  /** Keeps profiles. */
  public void keep(List<Kept> profiles) {
    in.updateAll(
        "INSERT INTO profiles (id, component, events, newest, state) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET component = excluded.component,"
            + " events = excluded.events, newest = excluded.newest, state = excluded.state",
        profiles.stream()
            .map(
                each ->
                    new Object[] {
                      each.id(), each.component(), each.events(), each.newest(), each.state()
                    })
            .toList());
  }

  /** Removes the profiles of a component, which are then made again. */
  public void removeProfiles(long component) {
    new Standings(in).leave(component);
    in.update("DELETE FROM profiles WHERE component = ?", component);
  }

  /** Returns how many profiles there are. */
  public long count() {
    return in.first("SELECT count(*) AS n FROM profiles", row -> row.number("n")).orElseThrow();
  }

  /** Removes all evidence and all profiles: they are made again of the events. */
  public void forgetAll() {
    for (String table : List.of("identity_evidence", "identifiers", "profiles")) {
      in.update("DELETE FROM " + table);
    }
  }

  private static Said said(Row row) throws SQLException {
    return new Said(
        row.text("said"),
        row.number("component"),
        row.text("event"),
        row.instant("happened"),
        row.flag("by_hand"),
        row.text("identifiers"));
  }

  private static Known known(Row row) throws SQLException {
    return new Known(
        row.text("type"),
        row.text("value"),
        row.number("component"),
        row.number("carriers"),
        row.optionalText("profile"));
  }

  private static Kept profile(Row row) throws SQLException {
    return new Kept(
        row.text("id"),
        row.number("component"),
        row.number("events"),
        row.instant("newest"),
        row.text("state"));
  }
}
