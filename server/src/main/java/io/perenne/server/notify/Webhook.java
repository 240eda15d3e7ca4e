// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Spoken;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/** Sends notices as signed requests. */
final class Webhook {
  private final WebhookSettings settings;
  private final Secret.Sources secrets;
  private final InstantSource clock;

  Webhook(WebhookSettings settings, Secret.Sources secrets, InstantSource clock) {
    this.settings = settings;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Sends a notice.
   *
   * @throws InputException if it was not accepted: no answer, or one that is not 2xx
   */
  void send(String id, Notice notice) {
    String key =
        MailSettings.secret(settings.secret()).reveal(Words.message("webhook.key"), secrets);
    try {
      int status =
          new SignedRequest(id, notice.json(), Map.of())
              .send(settings.url(), key, clock.instant())
              .statusCode();
      if (status < 200 || status >= 300) {
        throw new InputException(
            Problem.of(Words.message("webhook.refused"))
                .withWhere(settings.toString())
                .withValue(Integer.toString(status)));
      }
    } catch (IOException e) {
      throw new InputException(
          Problem.of(Words.message("webhook.failed"))
              .withWhere(settings.toString())
              .withValue(Spoken.reason(e)),
          e);
    }
  }
}
