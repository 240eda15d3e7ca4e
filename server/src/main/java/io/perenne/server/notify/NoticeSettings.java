// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.clv.words.Language;
import io.perenne.server.account.Change;
import io.perenne.server.storage.Settings;
import io.perenne.server.storage.Store;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is told what. Holds where secrets are, never a secret.
 *
 * @param language the language of e-mails, {@code es} or {@code en}
 * @param onFailure whether a run or a delivery that was given up is told
 * @param onWarnings whether the warnings of a run are told
 * @param expectBy when today's file has to have arrived, such as {@code 07:30}; empty if nobody
 *     looks
 * @param mail how e-mails are sent; absent if none are
 * @param webhook where requests are sent; absent if none are
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NoticeSettings(
    String language,
    boolean onFailure,
    boolean onWarnings,
    String expectBy,
    @Nullable MailSettings mail,
    @Nullable WebhookSettings webhook) {
  private static final String NAME = "notices";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nobody is told anything. */
  public static final NoticeSettings NONE = new NoticeSettings("es", false, false, "", null, null);

  /**
   * Checks the settings.
   *
   * @throws io.perenne.analytics.InputException if one cannot be used
   */
  public NoticeSettings {
    if (!language.equals("es") && !language.equals("en")) {
      throw Words.refused("refused.language", language);
    }
    if (!expectBy.isEmpty()) {
      try {
        LocalTime.parse(expectBy);
      } catch (DateTimeParseException e) {
        throw Words.refused("refused.time", expectBy);
      }
    }
  }

  /** Returns what is set in a store; nobody is told anything until somebody sets it. */
  public static NoticeSettings of(Store store) {
    return store
        .<Optional<String>>read(in -> new Settings(in).find(NAME))
        .map(NoticeSettings::parse)
        .orElse(NONE);
  }

  private static NoticeSettings parse(String json) {
    try {
      return JSON.readValue(json, NoticeSettings.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the settings of notices cannot be read", e);
    }
  }

  /** Keeps the settings in a store. */
  public void keep(Store store, Instant now) {
    String json = json();
    store.write(
        in -> {
          new Settings(in).put(NAME, json, now);
          return json;
        });
  }

  /**
   * Keeps the settings in place of those before. The record says which servers are meant, not the
   * rest of their addresses.
   */
  public void save(Store store, Change by, Instant now) {
    NoticeSettings before = of(store);
    String json = json();
    store.write(
        in -> {
          new Settings(in).put(NAME, json, now);
          by.record(
              in, now, "notices.save", NAME, Optional.of(before.summary()), Optional.of(summary()));
          return json;
        });
  }

  private String summary() {
    return "failure=%s; warnings=%s; by=%s; mail=%s; webhook=%s"
        .formatted(
            onFailure,
            onWarnings,
            expectBy,
            mail == null ? "" : mail.host() + " to " + String.join(",", mail.to()),
            webhook == null ? "" : webhook);
  }

  private String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns when today's file has to have arrived. */
  Optional<LocalTime> deadline() {
    return expectBy.isEmpty() ? Optional.empty() : Optional.of(LocalTime.parse(expectBy));
  }

  Language spoken() {
    return Language.of(language);
  }

  /** Returns the codes of the ways that are set. */
  public List<String> ways() {
    List<String> ways = new ArrayList<>();
    if (mail != null) {
      ways.add(MailSettings.WAY);
    }
    if (webhook != null) {
      ways.add(WebhookSettings.WAY);
    }
    return ways;
  }
}
