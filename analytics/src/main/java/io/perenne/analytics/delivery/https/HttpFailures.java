// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.https;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.DeliveryStateUnknownException;
import io.perenne.analytics.home.Json;
import io.perenne.clv.words.Message;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;

/** Maps HTTP status codes to the failures of a delivery. */
public final class HttpFailures {
  private static final int LONGEST_REASON = 200;

  private HttpFailures() {}

  /**
   * Requires a 2xx as {@link #requireSuccess} does, but treats 502 and 504 as an unknown state: the
   * gateway does not know what its server has done.
   */
  public static void requireTaken(HttpResponse<?> response, String what) {
    int status = response.statusCode();
    if (status == 502 || status == 504) {
      throw new DeliveryStateUnknownException(
          Texts.message("delivery.http.gateway", "" + status, what), null);
    }
    requireSuccess(response, what);
  }

  /** Requires a 2xx; others fail, for good unless waiting may help. */
  public static void requireSuccess(HttpResponse<?> response, String what) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return;
    }
    String reason = reason(response);
    Message answer = Texts.message("delivery.http.answer", "" + status, what);
    Message message = reason.isEmpty() ? answer : Texts.message("delivery.said", answer, reason);
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      throw DeliveryFailedException.passingAfter(retryAfter(response), message);
    }
    throw DeliveryFailedException.lasting(message, null);
  }

  /** Returns what a JSON answer gives as its reason, on one line; empty if it gives none. */
  private static String reason(HttpResponse<?> response) {
    if (!(response.body() instanceof String text)) {
      return "";
    }
    JsonNode answer = Json.parse(text);
    return Stream.of(
            answer.path("message"),
            answer.path("error_description"),
            answer.path("detail"),
            answer.path("errors").path(0).path("message"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .map(words -> words.replaceAll("[\\s\\p{Cntrl}]+", " ").strip())
        .filter(words -> !words.isEmpty())
        .findFirst()
        .map(words -> words.substring(0, Math.min(LONGEST_REASON, words.length())))
        .orElse("");
  }

  /** Returns how long {@code Retry-After} asks us to wait (RFC 9110), zero if it does not. */
  private static Duration retryAfter(HttpResponse<?> response) {
    String text = response.headers().firstValue("Retry-After").orElse("").strip();
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    Optional<ZonedDateTime> until = date(text);
    Optional<ZonedDateTime> now =
        date(response.headers().firstValue("Date").orElse("").strip()); // by the server's own clock
    if (until.isEmpty() || now.isEmpty() || until.get().isBefore(now.get())) {
      return Duration.ZERO;
    }
    return Duration.between(now.get(), until.get());
  }

  private static Optional<ZonedDateTime> date(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
