// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What customers did, each event once. */
public final class Events {
  private static final String COLUMNS =
      "e.id, e.message_id, e.source_id, e.received, e.happened, e.type, e.name, e.said, e.body";

  /** How many rows a statement adds: few sizes, so that few statements are prepared. */
  private static final List<Integer> SIZES = List.of(64, 8, 1);

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Events(Transaction in) {
    this.in = in;
  }

  /**
   * An event.
   *
   * @param id the number of the row; 0 before it is kept
   * @param messageId by which the same event is known when it comes twice
   * @param sourceId where it came from
   * @param received when it came
   * @param happened when it happened, corrected
   * @param type the call of the protocol, such as {@code track}
   * @param name what was done
   * @param said what it says of identity, as a hash; empty if nothing
   * @param body the message
   */
  public record Stored(
      long id,
      String messageId,
      long sourceId,
      Instant received,
      Instant happened,
      String type,
      String name,
      String said,
      String body) {}

  /**
   * Adds events, each of which then waits to become part of a profile.
   *
   * @return for each whether it is new; one that was known stays as it was
   */
  public List<Boolean> add(List<Stored> events) {
    List<Boolean> fresh = new ArrayList<>(events.size());
    List<Object[]> waiting = new ArrayList<>(events.size());
    for (int from = 0; from < events.size(); ) {
      int left = events.size() - from;
      int size = SIZES.stream().filter(each -> each <= left).findFirst().orElse(1);
      List<Stored> some = events.subList(from, from + size);
      Map<String, Long> ids = insert(some);
      for (Stored each : some) {
        // the same id twice among these: the first of them was kept
        Optional<Long> id = Optional.ofNullable(ids.remove(each.messageId()));
        id.ifPresent(number -> waiting.add(new Object[] {number}));
        fresh.add(id.isPresent());
      }
      from += size;
    }
    in.updateAll("INSERT INTO events_waiting (event_id) VALUES (?)", waiting);
    return fresh;
  }

  /** Adds some events by one statement; returns the rows of those that are new. */
  private Map<String, Long> insert(List<Stored> events) {
    List<Object> values = new ArrayList<>(events.size() * 8);
    for (Stored each : events) {
      values.add(each.messageId());
      values.add(each.sourceId());
      values.add(each.received());
      values.add(each.happened());
      values.add(each.type());
      values.add(each.name());
      values.add(each.said());
      values.add(each.body());
    }
    Map<String, Long> ids = new HashMap<>();
    in.list(
            "INSERT INTO events"
                + " (message_id, source_id, received, happened, type, name, said, body) VALUES "
                + String.join(", ", Collections.nCopies(events.size(), "(?, ?, ?, ?, ?, ?, ?, ?)"))
                + " ON CONFLICT (message_id) DO NOTHING RETURNING id, message_id",
            row -> Map.entry(row.text("message_id"), row.number("id")),
            values.toArray())
        .forEach(each -> ids.put(each.getKey(), each.getValue()));
    return ids;
  }

  /** Returns the oldest events that are part of no profile yet. */
  public List<Stored> waiting(int most) {
    return in.list(
        "SELECT "
            + COLUMNS
            + " FROM events_waiting w JOIN events e ON e.id = w.event_id"
            + " ORDER BY w.event_id LIMIT ?",
        Events::read,
        most);
  }

  /** Returns the place of the last event that is kept; 0 if there is none. */
  public long newest() {
    return in.first("SELECT coalesce(max(id), 0) AS n FROM events", row -> row.number("n"))
        .orElseThrow();
  }

  /** Returns how many of the events up to a place are part of no profile yet. */
  public long countWaiting(long last) {
    return in.first(
            "SELECT count(*) AS n FROM events_waiting WHERE event_id <= ?",
            row -> row.number("n"),
            last)
        .orElseThrow();
  }

  /** Returns the place of the oldest event that is part of no profile yet. */
  public Optional<Long> oldestWaiting() {
    return in.first(
        "SELECT event_id FROM events_waiting ORDER BY event_id LIMIT 1",
        row -> row.number("event_id"));
  }

  /** Returns how many events are part of no profile yet. */
  public long countWaiting() {
    return in.first("SELECT count(*) AS n FROM events_waiting", row -> row.number("n"))
        .orElseThrow();
  }

  /** Returns whether an event is part of no profile yet. */
  public boolean isWaiting(long id) {
    return in.first(
            "SELECT event_id FROM events_waiting WHERE event_id = ?",
            row -> row.number("event_id"),
            id)
        .isPresent();
  }

  /** Notes that an event has become part of a profile. */
  public void done(long id) {
    in.update("DELETE FROM events_waiting WHERE event_id = ?", id);
  }

