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

  /** When something is next due, and when it was last started. */
  public record Due(Instant next, Optional<Instant> lastStarted) {}

  /** Returns when something is due, if it is planned. */
  public Optional<Due> find(String name) {
    return in.first(
        "SELECT next_due, last_started FROM schedule WHERE name = ?",
        row -> new Due(row.instant("next_due"), row.optionalInstant("last_started")),
        name);
  }

  /** Plans something, or moves it. */
  public void plan(String name, Instant next) {
    in.update(
        "INSERT INTO schedule (name, next_due) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET next_due = excluded.next_due",
        name,
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
