// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
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
final class HttpsDestination implements Destination {
  private final HttpsFolder folder;
  private final Secret.Sources secrets;

  HttpsDestination(HttpsFolder folder, Secret.Sources secrets) {
    this.folder = folder;
    this.secrets = secrets;
  }

  @Override
  public String describe() {
    return HttpsFolder.where(folder.url());
  }

  @Override
  public String check() {
    int status = head("perenne-check").statusCode();
    if (status == 401 || status == 403) {
      throw DeliveryFailedException.lasting("the server answers " + status + " to HEAD", null);
    }
    return "connected; the server answers " + status + " to HEAD";
  }

  @Override
  public boolean holds(Label label) {
    HttpResponse<Void> head = head(label.name());
    if (head.statusCode() != 200 || contentLength(head).orElse(label.bytes()) != label.bytes()) {
      return false;
    }
    try {
      HttpResponse<InputStream> there =
          send(request(folder.uri(label.name())).GET(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream silent = there.body();
          StallGuard guard = StallGuard.over(silent, folder.timeout());
          InputStream body = new WatchedStream(silent, guard)) {
        return there.statusCode() == 200
            && Hashes.of(body, label.bytes()).equals(label.sha256())
            && body.read() < 0;
      }
    } catch (IOException e) {
      throw DeliveryFailedException.passing("it cannot be told what is there", e);
    }
  }

  @Override
  public Arrival deliver(Shipment shipment, Progress progress) {
    URI uri = folder.uri(shipment.label().name());
    HttpResponse<String> response = put(uri, shipment, progress);
    HttpFailures.requireSuccess(response, "PUT");
    OptionalLong size = contentLength(head(shipment.label().name()));
    if (size.isPresent() && size.getAsLong() != shipment.label().bytes()) {
      throw DeliveryFailedException.passing(
          "of " + shipment.label().bytes() + " bytes, " + size.getAsLong() + " are there", null);
    }
    return Arrival.at(HttpsFolder.where(uri.toString()));
  }

  private HttpResponse<String> put(URI uri, Shipment shipment, Progress progress) {
    String digest =
        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(shipment.label().sha256()));
    HttpRequest.Builder request =
        request(uri)
            .header("Content-Digest", "sha-256=:" + digest + ":")
            .header("Content-Type", "application/octet-stream")
            .PUT(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofInputStream(() -> open(shipment, progress)),
                    Math.max(1, shipment.label().bytes())));
    try {
      return send(request, HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw DeliveryFailedException.passing("no connection to " + uri.getHost(), e);
    } catch (IOException e) {
      throw new DeliveryStateUnknownException("the connection broke during PUT", e);
    }
  }

  private static InputStream open(Shipment shipment, Progress progress) {
    try {
      return new CountedStream(Files.newInputStream(shipment.file()), progress);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private HttpResponse<Void> head(String name) {
    try {
      return send(
          request(folder.uri(name)).method("HEAD", HttpRequest.BodyPublishers.noBody()),
          HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw DeliveryFailedException.passing("no answer to HEAD", e);
    }
  }

  private static OptionalLong contentLength(HttpResponse<?> response) {
    return response.statusCode() == 200
        ? response.headers().firstValueAsLong("Content-Length")
        : OptionalLong.empty();
  }

  private HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(folder.timeout());
    folder
        .authorization()
        .ifPresent(
            secret -> request.header("Authorization", secret.reveal("authorization", secrets)));
    return request;
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
