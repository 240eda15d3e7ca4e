// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Large events of one person, sent to a server, and what became of them. */
final class Events {
  private static final String NOTE = "x".repeat(20_000);
  private static final int TRIES = 400;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Program.Served server;
  private final String writeKey;
  private final String key;

  Events(Program.Served server, String writeKey, String key) {
    this.server = server;
    this.writeKey = writeKey;
    this.key = key;
  }

  /** Sends an event; returns the status of the answer. */
  int send(String id) throws IOException, InterruptedException {
    String event =
        """
        {"messageId": "%s", "userId": "ana", "event": "Note Written", "writeKey": "%s",
         "properties": {"note": "%s"}}
        """
            .formatted(id, writeKey, NOTE);
    return client
        .send(
            HttpRequest.newBuilder(URI.create(server.address() + "/v1/track"))
                .POST(BodyPublishers.ofString(event))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  /** Returns what became of an event, once it waits no more. */
  String stage(String id) throws IOException, InterruptedException {
    String stage = "waiting";
    for (int i = 0; i < TRIES && stage.equals("waiting"); i++) {
      Thread.sleep(i == 0 ? 0 : 25);
      stage = ask("/events/" + id).get("stage").getAsString();
    }
    return stage;
  }

  /** Returns how many events the person has. */
  int ofProfile() throws IOException, InterruptedException {
    return ask("/profiles/user_id:ana").get("events").getAsInt();
  }

  private JsonObject ask(String path) throws IOException, InterruptedException {
    String answer =
        client
            .send(
                HttpRequest.newBuilder(URI.create(server.address() + "/api/v1" + path))
                    .header("Authorization", "Bearer " + key)
                    .build(),
                BodyHandlers.ofString())
            .body();
    return JsonParser.parseString(answer).getAsJsonObject();
  }
}
