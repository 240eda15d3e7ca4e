// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who was erased, as fingerprints that a secret of the store makes; and the proof of each. */
public final class Erasures {
  private static final String ALL = "SELECT id, at, who, document, returned FROM erasures ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Erasures(Transaction in) {
    this.in = in;
  }

  /**
   * An erasure.
   *
   * @param id its number
   * @param at when
   * @param who a name of a principal
   * @param document the proof, as JSON, without personal data
   * @param returned how many events of before have come again since and were left out
   */
  public record Erasure(long id, Instant at, String who, String document, long returned) {}

  /** Adds an erasure and returns its number; its document follows. */
  public long add(Instant at, String who) {
    return in.first(
            "INSERT INTO erasures (at, who, document, returned) VALUES (?, ?, '{}', 0)"
                + " RETURNING id",
            row -> row.number("id"),
            at,
            who)
        .orElseThrow();
  }

  /** Keeps the proof of an erasure. */
  public void document(long id, String document) {
    in.update("UPDATE erasures SET document = ? WHERE id = ?", document, id);
  }

  /** Keeps the fingerprints of identifiers and of the ids of messages. */
  public void keep(
      long id, Instant at, Collection<String> identifiers, Collection<String> messages) {
    in.updateAll(
        "INSERT INTO erased_identifiers (hash, erased, erasure) VALUES (?, ?, ?)"
            + " ON CONFLICT (hash) DO UPDATE SET erased = excluded.erased,"
            + " erasure = excluded.erasure",
        identifiers.stream().map(each -> new Object[] {each, at, id}).toList());
    in.updateAll(
        "INSERT INTO erased_messages (hash, erasure) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING",
        messages.stream().map(each -> new Object[] {each, id}).toList());
  }

  /** Returns whether anybody was ever erased. */
  public boolean isAny() {
    return in.first("SELECT id FROM erasures LIMIT 1", row -> row.number("id")).isPresent();
  }

  /**
   * When an identifier was erased.
   *
   * @param at when
   * @param erasure by which erasure
   */
  public record Erased(Instant at, long erasure) {}

  /** Returns when the identifier of a fingerprint was erased last. */
  public Optional<Erased> identifier(String hash) {
    return in.first(
        "SELECT erased, erasure FROM erased_identifiers WHERE hash = ?",
        row -> new Erased(row.instant("erased"), row.number("erasure")),
        hash);
  }

  /** Returns when the identifiers of all fingerprints were erased last. */
  public Map<String, Erased> identifiers() {
    Map<String, Erased> all = new HashMap<>();
    in.list(
            "SELECT hash, erased, erasure FROM erased_identifiers",
            row ->
                Map.entry(
                    row.text("hash"), new Erased(row.instant("erased"), row.number("erasure"))))
        .forEach(each -> all.put(each.getKey(), each.getValue()));
    return all;
  }

  /** Returns by which erasure the message of a fingerprint was removed. */
  public Optional<Long> message(String hash) {
    return in.first(
        "SELECT erasure FROM erased_messages WHERE hash = ?", row -> row.number("erasure"), hash);
  }

  /** Counts an event that came again and was left out. */
  public void returned(long id) {
    in.update("UPDATE erasures SET returned = returned + 1 WHERE id = ?", id);
  }

  /** Returns all, the newest first. */
  public List<Erasure> all() {
    return in.list(ALL + "ORDER BY id DESC", Erasures::read);
  }

  /** Returns one. */
  public Optional<Erasure> find(long id) {
    return in.first(ALL + "WHERE id = ?", Erasures::read, id);
  }

  private static Erasure read(Row row) throws SQLException {
    return new Erasure(
        row.number("id"),
        row.instant("at"),
        row.text("who"),
        row.text("document"),
        row.number("returned"));
  }
}
