// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How the channels of messages fare. */
public final class MessageChannels {
  private static final String ALL =
      "SELECT channel, paused, failures, failing_since, next_try, problem_es, problem_en"
          + " FROM message_channels ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public MessageChannels(Transaction in) {
    this.in = in;
  }

  /**
   * How a channel fares.
   *
   * @param channel its code
   * @param paused since when somebody lets nothing leave; empty if something does
   * @param failures how often it was down in a row
   * @param failingSince since when it is; empty if it is not
   * @param nextTry when it is tried again
   * @param problemSpanish what it said
   * @param problemEnglish the same
   */
  public record Health(
      String channel,
      Optional<Instant> paused,
      long failures,
      Optional<Instant> failingSince,
      Optional<Instant> nextTry,
      Optional<String> problemSpanish,
      Optional<String> problemEnglish) {}

  /** Returns how a channel fares; empty if nothing was ever wrong with it. */
  public Optional<Health> find(String channel) {
    return in.first(ALL + "WHERE channel = ?", MessageChannels::health, channel);
  }

  /** Returns how all channels fare with which anything was ever wrong. */
  public List<Health> all() {
    return in.list(ALL + "ORDER BY channel", MessageChannels::health);
  }

  /** Says that a channel is down. */
  public void fail(String channel, Instant now, Instant nextTry, String spanish, String english) {
    in.update(
        "INSERT INTO message_channels (channel, failures, failing_since, next_try, problem_es,"
            + " problem_en) VALUES (?, 1, ?, ?, ?, ?) ON CONFLICT (channel) DO UPDATE SET"
            + " failures = message_channels.failures + 1,"
            + " failing_since = coalesce(message_channels.failing_since, excluded.failing_since),"
            + " next_try = excluded.next_try, problem_es = excluded.problem_es,"
            + " problem_en = excluded.problem_en",
        channel,
        now,
        nextTry,
        spanish,
        english);
  }

  /** Says that a channel works. */
  public void work(String channel) {
    in.update(
        "UPDATE message_channels SET failures = 0, failing_since = NULL, next_try = NULL,"
            + " problem_es = NULL, problem_en = NULL WHERE channel = ? AND failures > 0",
        channel);
  }

  /** Lets nothing leave by a channel. */
  public void pause(String channel, Instant now) {
    in.update(
        "INSERT INTO message_channels (channel, paused, failures) VALUES (?, ?, 0)"
            + " ON CONFLICT (channel) DO UPDATE SET"
            + " paused = coalesce(message_channels.paused, excluded.paused)",
        channel,
        now);
  }

  /** Lets messages leave by a channel again, at once. */
  public void resume(String channel) {
    in.update(
        "UPDATE message_channels SET paused = NULL, next_try = NULL WHERE channel = ?", channel);
  }

  private static Health health(Row row) throws SQLException {
    return new Health(
        row.text("channel"),
        row.optionalInstant("paused"),
        row.number("failures"),
        row.optionalInstant("failing_since"),
        row.optionalInstant("next_try"),
        row.optionalText("problem_es"),
        row.optionalText("problem_en"));
  }
}
