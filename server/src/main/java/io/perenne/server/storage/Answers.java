// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * What programs were answered, by the key that they sent with a request, so that a request sent
 * twice is done once.
 */
public final class Answers {
  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Answers(Transaction in) {
    this.in = in;
  }

  /**
   * A request and what it was answered.
   *
   * @param requestHash what tells it from other requests with the same key
   * @param at when it came
   * @param answer what was answered; empty while it is being done
   */
  public record Kept(String requestHash, Instant at, Optional<Answer> answer) {}

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param headers those that belong to it, as JSON
   */
  public record Answer(int status, String headers, String body) {}

  /** Keeps that a request is being done; false if there is one with its key. */
  public boolean begin(String who, String key, String requestHash, Instant now) {
    return in.update(
            "INSERT INTO answers (who, idempotency_key, request_hash, at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (who, idempotency_key) DO NOTHING",
            who,
            key,
            requestHash,
            now)
        == 1;
  }

  /** Keeps what a request was answered. */
  public void end(String who, String key, Answer answer) {
    in.update(
        "UPDATE answers SET status = ?, headers = ?, body = ?"
            + " WHERE who = ? AND idempotency_key = ?",
        answer.status(),
        answer.headers(),
        answer.body(),
        who,
        key);
  }

  /** Forgets a request, which may be sent again. */
  public void forget(String who, String key) {
    in.update("DELETE FROM answers WHERE who = ? AND idempotency_key = ?", who, key);
  }

  /** Forgets all requests before a moment. */
  public void forgetBefore(Instant moment) {
    in.update("DELETE FROM answers WHERE at < ?", moment);
  }

  /** Returns the request with a key. */
  public Optional<Kept> find(String who, String key) {
    return in.first(
        "SELECT request_hash, at, status, headers, body FROM answers"
            + " WHERE who = ? AND idempotency_key = ?",
        Answers::read,
        who,
        key);
  }

  private static Kept read(Row row) throws SQLException {
    Optional<Long> status = row.optionalNumber("status");
    Optional<Answer> answer =
        status.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Answer(status.get().intValue(), row.text("headers"), row.text("body")));
    return new Kept(row.text("request_hash"), row.instant("at"), answer);
  }
}
