// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Messages to people: what waits, what left, and what did not. A message is {@code waiting}; {@code
 * sending} from before it leaves until it is known what became of it; then {@code sent}, {@code
 * failed}, or {@code unknown} if nobody can tell. It is {@code dropped} if it is not to leave any
 * more.
 */
public final class Messages {
  /** Not due, or not looked at yet. */
  public static final String WAITING = "waiting";

  /** It may have left. */
  public static final String SENDING = "sending";

  /** It has left. */
  public static final String SENT = "sent";

  /** Whether it has left is not known. */
  public static final String UNKNOWN = "unknown";

  /** It could not be sent. */
  public static final String FAILED = "failed";

  /** It was not to be sent any more. */
  public static final String DROPPED = "dropped";

  /** All states, in the order of a message's life. */
  public static final List<String> STATES =
      List.of(WAITING, SENDING, SENT, UNKNOWN, FAILED, DROPPED);

  private static final String PROFILE = "profile:";

  private static final String ALL =
      "SELECT id, send_key, person, profile, channel, action, issue, service, origin, content,"
          + " language, texts, created, due, expires, state, reason, attempts, begun, ended,"
          + " problem_es, problem_en, result, unsubscribed FROM messages ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Messages(Transaction in) {
    this.in = in;
  }

  /**
   * A message that somebody wants to be sent.
   *
   * @param key the send key: there is one message of it, however often it is ordered
   * @param person the id of a customer, or {@code profile:ID}
   * @param channel the code of a channel, such as {@code email}
   * @param action what is done by it
   * @param issue why
   * @param service whether it serves and does not sell
   * @param origin who wants it: the id of a journey, or a program
   * @param content what the texts were made of; empty for nothing that has a name
   * @param language {@code es} or {@code en}
   * @param texts what it says, as a JSON object of texts
   * @param due when it is to leave
   * @param expires when it is worth nothing any more
   */
  public record Order(
      String key,
      String person,
      String channel,
      String action,
      String issue,
      boolean service,
      String origin,
      String content,
      String language,
      String texts,
      Instant due,
      Instant expires) {}

  /**
   * A message.
   *
   * @param id its number
   * @param order what was wanted; due and expires as they are now
   * @param profile whose profile it was when it left; empty before
   * @param created when it was ordered
   * @param state one of {@link #STATES}
   * @param reason a code that says why it failed or was dropped; empty otherwise
   * @param attempts how often it was begun to be sent
   * @param begun when it was last
   * @param ended when it was sent, failed or dropped
   * @param problemSpanish why it did not leave last time
   * @param problemEnglish the same
   * @param result what came of a task: {@code reached}, {@code refused} or {@code bought}
   * @param unsubscribed when the person unsubscribed by it
   */
  public record Message(
      long id,
      Order order,
      Optional<String> profile,
      Instant created,
      String state,
      String reason,
      long attempts,
      Optional<Instant> begun,
      Optional<Instant> ended,
      Optional<String> problemSpanish,
      Optional<String> problemEnglish,
      Optional<String> result,
      Optional<Instant> unsubscribed) {}

  /** Orders a message; false if there is one of its key. */
  public boolean add(Order order, Instant now) {
    return in.update(
            "INSERT INTO messages (send_key, person, channel, action, issue, service, origin,"
                + " content, language, texts, created, due, expires, state, reason, attempts)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', '', 0)"
                + " ON CONFLICT (send_key) DO NOTHING",
            order.key(),
            order.person(),
            order.channel(),
            order.action(),
            order.issue(),
            order.service(),
            order.origin(),
            order.content(),
            order.language(),
            order.texts(),
            now,
            order.due(),
            order.expires())
        == 1;
  }

  /** Returns a message by its number. */
  public Optional<Message> find(long id) {
    return in.first(ALL + "WHERE id = ?", Messages::message, id);
  }

  /** Returns a message by its send key. */
  public Optional<Message> find(String key) {
    return in.first(ALL + "WHERE send_key = ?", Messages::message, key);
  }

  /** Returns messages that wait and are due, the longest due first. */
  public List<Message> due(String channel, Instant now, int most) {
    return in.list(
        ALL + "WHERE channel = ? AND state = 'waiting' AND due <= ? ORDER BY due, id LIMIT ?",
        Messages::message,
        channel,
        now,
        most);
  }

  /** Returns messages of a state, or of all if it is empty, the newest first. */
  public List<Message> newest(String state, String channel, long before, int most) {
    return in.list(
        ALL
            + "WHERE (state = ? OR ? = '') AND (channel = ? OR ? = '') AND id < ?"
            + " ORDER BY id DESC LIMIT ?",
        Messages::message,
        state,
        state,
        channel,
        channel,
        before,
        most);
  }

  /** Returns the tasks of a list that are left and have no result, the oldest first. */
  public List<Message> open(String channel, Instant now, int most) {
    return in.list(
        ALL
            + "WHERE state = 'sent' AND channel = ? AND result IS NULL AND expires > ?"
            + " ORDER BY id LIMIT ?",
        Messages::message,
        channel,
        now,
        most);
  }

  /**
   * Returns the messages that left, or may have, since a time.
   *
   * @param persons by whatever one person is kept
   */
  public List<Message> left(Collection<String> persons, Instant since) {
    Map<Long, Message> all = new TreeMap<>();
    for (String person : new LinkedHashSet<>(persons)) {
      String profile = person.startsWith(PROFILE) ? person.substring(PROFILE.length()) : "";
      in.list(
              ALL
                  + "WHERE (person = ? OR profile = ?) AND begun >= ?"
                  + " AND state IN ('sending', 'sent', 'unknown')",
              Messages::message,
              person,
              profile,
              since)
          .forEach(each -> all.put(each.id(), each));
    }
    return List.copyOf(all.values());
  }

  /** Returns all messages of people. */
  public List<Message> of(String person) {
    return in.list(ALL + "WHERE person = ? OR profile = ?", Messages::message, person, person);
  }

  /** Says, before a message leaves, that it may have left; false if it does not wait any more. */
  public boolean begin(Message message, String profile, String server, Instant now) {
    return in.update(
            "UPDATE messages SET state = 'sending', attempts = attempts + 1, profile = ?,"
                + " server = ?, begun = ? WHERE id = ? AND state = 'waiting'",
            profile,
            server,
            now,
            message.id())
        == 1;
  }

  /**
   * Says that a message has left. What it said is forgotten, unless it is a task that somebody has
   * to read.
   */
  public void leave(long id, Instant now, boolean keepTexts) {
    in.update(
        "UPDATE messages SET state = 'sent', reason = '', ended = ?, problem_es = NULL,"
            + " problem_en = NULL, texts = CASE WHEN ? = 1 THEN texts ELSE '{}' END"
            + " WHERE id = ? AND state IN ('sending', 'unknown')",
        now,
        keepTexts,
        id);
  }

  /** Lets a message that has not left wait. */
  public void again(long id, Instant due, String spanish, String english) {
    in.update(
        "UPDATE messages SET state = 'waiting', due = ?, server = NULL, begun = NULL,"
            + " problem_es = ?, problem_en = ? WHERE id = ? AND state IN ('sending', 'unknown')",
        due,
        spanish,
        english,
        id);
  }

  /** Lets messages wait whose sending was not tried, as the channel is down. */
  public void untried(long id) {
    in.update(
        "UPDATE messages SET state = 'waiting', attempts = attempts - 1, server = NULL,"
            + " begun = NULL WHERE id = ? AND state = 'sending'",
        id);
  }

  /** Says that a message could not be sent, or that nobody knows whether it was. */
  public void fail(
      long id, String state, String reason, String spanish, String english, Instant now) {
    in.update(
        "UPDATE messages SET state = ?, reason = ?, problem_es = ?, problem_en = ?, ended = ?"
            + " WHERE id = ? AND state = 'sending'",
        state,
        reason,
        spanish,
        english,
        now,
        id);
  }

  /** Says that a message that waits is not to leave any more, by a code; false if none waits. */
  public boolean drop(long id, String reason, Instant now) {
    return in.update(
            "UPDATE messages SET state = 'dropped', reason = ?, ended = ?, texts = '{}'"
                + " WHERE id = ? AND state = 'waiting'",
            reason,
            now,
            id)
        == 1;
  }

  /** Lets a message wait until later. */
  public void postpone(long id, Instant due) {
    in.update("UPDATE messages SET due = ? WHERE id = ? AND state = 'waiting'", due, id);
  }

  /** Returns the messages of a channel of which it was not written down what became of them. */
  public List<Message> orphans(String channel) {
    return in.list(ALL + "WHERE state = 'sending' AND channel = ?", Messages::message, channel);
  }

  /** Sends a message again that failed, or of which nobody knows; false if there is none. */
  public boolean resend(long id, Instant now, Instant expires) {
    return in.update(
            "UPDATE messages SET state = 'waiting', reason = '', attempts = 0, due = ?,"
                + " expires = CASE WHEN expires > ? THEN expires ELSE ? END, ended = NULL,"
                + " begun = NULL WHERE id = ? AND state IN ('failed', 'unknown')",
            now,
            expires,
            expires,
            id)
        == 1;
  }

  /** Says that a message of which nobody knew has left; false if there is none. */
  public boolean settle(long id, Instant now) {
    return in.update(
            "UPDATE messages SET state = 'sent', reason = '', ended = ?, texts = '{}'"
                + " WHERE id = ? AND state = 'unknown'",
            now,
            id)
        == 1;
  }

  /** Writes down what came of a task; false if none is open. */
  public boolean result(long id, String result, Instant now) {
    return in.update(
            "UPDATE messages SET result = ?, ended = ?, texts = '{}' WHERE id = ?"
                + " AND state = 'sent' AND result IS NULL AND channel IN ('call', 'store')",
            result,
            now,
            id)
        == 1;
  }

  /** Says that a person unsubscribed by a message. */
  public void unsubscribed(long id, Instant now) {
    in.update("UPDATE messages SET unsubscribed = coalesce(unsubscribed, ?) WHERE id = ?", now, id);
  }

  /**
   * How many messages there are.
   *
   * @param channel the channel
   * @param state the state
   * @param reason the code that says why; empty if there is none
   * @param messages how many
   * @param oldest when the first of them is or was due
   */
  public record Count(String channel, String state, String reason, long messages, Instant oldest) {}

  /** Returns how many messages there are, by channel, state and reason. */
  public List<Count> counts() {
    return in.list(
        "SELECT channel, state, reason, count(*) AS n, min(due) AS oldest FROM messages"
            + " GROUP BY channel, state, reason ORDER BY channel, state, reason",
        row ->
            new Count(
                row.text("channel"),
                row.text("state"),
                row.text("reason"),
                row.number("n"),
                row.instant("oldest")));
  }

  /** Returns how many messages are of a state. */
  public long count(String state) {
    return in.first(
            "SELECT count(*) AS n FROM messages WHERE state = ?", row -> row.number("n"), state)
        .orElseThrow();
  }

  /** Removes the messages of a person; returns how many. */
  public int remove(String person) {
    return in.update("DELETE FROM messages WHERE person = ? OR profile = ?", person, person);
  }

  private static Message message(Row row) throws SQLException {
    return new Message(
        row.number("id"),
        new Order(
            row.text("send_key"),
            row.text("person"),
            row.text("channel"),
            row.text("action"),
            row.text("issue"),
            row.flag("service"),
            row.text("origin"),
            row.text("content"),
            row.text("language"),
            row.text("texts"),
            row.instant("due"),
            row.instant("expires")),
        row.optionalText("profile"),
        row.instant("created"),
        row.text("state"),
        row.text("reason"),
        row.number("attempts"),
        row.optionalInstant("begun"),
        row.optionalInstant("ended"),
        row.optionalText("problem_es"),
        row.optionalText("problem_en"),
        row.optionalText("result"),
        row.optionalInstant("unsubscribed"));
  }
}
