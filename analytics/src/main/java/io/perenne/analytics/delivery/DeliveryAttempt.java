// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver.
 *
 * @param startedAt when it began
 * @param endedAt when its end was known
 * @param state how it ended
 * @param message what is to be said about it, in English; empty if nothing
 * @param said the same in both languages; absent where there is one text, as in earlier versions
 */
public record DeliveryAttempt(
    Instant startedAt,
    Instant endedAt,
    DeliveryState state,
    String message,
    @JsonInclude(JsonInclude.Include.NON_NULL) RunDocument.@Nullable Text said) {

  /** Creates an attempt of which there is one text. */
  public DeliveryAttempt(Instant startedAt, Instant endedAt, DeliveryState state, String message) {
    this(startedAt, endedAt, state, message, null);
  }

  /** Creates an attempt that failed. */
  static DeliveryAttempt failed(
      Instant startedAt, Instant endedAt, DeliveryState state, RuntimeException failure) {
    Labelled reason = Spoken.reason(failure);
    return new DeliveryAttempt(
        startedAt,
        endedAt,
        state,
        reason.label(Language.EN),
        new RunDocument.Text(reason.label(Language.ES), reason.label(Language.EN), null));
  }

  /** Returns what is to be said about it, in one language. */
  public String message(Language language) {
    return said == null ? message : said.in(language);
  }
}