  /** Lets all events wait again. */
  public void waitAgain() {
    in.update("DELETE FROM events_waiting");
    in.update("INSERT INTO events_waiting (event_id) SELECT id FROM events");
  }

  /** Returns the event of an id. */
  public Optional<Stored> find(String messageId) {
    return in.first(
        "SELECT " + COLUMNS + " FROM events e WHERE e.message_id = ?", Events::read, messageId);
  }

  /** Returns the newest events. */
  public List<Stored> newest(int most) {
    return in.list(
        "SELECT " + COLUMNS + " FROM events e ORDER BY e.id DESC LIMIT ?", Events::read, most);
  }

  /** Returns the newest events that say one of some things of identity. */
  public List<Stored> newest(List<String> said, int most) {
    List<Object> values = new ArrayList<>(said);
    values.add(most);
    return in.list(
        "SELECT "
            + COLUMNS
            + " FROM events e WHERE e.said IN ("
            + String.join(", ", said.stream().map(each -> "?").toList())
            + ") ORDER BY e.happened DESC, e.message_id DESC LIMIT ?",
        Events::read,
        values.toArray());
  }

  /**
   * Events of a kind that came long ago.
   *
   * @param type the call of the protocol
   * @param name what was done; empty for whatever it was
   * @param before when they came at the latest
   */
  public record Old(String type, Optional<String> name, Instant before) {
    private String condition() {
      return " FROM events e WHERE e.id > ? AND e.type = ? AND e.received < ?"
          + (name.isPresent() ? " AND e.name = ?" : "")
          + " AND NOT EXISTS (SELECT 1 FROM events_waiting w WHERE w.event_id = e.id)"
          + " AND (e.said = '' OR EXISTS (SELECT 1 FROM events f WHERE f.said = e.said"
          + " AND (f.happened < e.happened"
          + " OR (f.happened = e.happened AND f.message_id < e.message_id))))";
    }

    private List<Object> values(long after) {
      List<Object> values = new ArrayList<>(List.of(after, type, before));
      name.ifPresent(values::add);
      return values;
    }
  }

  /**
   * Returns old events that are part of a profile, without the first of those that say the same of
   * identity: by it people stay who they are.
   *
   * @param after the number of the row after which to begin
   */
  public List<Stored> old(Old old, long after, int most) {
    List<Object> values = old.values(after);
    values.add(most);
    return in.list(
        "SELECT " + COLUMNS + old.condition() + " ORDER BY e.id LIMIT ?",
        Events::read,
        values.toArray());
  }

  /** Returns how many old events there are, as {@link #old} returns them. */
  public long count(Old old) {
    return in.first(
            "SELECT count(*) AS n" + old.condition(),
            row -> row.number("n"),
            old.values(0).toArray())
        .orElseThrow();
  }

  /** Removes an event. */
  public void remove(long id) {
    in.update("DELETE FROM events_waiting WHERE event_id = ?", id);
    in.update("DELETE FROM events WHERE id = ?", id);
  }

  /** Returns all events of the evidence of a component, the oldest first. */
  public List<Stored> ofComponent(long component) {
    return in.list(
        "SELECT "
            + COLUMNS
            + " FROM identity_evidence i JOIN events e ON e.said = i.said"
            + " WHERE i.component = ? ORDER BY e.happened, e.message_id",
        Events::read,
        component);
  }

  /** Returns the events of the evidence of a component that were taken, the oldest first. */
  public List<Stored> takenOf(long component) {
    return in.list(
        "SELECT "
            + COLUMNS
            + " FROM identity_evidence i JOIN events e ON e.said = i.said WHERE i.component = ?"
            + " AND NOT EXISTS (SELECT 1 FROM events_waiting w WHERE w.event_id = e.id)"
            + " ORDER BY e.happened, e.message_id",
        Events::read,
        component);
  }

  /** Returns how many events there are. */
  public long count() {
    return in.first("SELECT count(*) AS n FROM events", row -> row.number("n")).orElseThrow();
  }

  /** Returns how many events each source has sent since a time, by its number. */
  public List<Count> countBySource(Instant since) {
    return in.list(
        "SELECT source_id, count(*) AS n, max(received) AS last FROM events"
            + " WHERE received >= ? GROUP BY source_id",
        row -> new Count(row.number("source_id"), row.number("n"), row.instant("last")),
        since);
  }

  /**
   * How many events a source has sent.
   *
   * @param sourceId its number
   * @param events how many
   * @param last when the newest came
   */
  public record Count(long sourceId, long events, Instant last) {}

  private static Stored read(Row row) throws SQLException {
    return new Stored(
        row.number("id"),
        row.text("message_id"),
        row.number("source_id"),
        row.instant("received"),
        row.instant("happened"),
        row.text("type"),
        row.text("name"),
        row.text("said"),
        row.text("body"));
  }
}
