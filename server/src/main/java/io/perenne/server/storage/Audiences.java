// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The audiences, and who is in them since when. */
public final class Audiences {
  private static final String ALL =
      "SELECT id, name, rule, version, created_by, created, changed FROM audiences ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Audiences(Transaction in) {
    this.in = in;
  }

  /**
   * An audience.
   *
   * @param id by which programs know it
   * @param name by which people know it
   * @param rule who belongs to it, as JSON
   * @param version how often the rule was set
   * @param createdBy who made it
   * @param created when
   * @param changed when name or rule were set last
   */
  public record Kept(
      String id,
      String name,
      String rule,
      long version,
      String createdBy,
      Instant created,
      Instant changed) {}

  /**
   * A member.
   *
   * @param profile the id of the profile
   * @param since when
   */
  public record Member(String profile, Instant since) {}

  /** Returns all audiences by their ids. */
  public List<Kept> all() {
    return in.list(ALL + "ORDER BY id", Audiences::kept);
  }

  /** Returns an audience. */
  public Optional<Kept> find(String id) {
    return in.first(ALL + "WHERE id = ?", Audiences::kept, id);
  }

  /** Keeps an audience in the place of what was kept under its id. */
  public void keep(Kept kept) {
    in.update(
        "INSERT INTO audiences (id, name, rule, version, created_by, created, changed)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
            + " rule = excluded.rule, version = excluded.version, changed = excluded.changed",
        kept.id(),
        kept.name(),
        kept.rule(),
        kept.version(),
        kept.createdBy(),
        kept.created(),
        kept.changed());
  }

  /** Removes an audience and who is in it; false if there is none. */
  public boolean remove(String id) {
    in.update("DELETE FROM audience_members WHERE audience = ?", id);
    return in.update("DELETE FROM audiences WHERE id = ?", id) == 1;
  }

  /** Returns how many are in each audience; where nobody is, it is left out. */
  public Map<String, Long> counts() {
    return in
        .list(
            "SELECT audience, count(*) AS n FROM audience_members GROUP BY audience",
            row -> Map.entry(row.text("audience"), row.number("n")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Returns members of an audience by the ids of their profiles. */
  public List<Member> members(String audience, String afterProfile, int most) {
    return in.list(
        "SELECT profile, since FROM audience_members WHERE audience = ? AND profile > ?"
            + " ORDER BY profile LIMIT ?",
        row -> new Member(row.text("profile"), row.instant("since")),
        audience,
        afterProfile,
        most);
  }

  /** Returns the audiences that somebody is in, and since when. */
  public Map<String, Instant> of(String profile) {
    return in
        .list(
            "SELECT audience, since FROM audience_members WHERE profile = ?",
            row -> Map.entry(row.text("audience"), row.instant("since")),
            profile)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Lets somebody in. */
  public void enter(String audience, String profile, Instant since) {
    in.update(
        "INSERT INTO audience_members (audience, profile, since) VALUES (?, ?, ?)"
            + " ON CONFLICT (audience, profile) DO NOTHING",
        audience,
        profile,
        since);
  }

  /** Takes somebody out. */
  public void leave(String audience, String profile) {
    in.update("DELETE FROM audience_members WHERE audience = ? AND profile = ?", audience, profile);
  }

  private static Kept kept(Row row) throws SQLException {
    return new Kept(
        row.text("id"),
        row.text("name"),
        row.text("rule"),
        row.number("version"),
        row.text("created_by"),
        row.instant("created"),
        row.instant("changed"));
  }
}
