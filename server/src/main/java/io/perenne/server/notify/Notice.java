// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.time.Instant;
import java.util.List;

/**
 * Something that somebody should know.
 *
 * @param event {@code run.failed}, {@code run.warnings}, {@code delivery.failed} or {@code
 *     delivery.missing}
 * @param at when it came about, as ISO 8601
 * @param job the job that it is about
 * @param run the run; empty if there is none
 * @param spanish what there is to say
 * @param english the same
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Notice(String event, String at, long job, String run, Said spanish, Said english) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What there is to say in one language.
   *
   * @param title in one line
   * @param lines the particulars
   */
  record Said(String title, List<String> lines) {
    Said {
      lines = List.copyOf(lines);
    }
  }

  static Notice of(
      String event,
      Instant at,
      long job,
      String run,
      Message title,
      java.util.function.Function<Language, List<String>> lines) {
    return new Notice(
        event,
        at.toString(),
        job,
        run,
        new Said(title.in(Language.ES), lines.apply(Language.ES)),
        new Said(title.in(Language.EN), lines.apply(Language.EN)));
  }

  static Notice parse(String json) {
    try {
      return JSON.readValue(json, Notice.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  Said in(Language language) {
    return language == Language.ES ? spanish : english;
  }
}
