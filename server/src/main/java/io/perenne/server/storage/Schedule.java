// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.time.Instant;
import java.util.Optional;

/** When what recurs is next due. */
public final class Schedule {
  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Schedule(Transaction in) {
    this.in = in;
  }

  /**
   * When something is next due.
   *
   * @param rule what that was computed from; another rule plans anew
   * @param lastStarted when it was last started
   */
  public record Due(String rule, Instant next, Optional<Instant> lastStarted) {}

  /** Returns when something is due, if it is planned. */
  public Optional<Due> find(String name) {
    return in.first(
        "SELECT rule, next_due, last_started FROM schedule WHERE name = ?",
        row ->
            new Due(row.text("rule"), row.instant("next_due"), row.optionalInstant("last_started")),
        name);
  }

  /** Plans something, or moves it. */
  public void plan(String name, String rule, Instant next) {
    in.update(
        "INSERT INTO schedule (name, rule, next_due) VALUES (?, ?, ?) ON CONFLICT (name)"
            + " DO UPDATE SET rule = excluded.rule, next_due = excluded.next_due",
        name,
        rule,
        next);
  }

  /** Takes what is due and plans the next time; false if another server took it. */
  public boolean take(String name, Instant due, Instant now, Instant next) {
    return in.update(
            "UPDATE schedule SET next_due = ?, last_started = ?"
                + " WHERE name = ? AND next_due = ? AND next_due <= ?",
            next,
            now,
            name,
            due,
            now)
        == 1;
  }

  /** Plans something no longer. */
  public void drop(String name) {
    in.update("DELETE FROM schedule WHERE name = ?", name);
  }
}
