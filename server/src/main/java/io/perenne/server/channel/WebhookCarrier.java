// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.clv.words.Language;
import io.perenne.server.live.intake.Json;
import io.perenne.server.notify.SignedRequest;
import io.perenne.server.notify.WebhookSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Sends each message as a signed request with an idempotency key. Whoever takes it takes one of a
 * key once: an answer that did not come is asked for again.
 */
final class WebhookCarrier implements Carrier {
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final int TOO_MANY = 429;
  private static final int TIMEOUT = 408;
  private static final int UNAVAILABLE = 503;

  private final WebhookSettings settings;
  private final boolean privateToo;
  private final Secret.Sources secrets;
  private final InstantSource clock;

  /**
   * Makes one.
   *
   * @param privateToo whether the address may lead into a private network
   */
  WebhookCarrier(
      WebhookSettings settings, boolean privateToo, Secret.Sources secrets, InstantSource clock) {
    this.settings = settings;
    this.privateToo = privateToo;
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public boolean takesOnce() {
    return true;
  }

  @Override
  public int together() {
    return 1;
  }

  @Override
  public List<Outcome> carry(List<Parcel> parcels) {
    return parcels.stream().map(this::carry).toList();
  }

  private Outcome carry(Parcel parcel) {
    try {
      if (!privateToo && isPrivate(URI.create(settings.url()).getHost())) {
        return new Outcome.Down(
            Words.message("webhook.private", settings.toString())::in, Duration.ZERO);
      }
      String key =
          WebhookSettings.reference(settings.secret())
              .reveal(Words.message("webhook.key"), secrets);
      return outcome(
          new SignedRequest(parcel.key(), body(parcel), Map.of("Idempotency-Key", parcel.key()))
              .send(settings.url(), key, clock.instant()));
    } catch (DeliveryFailedException e) {
      return new Outcome.Down(e::in, Duration.ZERO);
    } catch (HttpTimeoutException e) {
      // one message that takes too long says nothing of the others; it is known by its key
      return new Outcome.Later(problem(e), Duration.ZERO);
    } catch (IOException e) {
      return new Outcome.Down(problem(e), Duration.ZERO);
    }
  }

  private static Function<Language, String> problem(IOException failure) {
    return language ->
        Words.message("webhook.answer", Spoken.reason(failure).label(language)).in(language);
  }

  private static Outcome outcome(HttpResponse<Void> answer) {
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return new Outcome.Left();
    }
    if (status == TOO_MANY || status == UNAVAILABLE) {
      return new Outcome.Down(Words.message("webhook.status", status)::in, retryAfter(answer));
    }
    if (status == TIMEOUT || status >= 500) {
      return new Outcome.Later(Words.message("webhook.status", status)::in, retryAfter(answer));
    }
    return new Outcome.Refused(Words.message("webhook.status", status)::in);
  }

  private static Duration retryAfter(HttpResponse<Void> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("[0-9]{1,5}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .filter(wait -> wait.compareTo(LONGEST_WAIT) <= 0)
        .orElse(Duration.ZERO);
  }

  /** Returns the body: flat names, as forms and little scripts read them best. */
  static String body(Parcel parcel) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", parcel.key());
    body.put("person", parcel.person());
    body.put("channel", parcel.channel().code());
    body.put("to", parcel.address());
    body.put("action", parcel.action());
    body.put("service", parcel.service());
    body.put("language", parcel.language().code());
    body.put("texts", parcel.texts());
    body.put("preferences", parcel.preferences());
    return Json.text(body);
  }

  /** Whoever can write a configuration must not reach what only this machine can. */
  static boolean isPrivate(String host) throws UnknownHostException {
    for (InetAddress each : InetAddress.getAllByName(host)) {
      byte[] bytes = each.getAddress();
      boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
      boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
      if (each.isLoopbackAddress()
          || each.isAnyLocalAddress()
          || each.isLinkLocalAddress()
          || each.isSiteLocalAddress()
          || each.isMulticastAddress()
          || unique
          || shared) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    // connections are shared by all
  }
}
