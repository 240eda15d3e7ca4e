// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is told of changes, and up to which. Where secrets are is kept, never a secret. */
public final class ChangeReceivers {
  private static final String ALL =
      "SELECT name, url, secret, write_key, kinds, created_by, created, position, paused, failures,"
          + " failing_since, next_try, problem_es, problem_en, delivered FROM change_receivers ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public ChangeReceivers(Transaction in) {
    this.in = in;
  }

  /**
   * A receiver.
   *
   * @param name what people call it
   * @param url where requests are sent
   * @param secret where the key of signatures is
   * @param writeKey where the write key of the receiver is; empty if it has none
   * @param kinds {@code all}, {@code segment} for changes of segment only, or {@code audience} for
   *     who enters and leaves audiences
   * @param createdBy who has added it
   * @param created when
   * @param position up to which change it has been told
   * @param paused since when nothing is sent; empty if something is
   * @param failures how often it has failed in a row
   * @param failingSince since when it has; empty if it does not
   * @param nextTry when to try again; empty for now
   * @param problemSpanish what it said; empty if it took the last one
   * @param problemEnglish the same
   * @param delivered when it took one last
   */
  public record Receiver(
      String name,
      String url,
      String secret,
      Optional<String> writeKey,
      String kinds,
      String createdBy,
      Instant created,
      long position,
      Optional<Instant> paused,
      long failures,
      Optional<Instant> failingSince,
      Optional<Instant> nextTry,
      Optional<String> problemSpanish,
      Optional<String> problemEnglish,
      Optional<Instant> delivered) {}

  /** Adds a receiver; false if the name is taken. */
  public boolean add(Receiver receiver) {
    return in.update(
            "INSERT INTO change_receivers (name, url, secret, write_key, kinds, created_by,"
                + " created, position, failures) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)"
                + " ON CONFLICT (name) DO NOTHING",
            receiver.name(),
            receiver.url(),
            receiver.secret(),
            receiver.writeKey(),
            receiver.kinds(),
            receiver.createdBy(),
            receiver.created(),
            receiver.position())
        == 1;
  }

  /** Returns a receiver. */
  public Optional<Receiver> find(String name) {
    return in.first(ALL + "WHERE name = ?", ChangeReceivers::receiver, name);
  }

  /** Returns all receivers by their names. */
  public List<Receiver> all() {
    return in.list(ALL + "ORDER BY name", ChangeReceivers::receiver);
  }

  /** Removes a receiver; false if there is none. */
  public boolean remove(String name) {
    return in.update("DELETE FROM change_receivers WHERE name = ?", name) == 1;
  }

  /** Moves the position of a receiver and tries at once; false if there is none. */
  public boolean replay(String name, long position) {
    return in.update(
            "UPDATE change_receivers SET position = ?, next_try = NULL WHERE name = ?",
            position,
            name)
        == 1;
  }

  /** Sends nothing more to a receiver; false if there is none. */
  public boolean pause(String name, Instant since) {
    return in.update(
            "UPDATE change_receivers SET paused = coalesce(paused, ?) WHERE name = ?", since, name)
        == 1;
  }

  /** Sends to a receiver again, from where it was, at once; false if there is none. */
  public boolean resume(String name) {
    return in.update(
            "UPDATE change_receivers SET paused = NULL, failures = 0, failing_since = NULL,"
                + " next_try = NULL WHERE name = ?",
            name)
        == 1;
  }

  /** Says that a receiver took everything from one position to another, unless it was moved. */
  public boolean advance(String name, long from, long to, Instant now) {
    return in.update(
            "UPDATE change_receivers SET position = ?, delivered = ?, failures = 0,"
                + " failing_since = NULL, next_try = NULL, problem_es = NULL, problem_en = NULL"
                + " WHERE name = ? AND position = ?",
            to,
            now,
            name,
            from)
        == 1;
  }

  /**
   * Says that a receiver did not take a change.
   *
   * @param to up to where it has taken everything
   * @param paused since when nothing is sent any more; empty to try again
   */
  public void fail(
      Receiver receiver,
      long to,
      Instant now,
      Instant nextTry,
      Optional<Instant> paused,
      String spanish,
      String english) {
    in.update(
        "UPDATE change_receivers SET position = ?, failures = failures + 1,"
            + " failing_since = coalesce(failing_since, ?), next_try = ?,"
            + " paused = coalesce(paused, ?), problem_es = ?, problem_en = ?"
            + " WHERE name = ? AND position = ?",
        to,
        now,
        nextTry,
        paused,
        spanish,
        english,
        receiver.name(),
        receiver.position());
  }

  private static Receiver receiver(Row row) throws SQLException {
    return new Receiver(
        row.text("name"),
        row.text("url"),
        row.text("secret"),
        row.optionalText("write_key"),
        row.text("kinds"),
        row.text("created_by"),
        row.instant("created"),
        row.number("position"),
        row.optionalInstant("paused"),
        row.number("failures"),
        row.optionalInstant("failing_since"),
        row.optionalInstant("next_try"),
        row.optionalText("problem_es"),
        row.optionalText("problem_en"),
        row.optionalInstant("delivered"));
  }
}
