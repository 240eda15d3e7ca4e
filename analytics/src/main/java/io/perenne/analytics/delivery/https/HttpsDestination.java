// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.https;

import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.Arrival;
import io.perenne.analytics.delivery.destination.CountedStream;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.DeliveryStateUnknownException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.analytics.delivery.destination.StallGuard;
import io.perenne.analytics.delivery.destination.WatchedStream;
import io.perenne.analytics.home.Sha256;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * A web server that takes each shipment by one PUT. The hash goes with it as {@code Content-Digest}
 * (RFC 9530), for servers that check it; the size is asked for afterwards.
 */
public final class HttpsDestination implements Destination {
  private final HttpsFolder folder;
  private final Secret.Sources secrets;

  public HttpsDestination(HttpsFolder folder, Secret.Sources secrets) {
    this.folder = folder;
    this.secrets = secrets;
  }

  @Override
  public String describe() {
    return folder.url();
  }

  @Override
  public Message check() {
    HttpResponse<Void> head = head("perenne-check");
    int status = head.statusCode();
    // a file that is not there, or a server that only takes files, is no failure
    if (status != 404 && status != 405 && status != 410) {
      HttpFailures.requireSuccess(head, "HEAD");
    }
    return Texts.message("destination.check.https", "" + status);
  }

  @Override
  public boolean holds(Label label) {
    HttpResponse<Void> head = head(label.name());
    if (!isThere(head, "HEAD") || contentLength(head).orElse(label.bytes()) != label.bytes()) {
      return false;
    }
    try {
      HttpResponse<InputStream> there =
          send(request(label.name()).GET(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream silent = there.body();
          StallGuard guard = StallGuard.over(silent, folder.timeout());
          InputStream body = new WatchedStream(silent, guard)) {
        return isThere(there, "GET")
            && Sha256.of(body, label.bytes()).equals(label.sha256())
            && body.read() < 0;
      }
    } catch (IOException e) {
      throw DeliveryFailedException.passing(Texts.message("delivery.cannot-tell"), e);
    }
  }

  /** Returns whether there is such a file; any other answer than yes or no tells nothing. */
  private static boolean isThere(HttpResponse<?> response, String what) {
    int status = response.statusCode();
    if (status == 404 || status == 410) {
      return false;
    }
    HttpFailures.requireSuccess(response, what);
    if (status != 200) {
      throw DeliveryFailedException.lasting(
          Texts.message("delivery.http.answer", "" + status, what), null);
    }
    return true;
  }

  @Override
  public Arrival deliver(Shipment shipment, Progress progress) {
    String name = shipment.label().name();
    HttpFailures.requireTaken(put(name, shipment, progress), "PUT");
    OptionalLong size = contentLength(headAfterPut(name));
    if (size.isPresent() && size.getAsLong() != shipment.label().bytes()) {
      throw DeliveryFailedException.passing(
          Texts.message(
              "delivery.http.bytes", "" + shipment.label().bytes(), "" + size.getAsLong()),
          null);
    }
    return Arrival.at(folder.location(name));
  }

  private HttpResponse<String> put(String name, Shipment shipment, Progress progress) {
    String digest =
        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(shipment.label().sha256()));
    HttpRequest.Builder request =
        request(name)
            .header("Content-Digest", "sha-256=:" + digest + ":")
            .header("Content-Type", "application/octet-stream")
            .PUT(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofInputStream(() -> open(shipment, progress)),
                    Math.max(1, shipment.label().bytes())));
    try {
      return send(request, HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw DeliveryFailedException.passing(
          Texts.message("delivery.no-connection", describe(), Spoken.reason(e)), e);
    } catch (IOException e) {
      throw new DeliveryStateUnknownException(Texts.message("delivery.broke-during", "PUT"), e);
    }
  }

  private static InputStream open(Shipment shipment, Progress progress) {
    try {
      return new CountedStream(Files.newInputStream(shipment.file()), progress);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The server has taken the file; without this answer nobody knows whether all of it. */
  private HttpResponse<Void> headAfterPut(String name) {
    try {
      return head(name);
    } catch (DeliveryFailedException e) {
      throw new DeliveryStateUnknownException(Texts.message("delivery.http.no-head-after"), e);
    }
  }

  private HttpResponse<Void> head(String name) {
    try {
      return send(
          request(name).method("HEAD", HttpRequest.BodyPublishers.noBody()),
          HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw DeliveryFailedException.passing(Texts.message("delivery.http.no-head"), e);
    }
  }

  private static OptionalLong contentLength(HttpResponse<?> response) {
    return response.statusCode() == 200
        ? response.headers().firstValueAsLong("Content-Length")
        : OptionalLong.empty();
  }

  private HttpRequest.Builder request(String name) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(folder.uri(name, secrets)).timeout(folder.timeout());
    folder
        .authorization()
        .ifPresent(
            secret ->
                request.header(
                    "Authorization",
                    headerValue(secret.reveal(Texts.message("secret.authorization"), secrets))));
    return request;
  }

  /** Returns what may stand in a header; the library's own refusal would repeat it. */
  public static String headerValue(String text) {
    String stripped = text.strip();
    if (!stripped.matches("[\\x20-\\x7e]+")) {
      throw DeliveryFailedException.lasting(Texts.message("delivery.http.header"), null);
    }
    return stripped;
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
      throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(folder.timeout())
            .build();
    return HttpExchanges.send(client, request.build(), body, folder.timeout());
  }
}
