// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Messages that are no events, kept as they came until they are taken again. */
public final class Quarantine {
  private static final String ALL =
      "SELECT id, message_id, source_id, received, reason, detail, body FROM quarantine ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Quarantine(Transaction in) {
    this.in = in;
  }

  /**
   * A message.
   *
   * @param id the number of the row; 0 before it is kept
   * @param messageId by which the same message is known when it comes twice
   * @param sourceId where it came from
   * @param received when it came
   * @param reason the code of what is wrong
   * @param detail what is wrong, for a person
   * @param body the message
   */
  public record Kept(
      long id,
      String messageId,
      long sourceId,
      Instant received,
      String reason,
      String detail,
      String body) {}

  /** Adds messages; returns for each whether it is new. */
  public List<Boolean> add(List<Kept> messages) {
    return in
        .firstOfEach(
            "INSERT INTO quarantine (message_id, source_id, received, reason, detail, body)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (message_id) DO NOTHING RETURNING id",
            row -> row.number("id"),
            messages.stream()
                .map(
                    each ->
                        new Object[] {
                          each.messageId(),
                          each.sourceId(),
                          each.received(),
                          each.reason(),
                          each.detail(),
                          each.body()
                        })
                .toList())
        .stream()
        .map(Optional::isPresent)
        .toList();
  }

  /** Returns the newest messages. */
  public List<Kept> newest(int most) {
    return in.list(ALL + "ORDER BY id DESC LIMIT ?", Quarantine::read, most);
  }

  /** Returns messages in the order in which they came, those after a number. */
  public List<Kept> after(long id, int most) {
    return in.list(ALL + "WHERE id > ? ORDER BY id LIMIT ?", Quarantine::read, id, most);
  }

  /** Returns the message of an id. */
  public Optional<Kept> find(String messageId) {
    return in.first(ALL + "WHERE message_id = ?", Quarantine::read, messageId);
  }

  /** Removes messages. */
  public void remove(List<Kept> messages) {
    in.updateAll(
        "DELETE FROM quarantine WHERE id = ?",
        messages.stream().map(each -> new Object[] {each.id()}).toList());
  }

  /** Returns how many messages are kept for each reason, the most first. */
  public List<Count> counts() {
    return in.list(
        "SELECT reason, count(*) AS n FROM quarantine GROUP BY reason ORDER BY n DESC, reason",
        row -> new Count(row.text("reason"), row.number("n")));
  }

  /**
   * How many messages are kept for a reason.
   *
   * @param reason its code
   * @param messages how many
   */
  public record Count(String reason, long messages) {}

  private static Kept read(Row row) throws SQLException {
    return new Kept(
        row.number("id"),
        row.text("message_id"),
        row.number("source_id"),
        row.instant("received"),
        row.text("reason"),
        row.text("detail"),
        row.text("body"));
  }
}
