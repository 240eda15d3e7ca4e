// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every change: when, who, from where, what, before and after. Nothing here is ever changed. */
public final class Audit {
  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Audit(Transaction in) {
    this.in = in;
  }

  /**
   * One change.
   *
   * @param id the number of the row; 0 before it is kept
   * @param origin the address it came from
   * @param what a code, such as {@code user.role}
   * @param target what was changed, such as an e-mail address
   * @param before the state before, if there was one; never a secret
   * @param after the state after, if there is one; never a secret
   */
  public record Entry(
      long id,
      Instant at,
      String who,
      String origin,
      String what,
      String target,
      Optional<String> before,
      Optional<String> after) {}

  /** Writes a change. */
  public void add(Entry entry) {
    in.update(
        "INSERT INTO audit (at, who, origin, what, target, state_before, state_after)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        entry.at(),
        entry.who(),
        entry.origin(),
        entry.what(),
        entry.target(),
        entry.before(),
        entry.after());
  }

  /** Returns at most so many changes before one of them, the newest first. */
  public List<Entry> before(long id, int most) {
    return in.list(
        "SELECT id, at, who, origin, what, target, state_before, state_after FROM audit"
            + " WHERE id < ? ORDER BY id DESC LIMIT ?",
        Audit::read,
        id,
        most);
  }

  /** Returns whether a change of something is recorded. */
  public boolean has(String what, String target) {
    return in.first(
            "SELECT id FROM audit WHERE what = ? AND target = ? LIMIT 1",
            row -> row.number("id"),
            what,
            target)
        .isPresent();
  }

  /** Returns the newest changes, the newest first. */
  public List<Entry> newest(int most) {
    return before(Long.MAX_VALUE, most);
  }

  private static Entry read(Row row) throws SQLException {
    return new Entry(
        row.number("id"),
        row.instant("at"),
        row.text("who"),
        row.text("origin"),
        row.text("what"),
        row.text("target"),
        row.optionalText("state_before"),
        row.optionalText("state_after"));
  }
}
