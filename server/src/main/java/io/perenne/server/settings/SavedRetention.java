// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.analytics.job.RetentionRule;
import io.perenne.server.account.Change;
import io.perenne.server.storage.Settings;
import io.perenne.server.storage.Store;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which runs stay: what the options of the server say, if they set a limit; otherwise what was
 * saved on a page; otherwise all.
 */
public final class SavedRetention {
  private static final String NAME = "retention";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RetentionRule options;
  private final Store store;

  /**
   * Makes the rule of a server.
   *
   * @param options what its options say
   */
  public SavedRetention(RetentionRule options, Store store) {
    this.options = options;
    this.store = store;
  }

  /** As it stands in the store. */
  private record Saved(@Nullable Integer last, int months, @Nullable Long bytes) {
    static Saved of(RetentionRule rule) {
      return new Saved(
          rule.last().isPresent() ? rule.last().getAsInt() : null,
          rule.months(),
          rule.bytes().isPresent() ? rule.bytes().getAsLong() : null);
    }

    RetentionRule rule() {
      return new RetentionRule(
          last == null ? OptionalInt.empty() : OptionalInt.of(last),
          months,
          bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes));
    }
  }

  /** Returns whether an option of the server has set a limit, so that no page can. */
  public boolean isFixed() {
    return options.lets();
  }

  /** Returns the rule in force. */
  public RetentionRule rule() {
    if (isFixed()) {
      return options;
    }
    return store
        .<Optional<String>>read(in -> new Settings(in).find(NAME))
        .map(SavedRetention::parse)
        .orElse(RetentionRule.ALL);
  }

  private static RetentionRule parse(String json) {
    try {
      return JSON.readValue(json, Saved.class).rule();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the rule for runs cannot be read", e);
    }
  }

  /**
   * Saves a rule. It deletes nothing before the next run has ended.
   *
   * @throws io.perenne.analytics.InputException if an option of the server has set a limit
   */
  public void save(Change by, RetentionRule rule, Instant now) {
    if (isFixed()) {
      throw Words.refusal("retention.fixed");
    }
    String before = summary(rule());
    String json;
    try {
      json = JSON.writeValueAsString(Saved.of(rule));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    store.write(
        in -> {
          new Settings(in).put(NAME, json, now);
          by.record(
              in, now, "retention.save", NAME, Optional.of(before), Optional.of(summary(rule)));
          return json;
        });
  }

  private static String summary(RetentionRule rule) {
    String months =
        rule.months() == RetentionRule.EVERY_MONTH ? "all" : Integer.toString(rule.months());
    return "runs=%s; months=%s; bytes=%s"
        .formatted(
            rule.last().isPresent() ? rule.last().getAsInt() : "",
            months,
            rule.bytes().isPresent() ? rule.bytes().getAsLong() : "");
  }
}
