// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real Kafka, and a server that is killed while it reads from it. */
@ExtendWith(InBrowser.class)
class KafkaTest {
  private static final String TOPIC = "shop-events";
  private static final String ORDERS = "shop-orders";
  private static final String CHANGES = "segment-changes";
  private static final int BUYERS = 10;
  private static final int PARTITIONS = 3;
  private static final int PEOPLE = 12;
  private static final int EACH = 150;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static @TempDir Path kafka;
  private static Broker broker;

  private @TempDir Path folder;

  @BeforeAll
  static void startBroker() throws IOException, InterruptedException {
    broker = Broker.start(kafka.resolve("kafka"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void serverThatIsKilledWhileItReads_losesNothing_andCountsNothingTwice(Chromium chromium)
      throws IOException, InterruptedException, ExecutionException {
    Path home = folder.resolve("home");
    broker.createTopic(TOPIC, PARTITIONS);
    Program.addSource(home, "shop");
    String key;
    try (Program.Served server = serve(home, TOPIC, "one.log")) {
      Page page = chromium.open(Chromium.Screen.of("en"));
      Chromium.welcome(page, server);
      key = new Visit(page, server).addKey("crm");
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send());
      awaitProfile(server, key, "p-0");
      server.kill();
      sent.get();
      assertThat(unread()).as("it was killed in the middle").isPositive();
    }
    try (Program.Served server = serve(home, TOPIC, "two.log")) {
      awaitAllRead();
      for (int person = 0; person < PEOPLE; person++) {
        requireAll(server, key, "p-" + person);
      }
      requireKeptAside(server, key);
    }
  }

  @Test
  void changes_goToATopic_eachWithItsProfileAsKey(Chromium chromium)
      throws IOException, InterruptedException, ExecutionException {
    Path home = folder.resolve("home");
    Program.makeRun(
        home, Program.writeOrders(folder.resolve("orders.csv"), 300), "2025-06-30", "currency=EUR");
    Program.addSource(home, "shop");
    broker.createTopic(ORDERS, PARTITIONS);
    broker.createTopic(CHANGES, PARTITIONS);
    try (Program.Served server = serve(home, ORDERS, "one.log")) {
      Page page = chromium.open(Chromium.Screen.of("en"));
      Chromium.welcome(page, server);
      Visit visit = new Visit(page, server);
      String key = visit.addKey("crm");
      visit.addReceiver("lake", "kafka:" + CHANGES);
      buy();
      Map<String, String> profiles = awaitChanges(server, key);
      Map<String, String> received = receive(profiles.size());

      assertThat(received).as("profiles by the ids of changes").isEqualTo(profiles);
    }
  }

  /** Ten customers of the run buy again, after a year and more. */
  private static void buy() {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            broker.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < BUYERS; i++) {
        String order =
            """
            {"type": "track", "userId": "C0000%d", "event": "Order Completed",
             "properties": {"order_id": "new-%d", "revenue": 500, "currency": "EUR"}}
            """
                .formatted(i, i);
        send(producer, ORDERS, "C" + i, order);
      }
    }
  }

  /**
   * Returns the profiles of all changes of segment by the ids of those, once each buyer has one.
   */
  private static Map<String, String> awaitChanges(Program.Served server, String key)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      Map<String, String> all = new TreeMap<>();
      for (JsonElement each : json(server, key, "/changes?limit=1000").getAsJsonArray("changes")) {
        JsonObject change = each.getAsJsonObject();
        all.put(change.get("id").getAsString(), change.get("profile_id").getAsString());
      }
      if (Set.copyOf(all.values()).size() == BUYERS) {
        return all;
      }
      assertThat(Instant.now()).as(all.toString()).isBefore(end);
      Thread.sleep(200);
    }
  }

  /** Returns the keys of as many changes by their ids, as they stand in the topic. */
  private static Map<String, String> receive(int count) {
    Properties settings = broker.client();
    settings.put("group.id", "lake");
    settings.put("auto.offset.reset", "earliest");
    Map<String, String> received = new TreeMap<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(CHANGES));
      Instant end = Instant.now().plus(PATIENCE);
      while (received.size() < count && Instant.now().isBefore(end)) {
        for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(200))) {
          JsonObject message = JsonParser.parseString(each.value()).getAsJsonObject();
          String id = message.get("messageId").getAsString();
          assertThat(message.get("event").getAsString()).endsWith(" Changed");
          assertThat(new String(each.headers().lastHeader("Perenne-Event").value(), UTF_8))
              .isEqualTo(id);
          received.put(id, each.key());
        }
      }
    }
    return received;
  }

  private Program.Served serve(Path home, String topic, String log)
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
        topic,
        "--kafka-source",
        "shop");
  }

  /**
   * Of each person: views, every third without an id, every ninth sent again within a batch, and an
   * order, sent twice. Between them what is no event.
   */
  private static void send() {
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
    send(producer, TOPIC, user, message);
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, String user, String message) {
    var unused = producer.send(new ProducerRecord<>(topic, bytes(user), bytes(message)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
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
  private static void awaitAllRead() throws InterruptedException, ExecutionException {
    Instant end = Instant.now().plus(PATIENCE);
    while (unread() > 0) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(200);
    }
  }

  private static long unread() throws InterruptedException, ExecutionException {
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
