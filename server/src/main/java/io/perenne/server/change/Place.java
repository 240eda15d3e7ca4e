// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.change;

import io.perenne.server.kafka.KafkaSettings;
import io.perenne.server.notify.WebhookSettings;
import java.util.Optional;

/**
 * Where the changes of a receiver go.
 *
 * @param url an address for signed requests, as of notices, or {@code kafka:TOPIC}
 * @param secret where the key of signatures is, as {@code env:NAME} or {@code file:PATH}; empty for
 *     Kafka, which signs nothing
 */
public record Place(String url, String secret) {
  private static final String KAFKA = "kafka:";

  /**
   * Checks it.
   *
   * @throws io.perenne.analytics.InputException if it cannot be used
   */
  public Place {
    if (!url.startsWith(KAFKA)) {
      var unused = new WebhookSettings(url, secret);
    } else if (!KafkaSettings.isTopic(url.substring(KAFKA.length()))) {
      throw Words.refused("refused.topic", url);
    } else if (!secret.isEmpty()) {
      throw Words.refused("refused.kafka-secret", "");
    }
  }

  /** Returns the topic; empty if it is an address. */
  Optional<String> topic() {
    return url.startsWith(KAFKA) ? Optional.of(url.substring(KAFKA.length())) : Optional.empty();
  }

  /** Returns it without what may be secret. */
  @Override
  public String toString() {
    return url.startsWith(KAFKA) ? url : new WebhookSettings(url, secret).toString();
  }
}
