// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the application was told to do: runs, deliveries, notices.
 *
 * <p>A server that does a job holds a lease on it and prolongs it while it lives. A lease that ran
 * out tells every other server that nobody does the job any more.
 */
public final class Jobs {
  /** The states in which a job may still begin or go on. */
  public static final Set<String> OPEN = Set.of("waiting", "running");

  private static final String ALL =
      "SELECT id, kind, subject, detail, who, parent, attempt, not_before, state, created, started,"
          + " ended, run_id, problem_es, problem_en, progress, server, lease_until, stopping"
          + " FROM jobs ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Jobs(Transaction in) {
    this.in = in;
  }

  /**
   * What is to be done. Of one kind and subject one job runs at a time.
   *
   * @param kind such as {@code run}
   * @param subject what it is done to, such as the name of a destination; empty if that is clear
   * @param detail what else must be known, such as the run to deliver
   * @param who the person, or {@code schedule}
   * @param parent the job it follows from
   * @param attempt 1 for the first
   * @param notBefore when it may begin
   */
  public record Order(
      String kind,
      String subject,
      Optional<String> detail,
      String who,
      Optional<Long> parent,
      int attempt,
      Instant notBefore) {

    /** Returns a first order that may begin at once. */
    public static Order of(String kind, String subject, Optional<String> detail, String who) {
      return new Order(kind, subject, detail, who, Optional.empty(), 1, Instant.EPOCH);
    }

    /** Returns the same order as what follows from another job. */
    public Order after(long job) {
      return new Order(kind, subject, detail, who, Optional.of(job), attempt, notBefore);
    }

    /** Returns the same order once more, later. */
    public Order again(Instant when) {
      return new Order(kind, subject, detail, who, parent, attempt + 1, when);
    }
  }

  /**
   * A job.
   *
   * @param state {@code waiting}, {@code running}, {@code done}, {@code failed}, {@code cancelled},
   *     or {@code unknown} if nobody knows how it ended, as when its server was killed
   * @param progress what the job last said of itself, as JSON
   * @param lease who does it, while it runs
   * @param stopping whether somebody has asked it to end
   */
  public record Job(
      long id,
      Order order,
      String state,
      Instant created,
      Optional<Instant> started,
      Optional<Instant> ended,
      Optional<String> runId,
      Optional<String> problemSpanish,
      Optional<String> problemEnglish,
      Optional<String> progress,
      Optional<Lease> lease,
      boolean stopping) {

    /** Returns whether it may still begin or go on. */
    public boolean open() {
      return OPEN.contains(state);
    }
  }

  /**
   * A server's word that it does a job.
   *
   * @param server which server
   * @param until when its word no longer counts
   */
  public record Lease(String server, Instant until) {
    /** Returns the word of a server for a time. */
    public static Lease of(String server, Instant now, Duration time) {
      return new Lease(server, now.plus(time));
    }
  }

  /**
   * How a job ended.
   *
   * @param state {@code done}, {@code failed}, {@code cancelled} or {@code unknown}
   * @param runId the run that it made or delivered
   * @param problemSpanish why it failed
   * @param problemEnglish the same
   */
  public record End(
      String state,
      Optional<String> runId,
      Optional<String> problemSpanish,
      Optional<String> problemEnglish) {

    /** Returns the end of a job that did what it was told. */
    public static End done(Optional<String> runId) {
      return new End("done", runId, Optional.empty(), Optional.empty());
    }

    /** Returns the end of a job that somebody stopped. */
    public static End cancelled() {
      return new End("cancelled", Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns another end with its reason in both languages. */
    public static End because(String state, String spanish, String english) {
      return new End(state, Optional.empty(), Optional.of(spanish), Optional.of(english));
    }
  }

  /** Adds a waiting job and returns its number. */
  public long add(Order order, Instant now) {
    return in.first(
            "INSERT INTO jobs (kind, subject, detail, who, parent, attempt, not_before, state,"
                + " created) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?) RETURNING id",
            row -> row.number("id"),
            order.kind(),
            order.subject(),
            order.detail(),
            order.who(),
            order.parent(),
            order.attempt(),
            order.notBefore(),
            now)
        .orElseThrow();
  }

  /** Returns the waiting jobs that may begin, the oldest first. */
  public List<Job> ready(Instant now) {
    return in.list(
        ALL + "WHERE state = 'waiting' AND not_before <= ? AND NOT EXISTS " + SAME + " ORDER BY id",
        Jobs::read,
        now);
  }

  private static final String SAME =
      "(SELECT 1 FROM jobs other WHERE other.kind = jobs.kind AND other.subject = jobs.subject"
          + " AND other.state = 'running')";

  /**
   * Starts a waiting job; false if it is not waiting, or one of its kind and subject is running.
   */
  public boolean start(long id, Lease lease, Instant now) {
    return in.update(
            "UPDATE jobs SET state = 'running', started = ?, server = ?, lease_until = ?"
                + " WHERE id = ? AND state = 'waiting' AND NOT EXISTS "
                + SAME,
            now,
            lease.server(),
            lease.until(),
            id)
        == 1;
  }

  /** Prolongs a lease; false if the server does the job no longer. */
  public boolean renew(long id, Lease lease) {
    return in.update(
            "UPDATE jobs SET lease_until = ? WHERE id = ? AND state = 'running' AND server = ?",
            lease.until(),
            id,
            lease.server())
        == 1;
  }

  /** Keeps what a running job says of itself. */
  public void progress(long id, String json) {
    in.update("UPDATE jobs SET progress = ? WHERE id = ? AND state = 'running'", json, id);
  }

  /**
   * Keeps how a job ended, also where another server took it for lost; false if it is not the
   * server's job.
   */
  public boolean end(long id, String server, End end, Instant now) {
    return in.update(
            "UPDATE jobs SET state = ?, run_id = ?, problem_es = ?, problem_en = ?, ended = ?,"
                + " lease_until = NULL WHERE id = ? AND server = ? AND state IN ('running', 'unknown')",
            end.state(),
            end.runId(),
            end.problemSpanish(),
            end.problemEnglish(),
            now,
            id,
            server)
        == 1;
  }

  /** Lets a job wait again that a server cannot go on with; false if it is not the server's job. */
  public boolean release(long id, String server) {
    return in.update(
            "UPDATE jobs SET state = 'waiting', started = NULL, server = NULL, lease_until = NULL,"
                + " progress = NULL WHERE id = ? AND server = ? AND state = 'running'",
            id,
            server)
        == 1;
  }

  /** Cancels a waiting job, or asks a running one to end; false if it has ended. */
  public boolean stop(long id, Instant now) {
    int waiting =
        in.update(
            "UPDATE jobs SET state = 'cancelled', ended = ? WHERE id = ? AND state = 'waiting'",
            now,
            id);
    return waiting == 1
        || in.update("UPDATE jobs SET stopping = 1 WHERE id = ? AND state = 'running'", id) == 1;
  }

  /** Keeps how a job ended that a dead server left; false if the server lives. */
  public boolean abandon(Job job, End end, Instant now) {
    return in.update(
            "UPDATE jobs SET state = ?, problem_es = ?, problem_en = ?, ended = ?,"
                + " lease_until = NULL"
                + " WHERE id = ? AND state = 'running' AND server = ? AND lease_until = ?",
            end.state(),
            end.problemSpanish(),
            end.problemEnglish(),
            now,
            job.id(),
            job.lease().map(Lease::server),
            job.lease().map(Lease::until))
        == 1;
  }

  /** Returns the jobs that run on any server. */
  public List<Job> running() {
    return in.list(ALL + "WHERE state = 'running' ORDER BY id", Jobs::read);
  }

  /** Returns a job that waits to do the same and may begin, if there is one. */
  public Optional<Job> alike(Order order, Instant now) {
    return in.first(
        ALL + "WHERE " + WAITS_TO_DO + " AND not_before <= ? ORDER BY id",
        Jobs::read,
        order.kind(),
        order.subject(),
        order.detail().orElse(""),
        now);
  }

  private static final String WAITS_TO_DO =
      "state = 'waiting' AND kind = ? AND subject = ? AND coalesce(detail, '') = ?";

  /** Cancels further attempts at what has been done meanwhile. */
  public void overtake(Order done, Instant now) {
    in.update(
        "UPDATE jobs SET state = 'cancelled', ended = ? WHERE attempt > 1 AND " + WAITS_TO_DO,
        now,
        done.kind(),
        done.subject(),
        done.detail().orElse(""));
  }

  /** Returns a job. */
  public Optional<Job> find(long id) {
    return in.first(ALL + "WHERE id = ?", Jobs::read, id);
  }

  /** Returns the jobs that follow from another, the oldest first. */
  public List<Job> following(long id) {
    return in.list(ALL + "WHERE parent = ? ORDER BY id", Jobs::read, id);
  }

  /** Returns the newest jobs of a kind, the newest first. */
  public List<Job> newest(String kind, int most) {
    return in.list(ALL + "WHERE kind = ? ORDER BY id DESC LIMIT ?", Jobs::read, kind, most);
  }

  private static Job read(Row row) throws SQLException {
    return new Job(
        row.number("id"),
        order(row),
        row.text("state"),
        row.instant("created"),
        row.optionalInstant("started"),
        row.optionalInstant("ended"),
        row.optionalText("run_id"),
        row.optionalText("problem_es"),
        row.optionalText("problem_en"),
        row.optionalText("progress"),
        lease(row),
        row.flag("stopping"));
  }

  private static Order order(Row row) throws SQLException {
    return new Order(
        row.text("kind"),
        row.text("subject"),
        row.optionalText("detail"),
        row.text("who"),
        row.optionalNumber("parent"),
        Math.toIntExact(row.number("attempt")),
        row.instant("not_before"));
  }

  private static Optional<Lease> lease(Row row) throws SQLException {
    Optional<String> server = row.optionalText("server");
    Optional<Instant> until = row.optionalInstant("lease_until");
    return server.flatMap(name -> until.map(time -> new Lease(name, time)));
  }
}
