// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The users. */
public final class Users {
  private static final String ALL =
      "SELECT id, name, role, language, password_hash, disabled, created FROM users ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Users(Transaction in) {
    this.in = in;
  }

  /** Adds a user and returns the number; empty if the name is taken. */
  public OptionalLong add(User user) {
    return in
        .list(
            "INSERT INTO users (name, role, language, password_hash, disabled, created)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING RETURNING id",
            row -> row.number("id"),
            user.name(),
            user.role(),
            user.language(),
            user.passwordHash(),
            user.disabled(),
            user.created())
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /** Returns the user of a name. */
  public Optional<User> find(String name) {
    return in.first(ALL + "WHERE name = ?", Users::read, name);
  }

  /** Returns the user of a number. */
  public Optional<User> find(long id) {
    return in.first(ALL + "WHERE id = ?", Users::read, id);
  }

  /** Returns all users by name. */
  public List<User> all() {
    return in.list(ALL + "ORDER BY name", Users::read);
  }

  /** Returns how many administrators can sign in. */
  public long administrators() {
    return in.first(
            "SELECT count(*) AS n FROM users"
                + " WHERE role = 'admin' AND disabled = 0 AND (password_hash IS NOT NULL"
                + " OR id IN (SELECT user_id FROM identities))",
            row -> row.number("n"))
        .orElseThrow();
  }

  /** Writes all of a user but number, name and day of creation; returns whether there is one. */
  public boolean change(User user) {
    return in.update(
            "UPDATE users SET role = ?, language = ?, password_hash = ?, disabled = ? WHERE id = ?",
            user.role(),
            user.language(),
            user.passwordHash(),
            user.disabled(),
            user.id())
        == 1;
  }

  /** Removes a user with all sessions and links; returns whether there was one. */
  public boolean remove(String name) {
    return in.update("DELETE FROM users WHERE name = ?", name) == 1;
  }

  private static User read(Row row) throws SQLException {
    return new User(
        row.number("id"),
        row.text("name"),
        row.text("role"),
        row.text("language"),
        row.optionalText("password_hash"),
        row.flag("disabled"),
        row.instant("created"));
  }
}
