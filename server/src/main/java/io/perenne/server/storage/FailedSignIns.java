// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.time.Instant;
import java.util.Optional;

/** How often a name or an address failed to sign in, one after another. */
public final class FailedSignIns {
  private final Transaction in;

  /** Makes a repository for one transaction. */
  public FailedSignIns(Transaction in) {
    this.in = in;
  }

  /** How often, and when for the last time. */
  public record Failures(long count, Instant last) {}

  /** Returns the failures of a subject, if there are some. */
  public Optional<Failures> find(String subject) {
    return in.first(
        "SELECT failures, last_failed FROM failed_sign_ins WHERE subject = ?",
        row -> new Failures(row.number("failures"), row.instant("last_failed")),
        subject);
  }

  /** Counts one more. */
  public void count(String subject, Instant now) {
    in.update(
        "INSERT INTO failed_sign_ins (subject, failures, last_failed) VALUES (?, 1, ?)"
            + " ON CONFLICT (subject) DO UPDATE SET"
            + " failures = failed_sign_ins.failures + 1, last_failed = excluded.last_failed",
        subject,
        now);
  }

  /** Forgets the failures of a subject. */
  public void clear(String subject) {
    in.update("DELETE FROM failed_sign_ins WHERE subject = ?", subject);
  }

  /** Takes one failure back: the attempt that was counted before it was known succeeded. */
  public void takeBack(String subject) {
    in.update(
        "UPDATE failed_sign_ins SET failures = failures - 1 WHERE subject = ? AND failures > 0",
        subject);
  }

  /** Forgets all that failed for the last time before a time. */
  public void forget(Instant before) {
    in.update("DELETE FROM failed_sign_ins WHERE last_failed <= ?", before);
  }
}
