// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.notify;

import io.perenne.analytics.delivery.https.HttpExchanges;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request whose receiver can tell that it comes from here.
 *
 * <p>The header {@code Perenne-Signature} is {@code t=SECONDS,v1=HEX}: the time since 1970, and
 * HMAC-SHA256 of {@code SECONDS.BODY} under the shared key. Whoever receives it computes the same,
 * compares in constant time, and refuses times that are more than five minutes off. {@code
 * Perenne-Event} is the same in every attempt at one message.
 *
 * @param id what no other message has
 * @param json the body
 * @param headers further headers
 */
public record SignedRequest(String id, String json, Map<String, String> headers) {
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TIME)
          .build();

  /** Copies the headers. */
  public SignedRequest {
    headers = Map.copyOf(headers);
  }

  /**
   * Sends the request and returns the answer, whatever it says.
   *
   * @param key the shared key
   * @throws IOException if there was no answer within ten seconds
   */
  public HttpResponse<Void> send(String url, String key, Instant now) throws IOException {
    String time = Long.toString(now.getEpochSecond());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(TIME)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Perenne")
            .header("Perenne-Event", id)
            .header("Perenne-Signature", "t=" + time + ",v1=" + sign(key, time + "." + json))
            .POST(BodyPublishers.ofString(json));
    headers.forEach(request::header);
    return HttpExchanges.send(CLIENT, request.build(), BodyHandlers.discarding(), TIME);
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
