// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where events come from, each with its write keys. The keys are not stored, only their hashes. */
public final class EventSources {
  private static final String ALL =
      "SELECT id, name, created_by, created, disabled FROM event_sources ";
  private static final String KEYS =
      "SELECT key_hash, source_id, prefix, created, expires FROM write_keys ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public EventSources(Transaction in) {
    this.in = in;
  }

  /**
   * A source.
   *
   * @param id its number
   * @param name what people call it
   * @param createdBy who has added it
   * @param created when
   * @param disabled since when nothing is taken from it; empty if it is in use
   */
  public record Source(
      long id, String name, String createdBy, Instant created, Optional<Instant> disabled) {}

  /**
   * A write key.
   *
   * @param keyHash what is kept of it
   * @param sourceId whose it is
   * @param prefix its first letters, by which a person knows it again
   * @param created when it was made
   * @param expires when it stops to count, since there is another; empty for the newest
   */
  public record WriteKey(
      String keyHash, long sourceId, String prefix, Instant created, Optional<Instant> expires) {}

  /** Adds a source and returns its number. */
  public long add(String name, String createdBy, Instant now) {
    return in.first(
            "INSERT INTO event_sources (name, created_by, created) VALUES (?, ?, ?) RETURNING id",
            row -> row.number("id"),
            name,
            createdBy,
            now)
        .orElseThrow();
  }

  /** Returns the source of a name. */
  public Optional<Source> find(String name) {
    return in.first(ALL + "WHERE name = ?", EventSources::source, name);
  }

  /** Returns all sources by their names. */
  public List<Source> all() {
    return in.list(ALL + "ORDER BY name", EventSources::source);
  }

  /** Says since when nothing is taken from a source; empty to take events again. */
  public void disable(long id, Optional<Instant> since) {
    in.update("UPDATE event_sources SET disabled = ? WHERE id = ?", since, id);
  }

  /** Adds a key. */
  public void add(WriteKey key) {
    in.update(
        "INSERT INTO write_keys (key_hash, source_id, prefix, created, expires)"
            + " VALUES (?, ?, ?, ?, ?)",
        key.keyHash(),
        key.sourceId(),
        key.prefix(),
        key.created(),
        key.expires());
  }

  /** Lets all keys of a source end, unless they end earlier. */
  public void expire(long id, Instant end) {
    in.update(
        "UPDATE write_keys SET expires = ? WHERE source_id = ? AND (expires IS NULL OR expires > ?)",
        end,
        id,
        end);
  }

  /** Returns the keys that count at a time, the newest first. */
  public List<WriteKey> keys(Instant now) {
    return in.list(
        KEYS + "WHERE expires IS NULL OR expires > ? ORDER BY created DESC",
        EventSources::key,
        now);
  }

  private static Source source(Row row) throws SQLException {
    return new Source(
        row.number("id"),
        row.text("name"),
        row.text("created_by"),
        row.instant("created"),
        row.optionalInstant("disabled"));
  }

  private static WriteKey key(Row row) throws SQLException {
    return new WriteKey(
        row.text("key_hash"),
        row.number("source_id"),
        row.text("prefix"),
        row.instant("created"),
        row.optionalInstant("expires"));
  }
}
