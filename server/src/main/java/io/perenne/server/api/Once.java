// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.Sha256;
import io.perenne.server.storage.Answers;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Does a request that a program sends twice with the same {@code Idempotency-Key} once, and answers
 * both times the same, for a day.
 */
final class Once {
  static final String HEADER = "Idempotency-Key";
  private static final int MOST_KEY = 200;
  private static final Duration KEPT = Duration.ofDays(1);

  /** After this time nobody works on a request any more; whoever did was killed. */
  private static final Duration ABANDONED = Duration.ofMinutes(2);

  private final Store store;
  private final InstantSource clock;

  Once(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  Answer answer(Call call, Supplier<Answer> doing) throws IOException {
    Optional<String> key = call.header(HEADER);
    if (key.isEmpty()) {
      return doing.get();
    }
    if (!key.get().matches("[\\x21-\\x7e]{1," + MOST_KEY + "}")) {
      throw new ApiException(
          400,
          "idempotency-key",
          Words.message("idempotency-key.detail", MOST_KEY),
          List.of(
              new ApiException.Fault(
                  "header", HEADER, Words.message("idempotency-key.detail", MOST_KEY))));
    }
    String who = call.change().who();
    String hash =
        Sha256.of(
            call.request().method()
                + " "
                + call.request().path()
                + "\n"
                + call.header("If-Match").orElse("")
                + "\n"
                + new String(call.body(), StandardCharsets.UTF_8));
    Optional<Answers.Kept> known = begin(who, key.get(), hash);
    return known.isPresent() ? again(known.get(), hash) : first(who, key.get(), doing);
  }

  /** Returns the request with the key; empty if this one is the first. */
  private Optional<Answers.Kept> begin(String who, String key, String hash) {
    Instant now = clock.instant();
    return store.write(
        in -> {
          Answers answers = new Answers(in);
          answers.forgetBefore(now.minus(KEPT));
          boolean lost =
              answers
                  .find(who, key)
                  .filter(each -> each.answer().isEmpty())
                  .filter(each -> each.at().isBefore(now.minus(ABANDONED)))
                  .isPresent();
          if (lost) {
            answers.forget(who, key);
          }
          return answers.begin(who, key, hash, now)
              ? Optional.<Answers.Kept>empty()
              : answers.find(who, key);
        });
  }

  private Answer first(String who, String key, Supplier<Answer> doing) {
    boolean kept = false;
    try {
      Answer answer = doing.get();
      if (answer.status() < 500) {
        store.write(
            in -> {
              new Answers(in)
                  .end(
                      who,
                      key,
                      new Answers.Answer(answer.status(), headers(answer), answer.body()));
              return true;
            });
        kept = true;
      }
      return answer;
    } finally {
      if (!kept) {
        store.write(
            in -> {
              new Answers(in).forget(who, key);
              return true;
            });
      }
    }
  }

  private static Answer again(Answers.Kept known, String hash) throws IOException {
    if (!known.requestHash().equals(hash)) {
      throw ApiException.of(422, "other-request");
    }
    Answers.Answer answer =
        known.answer().orElseThrow(() -> ApiException.of(409, "being-answered"));
    Map<String, String> headers = new LinkedHashMap<>();
    JsonNode tree = Wire.parse(answer.headers().getBytes(StandardCharsets.UTF_8));
    tree.fieldNames().forEachRemaining(name -> headers.put(name, tree.path(name).asText()));
    String type = headers.getOrDefault("Content-Type", Answer.JSON);
    headers.remove("Content-Type");
    return new Answer(answer.status(), type, headers, answer.body())
        .with("Idempotency-Replayed", "true");
  }

  private static String headers(Answer answer) {
    ObjectNode headers = JsonNodeFactory.instance.objectNode();
    answer.headers().forEach(headers::put);
    headers.put("Content-Type", answer.type());
    return Wire.text(headers);
  }
}
