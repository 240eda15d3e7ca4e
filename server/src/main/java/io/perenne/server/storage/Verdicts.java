// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What people have said of two identifiers: that they are one person, or two. */
public final class Verdicts {
  private static final String ALL =
      "SELECT id, at, who, same, one_type, one_value, other_type, other_value, said, event, undone"
          + " FROM identity_verdicts ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Verdicts(Transaction in) {
    this.in = in;
  }

  /**
   * What somebody has said.
   *
   * @param id the number of the row; 0 before it is kept
   * @param at when
   * @param who a name of a principal
   * @param same whether the two are one person
   * @param oneType the type of the first identifier
   * @param oneValue its comparable value
   * @param otherType the type of the second identifier
   * @param otherValue its comparable value
   * @param said the hash under which it is evidence, if the two are one
   * @param event by which it is known, unique among all events
   * @param undone when it stopped to count; empty if it counts
   */
  public record Verdict(
      long id,
      Instant at,
      String who,
      boolean same,
      String oneType,
      String oneValue,
      String otherType,
      String otherValue,
      String said,
      String event,
      Optional<Instant> undone) {}

  /** Adds one. */
  public void add(Verdict verdict) {
    in.update(
        "INSERT INTO identity_verdicts (at, who, same, one_type, one_value, other_type,"
            + " other_value, said, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        verdict.at(),
        verdict.who(),
        verdict.same(),
        verdict.oneType(),
        verdict.oneValue(),
        verdict.otherType(),
        verdict.otherValue(),
        verdict.said(),
        verdict.event());
  }

  /** Lets one not count any more. */
  public void undo(long id, Instant at) {
    in.update("UPDATE identity_verdicts SET undone = ? WHERE id = ?", at, id);
  }

  /** Returns those that count, the oldest first. */
  public List<Verdict> counting() {
    return in.list(ALL + "WHERE undone IS NULL ORDER BY id", Verdicts::read);
  }

  /** Returns all that name an identifier, the oldest first. */
  public List<Verdict> of(String type, String value) {
    return in.list(
        ALL
            + "WHERE (one_type = ? AND one_value = ?) OR (other_type = ? AND other_value = ?)"
            + " ORDER BY id",
        Verdicts::read,
        type,
        value,
        type,
        value);
  }

  /** Removes one, as if it had never been said. */
  public void remove(long id) {
    in.update("DELETE FROM identity_verdicts WHERE id = ?", id);
  }

  private static Verdict read(Row row) throws SQLException {
    return new Verdict(
        row.number("id"),
        row.instant("at"),
        row.text("who"),
        row.flag("same"),
        row.text("one_type"),
        row.text("one_value"),
        row.text("other_type"),
        row.text("other_value"),
        row.text("said"),
        row.text("event"),
        row.optionalInstant("undone"));
  }
}
