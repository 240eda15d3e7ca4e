// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What others are to be told of profiles, in the order in which it was found. */
public final class Changes {
  private static final String ALL =
      "SELECT position, id, profile, name, happened, found, body FROM changes ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Changes(Transaction in) {
    this.in = in;
  }

  /**
   * A change.
   *
   * @param position its place, which is greater than that of any change before it; 0 before it is
   *     kept
   * @param id what no other change has
   * @param profile whose
   * @param name {@code Segment Changed}, {@code Value Changed}, {@code Audience Entered} or {@code
   *     Audience Exited}
   * @param happened since when
   * @param found when it was found
   * @param body the message, as JSON
   */
  public record Kept(
      long position,
      String id,
      String profile,
      String name,
      Instant happened,
      Instant found,
      String body) {}

  /** Adds changes in their order. */
  public void add(List<Kept> changes) {
    in.updateAll(
        "INSERT INTO changes (id, profile, name, happened, found, body) VALUES (?, ?, ?, ?, ?, ?)",
        changes.stream()
            .map(
                each ->
                    new Object[] {
                      each.id(),
                      each.profile(),
                      each.name(),
                      each.happened(),
                      each.found(),
                      each.body()
                    })
            .toList());
  }

  /** Returns the changes after a position, the oldest first. */
  public List<Kept> after(long position, int most) {
    return in.list(
        ALL + "WHERE position > ? ORDER BY position LIMIT ?", Changes::kept, position, most);
  }

  /** Returns the newest changes, the newest first. */
  public List<Kept> newest(int most) {
    return in.list(ALL + "ORDER BY position DESC LIMIT ?", Changes::kept, most);
  }

  /** Returns the newest changes of a profile, the newest first. */
  public List<Kept> of(String profile, int most) {
    return in.list(
        ALL + "WHERE profile = ? ORDER BY position DESC LIMIT ?", Changes::kept, profile, most);
  }

  /** Removes what was to be told of a profile. */
  public void remove(String profile) {
    in.update("DELETE FROM changes WHERE profile = ?", profile);
  }

  /** Removes the changes whose message holds a text, letter by letter. */
  public void removeHolding(String text) {
    String pattern = "%" + text.replaceAll("[!%_]", "!$0") + "%";
    in.list(ALL + "WHERE body LIKE ? ESCAPE '!'", Changes::kept, pattern).stream()
        .filter(each -> each.body().contains(text)) // SQLite takes small letters for capitals
        .forEach(each -> in.update("DELETE FROM changes WHERE position = ?", each.position()));
  }

  /** Returns the position of the newest change; 0 before there is one. */
  public long last() {
    return position("max").orElse(0L);
  }

  /** Returns the position of the oldest change that is kept; empty if none is. */
  public Optional<Long> first() {
    return position("min");
  }

  private Optional<Long> position(String end) {
    return in.first(
            "SELECT " + end + "(position) AS n FROM changes", row -> row.optionalNumber("n"))
        .orElseThrow();
  }

  /** Returns how many changes there are after a position. */
  public long countAfter(long position) {
    return in.first(
            "SELECT count(*) AS n FROM changes WHERE position > ?",
            row -> row.number("n"),
            position)
        .orElseThrow();
  }

  /** Removes changes that were found before a time; returns how many. */
  public int removeBefore(Instant time) {
    return in.update("DELETE FROM changes WHERE found < ?", time);
  }

  private static Kept kept(Row row) throws SQLException {
    return new Kept(
        row.number("position"),
        row.text("id"),
        row.text("profile"),
        row.text("name"),
        row.instant("happened"),
        row.instant("found"),
        row.text("body"));
  }
}
