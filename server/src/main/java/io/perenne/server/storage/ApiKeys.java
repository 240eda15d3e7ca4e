// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keys of programs. The key itself is not stored, only its hash. */
public final class ApiKeys {
  private static final String ALL =
      "SELECT id, key_hash, prefix, name, scopes, created_by, created, expires, last_used, revoked"
          + " FROM api_keys ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public ApiKeys(Transaction in) {
    this.in = in;
  }

  /**
   * A key.
   *
   * @param id the number of the row; 0 before it is kept
   * @param prefix the first letters of the key, by which a person knows it again
   * @param scopes what it may do
   */
  public record Key(
      long id,
      String keyHash,
      String prefix,
      String name,
      List<String> scopes,
      String createdBy,
      Instant created,
      Optional<Instant> expires,
      Optional<Instant> lastUsed,
      Optional<Instant> revoked) {}

  /** Adds a key and returns its number. */
  public long add(Key key) {
    return in.first(
            "INSERT INTO api_keys (key_hash, prefix, name, scopes, created_by, created, expires)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
            row -> row.number("id"),
            key.keyHash(),
            key.prefix(),
            key.name(),
            String.join(" ", key.scopes()),
            key.createdBy(),
            key.created(),
            key.expires())
        .orElseThrow();
  }

  /** Returns the key of a hash, also if it is revoked or expired. */
  public Optional<Key> find(String keyHash) {
    return in.first(ALL + "WHERE key_hash = ?", ApiKeys::read, keyHash);
  }

  /** Returns the key of a number. */
  public Optional<Key> find(long id) {
    return in.first(ALL + "WHERE id = ?", ApiKeys::read, id);
  }

  /** Returns all keys, the newest first. */
  public List<Key> all() {
    return in.list(ALL + "ORDER BY id DESC", ApiKeys::read);
  }

  /** Notes that a key was used. */
  public void use(long id, Instant now) {
    in.update("UPDATE api_keys SET last_used = ? WHERE id = ?", now, id);
  }

  /** Revokes a key; returns whether it was in force. */
  public boolean revoke(long id, Instant now) {
    return in.update("UPDATE api_keys SET revoked = ? WHERE id = ? AND revoked IS NULL", now, id)
        == 1;
  }

  private static Key read(Row row) throws SQLException {
    String scopes = row.text("scopes");
    return new Key(
        row.number("id"),
        row.text("key_hash"),
        row.text("prefix"),
        row.text("name"),
        scopes.isEmpty() ? List.of() : List.of(scopes.split(" ", -1)),
        row.text("created_by"),
        row.instant("created"),
        row.optionalInstant("expires"),
        row.optionalInstant("last_used"),
        row.optionalInstant("revoked"));
  }
}
