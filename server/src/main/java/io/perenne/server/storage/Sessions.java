// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Who is signed in. The token itself is not stored, only its hash. */
public final class Sessions {
  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Sessions(Transaction in) {
    this.in = in;
  }

  /**
   * A session.
   *
   * @param csrfToken what a form has to send back
   * @param idToken what a provider of identities said, to be shown to it when the session ends
   * @param created when the person signed in
   * @param lastUsed when the session was last seen
   */
  public record Session(
      String tokenHash,
      long userId,
      String csrfToken,
      Optional<String> idToken,
      Instant created,
      Instant lastUsed) {
    /** Returns nothing that lets somebody in. */
    @Override
    public String toString() {
      return "session of user " + userId;
    }
  }

  /** Adds a session. */
  public void add(Session session) {
    in.update(
        "INSERT INTO sessions (token_hash, user_id, csrf_token, id_token, created, last_used)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        session.tokenHash(),
        session.userId(),
        session.csrfToken(),
        session.idToken(),
        session.created(),
        session.lastUsed());
  }

  /** Returns the session of a token. */
  public Optional<Session> find(String tokenHash) {
    return in.first(
        "SELECT token_hash, user_id, csrf_token, id_token, created, last_used FROM sessions"
            + " WHERE token_hash = ?",
        Sessions::read,
        tokenHash);
  }

  /** Notes that a session was seen. */
  public void use(String tokenHash, Instant now) {
    in.update("UPDATE sessions SET last_used = ? WHERE token_hash = ?", now, tokenHash);
  }

  /** Ends a session; returns whether there was one. */
  public boolean end(String tokenHash) {
    return in.update("DELETE FROM sessions WHERE token_hash = ?", tokenHash) == 1;
  }

  /** Ends all sessions of a user. */
  public void endAll(long userId) {
    in.update("DELETE FROM sessions WHERE user_id = ?", userId);
  }

  /** Forgets the sessions made before a time, or last seen before another. */
  public void forget(Instant createdBefore, Instant usedBefore) {
    in.update(
        "DELETE FROM sessions WHERE created <= ? OR last_used <= ?", createdBefore, usedBefore);
  }

  private static Session read(Row row) throws SQLException {
    return new Session(
        row.text("token_hash"),
        row.number("user_id"),
        row.text("csrf_token"),
        row.optionalText("id_token"),
        row.instant("created"),
        row.instant("last_used"));
  }
}
