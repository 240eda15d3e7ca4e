// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.server.account.Change;
import io.perenne.server.account.Keys;
import io.perenne.server.account.Permission;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A program with a key. */
final class Program {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final String key;

  Program(String address, String key) {
    base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    this.key = key;
  }

  /** Makes a key in the store of a home, as an administrator does on a page. */
  static String key(Path home, Optional<Instant> expires, Permission... permissions) {
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      return new Keys(store, InstantSource.system(), new SecureRandom())
          .add(
              new Change("ana@shop.example", "127.0.0.1"),
              "test " + Set.of(permissions),
              Set.of(permissions),
              expires);
    }
  }

  static String key(Path home, Permission... permissions) {
    return key(home, Optional.empty(), permissions);
  }

  HttpResponse<String> get(String path) throws IOException {
    return send("GET", path, "", Map.of());
  }

  HttpResponse<String> get(String path, Map<String, String> headers) throws IOException {
    return send("GET", path, "", headers);
  }

  /** Sends a JSON body; none if it is empty. */
  HttpResponse<String> send(String method, String path, String body, Map<String, String> headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    headers.forEach(request::setHeader);
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }
}
