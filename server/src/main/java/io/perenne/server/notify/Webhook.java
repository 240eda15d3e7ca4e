// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.analytics.delivery.https.HttpExchanges;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends notices as signed requests.
 *
 * <p>The header {@code Perenne-Signature} is {@code t=SECONDS,v1=HEX}: the time since 1970, and
 * HMAC-SHA256 of {@code SECONDS.BODY} under the shared key. Whoever receives it computes the same,
 * compares in constant time, and refuses times that are more than five minutes off. {@code
 * Perenne-Event} is the same in every attempt at one notice.
 */
final class Webhook {
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TIME)
          .build();

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
    String body = notice.json();
    String time = Long.toString(clock.instant().getEpochSecond());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(settings.url()))
            .timeout(TIME)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Perenne")
            .header("Perenne-Event", id)
            .header("Perenne-Signature", "t=" + time + ",v1=" + sign(key, time + "." + body))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      int status =
          HttpExchanges.send(CLIENT, request, BodyHandlers.discarding(), TIME).statusCode();
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

  static String sign(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
