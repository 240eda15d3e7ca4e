// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real Kafka, and a server that is killed while it reads from it. */
@ExtendWith(InBrowser.class)
class KafkaTest {
  private static final String TOPIC = "shop-events";
  private static final int PARTITIONS = 3;
  private static final int PEOPLE = 12;
  private static final int EACH = 150;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private @TempDir Path folder;

  @Test
  void serverThatIsKilledWhileItReads_losesNothing_andCountsNothingTwice(Chromium chromium)
      throws IOException, InterruptedException, ExecutionException {
    Path home = folder.resolve("home");
    try (Broker broker = Broker.start(folder.resolve("kafka"))) {
      broker.createTopic(TOPIC, PARTITIONS);
      Program.addSource(home, "shop");
      String key;
      try (Program.Served server = serve(home, broker, "one.log")) {
        Page page = chromium.open(Chromium.Screen.of("en"));
        Chromium.welcome(page, server);
        key = new Visit(page, server).addKey("crm");
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(broker));
        awaitProfile(server, key, "p-0");
        server.kill();
        sent.get();
        assertThat(unread(broker)).as("it was killed in the middle").isPositive();
      }
      try (Program.Served server = serve(home, broker, "two.log")) {
        awaitAllRead(broker);
        for (int person = 0; person < PEOPLE; person++) {
          requireAll(server, key, "p-" + person);
        }
        requireKeptAside(server, key);
      }
    }
  }

  private Program.Served serve(Path home, Broker broker, String log)
      throws IOException, InterruptedException {
    Path name = Files.writeString(folder.resolve("client-name"), "perenne-e2e\n");
    Path settings = folder.resolve("kafka.properties");
    // as soon as Kafka allows, the partitions of a dead server go to another
    Files.write(settings, List.of("session.timeout.ms=6000", "client.id=file:" + name));
    return Program.serve(
        home,
        folder.resolve(log),
        "--kafka-servers",
        broker.servers(),
        "--kafka-properties",
        settings.toString(),
        "--kafka-topic",
        TOPIC,
        "--kafka-source",
        "shop");
  }

  /**
   * Of each person: views, every third without an id, every ninth sent again within a batch, and an
   * order, sent twice. Between them what is no event.
   */
  private static void send(Broker broker) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            broker.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < EACH; i++) {
        for (int person = 0; person < PEOPLE; person++) {
          String user = "p-" + person;
          String id = i % 3 == 0 ? "" : "\"messageId\":\"" + user + "-" + i + "\",";
          String view =
              "{\"type\":\"track\",%s\"userId\":\"%s\",\"event\":\"Product Viewed\"}"
                  .formatted(id, user);
          send(producer, user, view);
          if (i % 9 == 1) {
            send(producer, user, "{\"batch\":[" + view + "]}");
          }
        }
        producer.flush();
      }
      for (int person = 0; person < PEOPLE; person++) {
        String user = "p-" + person;
        String order =
            """
            {"type": "track", "messageId": "order-%s", "userId": "%s", "event": "Order Completed",
             "properties": {"order_id": "o-%s", "revenue": 19.99, "currency": "EUR"}}
            """
                .formatted(user, user, user);
        send(producer, user, order);
        send(producer, user, order);
      }
      send(producer, "bad", "no JSON");
      send(producer, "bad", "{\"type\":\"track\",\"messageId\":\"no-name\",\"userId\":\"u\"}");
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, String user, String message) {
    var unused = producer.send(new ProducerRecord<>(TOPIC, bytes(user), bytes(message)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void awaitProfile(Program.Served server, String key, String user)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (get(server, key, "/profiles/user_id:" + user).statusCode() != 200) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(5);
    }
  }

  /** Offsets are committed up to the end of each partition. */
  private static void awaitAllRead(Broker broker) throws InterruptedException, ExecutionException {
    Instant end = Instant.now().plus(PATIENCE);
    while (unread(broker) > 0) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(200);
    }
  }

  private static long unread(Broker broker) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(broker.client())) {
      var committed =
          admin.listConsumerGroupOffsets("perenne").partitionsToOffsetAndMetadata().get();
      long unread = 0;
      for (int i = 0; i < PARTITIONS; i++) {
        TopicPartition each = new TopicPartition(TOPIC, i);
        var last = admin.listOffsets(Map.of(each, OffsetSpec.latest())).partitionResult(each).get();
        var done = committed.get(each);
        unread += last.offset() - (done == null ? 0 : done.offset());
      }
      return unread;
    }
  }

  private static void requireAll(Program.Served server, String key, String user)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    JsonObject profile = json(server, key, "/profiles/user_id:" + user);
    while (profile.get("events").getAsInt() < EACH + 1 && Instant.now().isBefore(end)) {
      Thread.sleep(50);
      profile = json(server, key, "/profiles/user_id:" + user);
    }
    assertThat(profile.get("events").getAsInt()).as(user).isEqualTo(EACH + 1);
    assertThat(profile.getAsJsonArray("orders")).hasSize(1);
    assertThat(
            profile.getAsJsonArray("orders").get(0).getAsJsonObject().get("amount").getAsString())
        .isEqualTo("19.9900");
  }

  private static void requireKeptAside(Program.Served server, String key)
      throws IOException, InterruptedException {
    JsonObject event = json(server, key, "/events/no-name");
    assertThat(event.get("stage").getAsString()).isEqualTo("quarantined");
    assertThat(event.get("what").getAsString()).isEqualTo("no_event_name");
    assertThat(event.get("detail").getAsString())
        .as("where it stands: topic, partition and offset")
        .matches(TOPIC + "/[0-2]/\\d+: .*event is needed.*");
  }

  private static JsonObject json(Program.Served server, String key, String path)
      throws IOException, InterruptedException {
    return JsonParser.parseString(get(server, key, path).body()).getAsJsonObject();
  }

  private static HttpResponse<String> get(Program.Served server, String key, String path)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(server.address() + "/api/v1" + path))
            .header("Authorization", "Bearer " + key)
            .build(),
        BodyHandlers.ofString());
  }
}
