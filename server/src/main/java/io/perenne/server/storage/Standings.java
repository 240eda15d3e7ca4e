// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What others know of each profile, and when to look at it again: as soon as it is touched, at a
 * midnight, or when there is another run.
 */
public final class Standings {
  private static final String ALL =
      "SELECT profile, mark, touched, merged, due, run, known_by, told, customer, changes"
          + " FROM standings ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Standings(Transaction in) {
    this.in = in;
  }

  /**
   * What others know of a profile.
   *
   * @param profile its id
   * @param mark how often it was touched
   * @param touched whether events have changed it since
   * @param merged whether another profile has become part of it
   * @param due when time alone may change something; empty if it never does
   * @param run the run by which it was looked at; empty if no run can know the person
   * @param knownBy the identifiers by which a run may know the person, as JSON
   * @param told what others know, as JSON; empty if it was never looked at
   * @param customerId the id by which the run knows the person; empty if it does not
   * @param changes how many changes were told
   */
  public record Kept(
      String profile,
      long mark,
      boolean touched,
      boolean merged,
      Optional<Instant> due,
      String run,
      String knownBy,
      Optional<String> told,
      Optional<String> customerId,
      long changes) {}

  /** Says that events have changed profiles. */
  public void touch(List<String> profiles) {
    in.updateAll(
        "INSERT INTO standings (profile, mark, touched, merged, run, known_by, changes)"
            + " VALUES (?, 1, 1, 0, '', '', 0) ON CONFLICT (profile) DO UPDATE SET"
            + " touched = 1, mark = standings.mark + 1",
        profiles.stream().map(each -> new Object[] {each}).toList());
  }

  /** Says that all profiles of whom something is told are to be looked at. */
  public void touchAll() {
    in.update(
        "UPDATE standings SET touched = 1, mark = mark + 1 WHERE touched = 0 AND due IS NOT NULL");
  }

  /** Says that the profiles of a component are to be removed, and perhaps made again. */
  void leave(long component) {
    in.update(
        "UPDATE standings SET touched = 2, mark = mark + 1"
            + " WHERE profile IN (SELECT id FROM profiles WHERE component = ?)",
        component);
  }

  /** Returns some of those whose profiles were removed and not made again. */
  public List<Kept> left(int most) {
    return in.list(ALL + "WHERE touched <> 0 AND touched = 2 LIMIT ?", Standings::kept, most);
  }

  /**
   * Returns some of those that are to be looked at: touched, due, or looked at by another run.
   *
   * @param run the newest; empty if there is none
   */
  public List<Kept> waiting(Instant now, Optional<String> run, int most) {
    List<Kept> found =
        new ArrayList<>(
            in.list(ALL + "WHERE touched <> 0 AND touched = 1 LIMIT ?", Standings::kept, most));
    if (run.isPresent()) {
      more(found, most, "touched = 0 AND due <= ? ORDER BY due", now);
      // two ranges of the index, where "other than" would read all
      more(found, most, "touched = 0 AND run > '' AND run < ?", run.get());
      more(found, most, "touched = 0 AND run > ?", run.get());
    }
    return found;
  }

  private void more(List<Kept> found, int most, String which, Object value) {
    if (found.size() < most) {
      List<String> there = found.stream().map(Kept::profile).toList();
      in
          .list(ALL + "WHERE " + which + " LIMIT ?", Standings::kept, value, most - found.size())
          .stream()
          .filter(each -> !there.contains(each.profile()))
          .forEach(found::add);
    }
  }

  /** Returns what others know of a profile. */
  public Optional<Kept> find(String profile) {
    return in.first(ALL + "WHERE profile = ?", Standings::kept, profile);
  }

  /** Keeps what others know; false if events have changed the profile meanwhile. */
  public boolean keep(Kept kept) {
    return in.update(
            "UPDATE standings SET touched = 0, merged = 0, due = ?, run = ?, known_by = ?,"
                + " told = ?, customer = ?, changes = ? WHERE profile = ? AND mark = ?",
            kept.due(),
            kept.run(),
            kept.knownBy(),
            kept.told(),
            kept.customerId(),
            kept.changes(),
            kept.profile(),
            kept.mark())
        == 1;
  }

  /** Looks at a profile again, as one of which another has become part. */
  public void merge(String profile) {
    in.update(
        "UPDATE standings SET touched = 1, merged = 1, mark = mark + 1 WHERE profile = ?", profile);
  }

  /** Lets a profile be known as another one was, and looks at it again. */
  public void inherit(String profile, Kept from) {
    in.update(
        "UPDATE standings SET touched = 1, mark = mark + 1, merged = ?, due = ?, run = ?,"
            + " told = ?, changes = ? WHERE profile = ?",
        from.merged(),
        from.due(),
        from.run(),
        from.told(),
        from.changes(),
        profile);
  }

  /** Looks at a profile later. */
  public void postpone(String profile, Instant until) {
    in.update("UPDATE standings SET touched = 0, due = ? WHERE profile = ?", until, profile);
  }

  /** Forgets what others know of a profile that is there no longer. */
  public void remove(String profile) {
    in.update("DELETE FROM standings WHERE profile = ?", profile);
  }

  private static Kept kept(Row row) throws SQLException {
    return new Kept(
        row.text("profile"),
        row.number("mark"),
        row.number("touched") != 0,
        row.flag("merged"),
        row.optionalInstant("due"),
        row.text("run"),
        row.text("known_by"),
        row.optionalText("told"),
        row.optionalText("customer"),
        row.number("changes"));
  }
}
