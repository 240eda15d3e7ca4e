// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Who was sent to a provider of identities and has not come back yet. */
public final class SignInAttempts {
  private final Transaction in;

  /** Makes a repository for one transaction. */
  public SignInAttempts(Transaction in) {
    this.in = in;
  }

  /**
   * One of them.
   *
   * @param stateHash of what the provider sends back
   * @param browserHash of what the browser keeps meanwhile
   * @param nonce what the token of the provider has to repeat
   * @param verifier what shows the provider that who asks for the token is who sent the browser
   * @param answerTo the address the provider sends the browser back to
   * @param destination the path the person wanted to see
   */
  public record Attempt(
      String stateHash,
      String browserHash,
      String nonce,
      String verifier,
      String answerTo,
      String destination,
      Instant created) {
    /** Returns nothing that is secret. */
    @Override
    public String toString() {
      return "attempt of " + created;
    }
  }

  /** Adds one. */
  public void add(Attempt attempt) {
    in.update(
        "INSERT INTO sign_in_attempts"
            + " (state_hash, browser_hash, nonce, verifier, answer_to, destination, created)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        attempt.stateHash(),
        attempt.browserHash(),
        attempt.nonce(),
        attempt.verifier(),
        attempt.answerTo(),
        attempt.destination(),
        attempt.created());
  }

  /** Returns one and removes it: it can be used once. */
  public Optional<Attempt> take(String stateHash) {
    Optional<Attempt> found =
        in.first(
            "SELECT state_hash, browser_hash, nonce, verifier, answer_to, destination, created"
                + " FROM sign_in_attempts WHERE state_hash = ?",
            SignInAttempts::read,
            stateHash);
    in.update("DELETE FROM sign_in_attempts WHERE state_hash = ?", stateHash);
    return found;
  }

  /** Forgets those that began before a time. */
  public void forget(Instant before) {
    in.update("DELETE FROM sign_in_attempts WHERE created <= ?", before);
  }

  private static Attempt read(Row row) throws SQLException {
    return new Attempt(
        row.text("state_hash"),
        row.text("browser_hash"),
        row.text("nonce"),
        row.text("verifier"),
        row.text("answer_to"),
        row.text("destination"),
        row.instant("created"));
  }
}
