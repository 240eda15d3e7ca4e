// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs and deliveries that the application started. */
public final class Jobs {
  private static final String ALL =
      "SELECT id, kind, who, state, created, started, ended, run_id, problem_es, problem_en,"
          + " progress FROM jobs ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Jobs(Transaction in) {
    this.in = in;
  }

  /**
   * A job.
   *
   * @param kind such as {@code run}
   * @param who the person, or {@code schedule}
   * @param state {@code waiting}, {@code running}, {@code done}, {@code failed}, {@code cancelled},
   *     or {@code unknown} if the server ended before the job
   * @param progress what the job last said of itself, as JSON
   */
  public record Job(
      long id,
      String kind,
      String who,
      String state,
      Instant created,
      Optional<Instant> started,
      Optional<Instant> ended,
      Optional<String> runId,
      Optional<String> problemSpanish,
      Optional<String> problemEnglish,
      Optional<String> progress) {}

  /** Adds a waiting job and returns its number. */
  public long add(String kind, String who, Instant now) {
    return in.first(
            "INSERT INTO jobs (kind, who, state, created) VALUES (?, ?, 'waiting', ?) RETURNING id",
            row -> row.number("id"),
            kind,
            who,
            now)
        .orElseThrow();
  }

  /** Starts a waiting job; false if it is not waiting, or one of its kind is running. */
  public boolean start(long id, Instant now) {
    return in.update(
            "UPDATE jobs SET state = 'running', started = ? WHERE id = ? AND state = 'waiting'"
                + " AND NOT EXISTS (SELECT 1 FROM jobs other"
                + " WHERE other.kind = jobs.kind AND other.state = 'running')",
            now,
            id)
        == 1;
  }

  /** Keeps what a running job says of itself. */
  public void progress(long id, String json) {
    in.update("UPDATE jobs SET progress = ? WHERE id = ? AND state = 'running'", json, id);
  }

  /** Ends a job well; returns whether it was running. */
  public boolean finish(long id, String runId, Instant now) {
    return in.update(
            "UPDATE jobs SET state = 'done', run_id = ?, ended = ? WHERE id = ? AND state = 'running'",
            runId,
            now,
            id)
        == 1;
  }

  /** Ends a job that failed, with the reason in both languages; returns whether it was open. */
  public boolean fail(long id, String spanish, String english, Instant now) {
    return in.update(
            "UPDATE jobs SET state = 'failed', problem_es = ?, problem_en = ?, ended = ?"
                + " WHERE id = ? AND state IN ('waiting', 'running')",
            spanish,
            english,
            now,
            id)
        == 1;
  }

  /** Ends a job that somebody stopped; returns whether it was open. */
  public boolean cancel(long id, Instant now) {
    return in.update(
            "UPDATE jobs SET state = 'cancelled', ended = ?"
                + " WHERE id = ? AND state IN ('waiting', 'running')",
            now,
            id)
        == 1;
  }

  /** Says of the jobs that an ended server left running that nobody knows how they ended. */
  public int abandon(Instant now) {
    return in.update("UPDATE jobs SET state = 'unknown', ended = ? WHERE state = 'running'", now);
  }

  /** Returns a job. */
  public Optional<Job> find(long id) {
    return in.first(ALL + "WHERE id = ?", Jobs::read, id);
  }

  /** Returns the newest jobs, the newest first. */
  public List<Job> newest(int most) {
    return in.list(ALL + "ORDER BY id DESC LIMIT ?", Jobs::read, most);
  }

  private static Job read(Row row) throws SQLException {
    return new Job(
        row.number("id"),
        row.text("kind"),
        row.text("who"),
        row.text("state"),
        row.instant("created"),
        row.optionalInstant("started"),
        row.optionalInstant("ended"),
        row.optionalText("run_id"),
        row.optionalText("problem_es"),
        row.optionalText("problem_en"),
        row.optionalText("progress"));
  }
}
