// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.job.JobContext;
import io.perenne.server.account.Change;
import io.perenne.server.account.Permission;
import io.perenne.server.live.collect.CollectorOptions;
import io.perenne.server.live.source.WriteKeys;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A server that takes events, with a source and a program that asks for profiles. */
final class LiveServer implements AutoCloseable {
  static final Change ANA = new Change("ana@shop.example", "127.0.0.1");

  private final HttpClient client = HttpClient.newHttpClient();
  private final PerenneServer server;
  private final String key;
  private final Program program;

  LiveServer(Path home) {
    this(home, CollectorOptions.USUAL);
  }

  LiveServer(Path home, CollectorOptions options) {
    this(home, DatabaseAddress.inHome(home), options);
  }

  LiveServer(Path home, DatabaseAddress database, CollectorOptions options) {
    this(home, database, options, ServedHome.context(home));
  }

  LiveServer(Path home, DatabaseAddress database, CollectorOptions options, JobContext context) {
    try (Store store = Store.open(database, InstantSource.system())) {
      key =
          new WriteKeys(store, InstantSource.system(), new SecureRandom())
              .add(ANA, "web-" + System.nanoTime());
    }
    server =
        PerenneServer.start(
            new ServerOptions(context, "127.0.0.1", 0, "", database, List.of(), false)
                .taking(options));
    String read =
        database.file().isPresent() ? Program.key(home, Permission.READ, Permission.CUSTOMERS) : "";
    program = new Program(server.address(), read);
  }

  /** Starts one on a home with a run of some orders, {@code order,customer,date,amount} in each. */
  static LiveServer ofOrders(Path home, String... orders) throws IOException {
    Path file =
        Files.writeString(
            home.resolve("orders.csv"),
            "order,customer,date,amount\n" + String.join("\n", orders) + "\n");
    ServedHome.run(
        home,
        RunConfiguration.defaults().with("model", "none").with("currency", "EUR"),
        "2024-12-31",
        file);
    return new LiveServer(home);
  }

  /** Sends an event and waits until it is part of a profile. */
  void happens(String messageId, String fields) throws IOException {
    post("/v1/batch", "{\"batch\":[{\"messageId\":\"" + messageId + "\"," + fields + "}]}");
    assertThat(event(messageId).path("stage").asText()).as(messageId).isEqualTo("applied");
  }

  String key() {
    return key;
  }

  PerenneServer server() {
    return server;
  }

  String address() {
    return "http://127.0.0.1:" + server.port();
  }

  Program program() {
    return program;
  }

  HttpResponse<String> post(String path, String body) throws IOException {
    return post(path, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), basic(key));
  }

  HttpResponse<String> post(String path, byte[] body, Map<String, String> headers)
      throws IOException {
    return send("POST", path, body, headers);
  }

  HttpResponse<String> send(String method, String path, byte[] body, Map<String, String> headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .method(method, BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  static Map<String, String> basic(String key) {
    String both =
        java.util.Base64.getEncoder()
            .encodeToString((key + ":").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return Map.of("Authorization", "Basic " + both);
  }

  /** Returns what became of an event, once it waits no more. */
  JsonNode event(String messageId) throws IOException {
    for (int i = 0; i < 200; i++) {
      HttpResponse<String> answer = program.get("/api/v1/events/" + messageId);
      JsonNode event = Program.json(answer);
      if (answer.statusCode() != 200 || !event.path("stage").asText().equals("waiting")) {
        return event;
      }
      try {
        Thread.sleep(25);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    throw new IOException("the event waits still: " + messageId);
  }

  JsonNode profile(String identifier) throws IOException {
    return Program.json(program.get("/api/v1/profiles/" + identifier));
  }

  @Override
  public void close() {
    server.close();
  }
}
