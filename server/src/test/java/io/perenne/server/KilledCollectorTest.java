// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.live.profile.ProfileWriter;
import io.perenne.server.live.source.WriteKeys;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server is killed at random moments under load: whatever it has acknowledged is there, and
 * counts once. {@code -Dperenne.kills=50} kills it as often.
 */
class KilledCollectorTest {
  private static final int KILLS = Math.min(50, Integer.getInteger("perenne.kills", 2));
  private static final int CLIENTS = 8;
  private static final int PEOPLE = 20;

  private @TempDir Path home;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicLong next = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicInteger port = new AtomicInteger();

  /** Sends as real clients do: what was not acknowledged is sent again. */
  private void send(String key) {
    while (!ended.get()) {
      long number = next.incrementAndGet();
      String id = "k" + number;
      boolean told = false;
      while (!told && !ended.get()) {
        told = post(key, id, number % PEOPLE);
        if (told) {
          acknowledged.add(id);
        }
      }
    }
  }

  private boolean post(String key, String id, long person) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.get() + "/v1/track"))
              .timeout(Duration.ofSeconds(5))
              .header("Authorization", LiveServer.basic(key).get("Authorization"))
              .POST(
                  BodyPublishers.ofString(
                      "{\"messageId\":\"%s\",\"userId\":\"u%d\",\"event\":\"Product Viewed\"}"
                          .formatted(id, person)))
              .build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // the server is gone; it comes back
    } catch (InterruptedException e) {
      ended.set(true);
      return false;
    }
  }

  @Test
  void whatWasAcknowledged_isThereOnce_howeverOftenTheServerIsKilled() throws Exception {
    String key;
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      key =
          new WriteKeys(store, InstantSource.system(), new SecureRandom())
              .add(LiveServer.ANA, "web");
    }
    Random random = new Random(7);
    KilledServer.Running server = KilledServer.start(home);
    port.set(server.port());
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Thread thread = new Thread(() -> send(key), "client-" + i);
      thread.start();
      clients.add(thread);
    }
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        int before = acknowledged.size();
        for (int i = 0; i < 1000 && acknowledged.size() == before; i++) {
          Thread.sleep(10);
        }
        Thread.sleep(random.nextInt(400));
        server.kill();
        server = KilledServer.start(home);
        port.set(server.port());
      }
      Thread.sleep(200);
    } finally {
      server.kill();
      ended.set(true);
      for (Thread each : clients) {
        each.join();
      }
    }
    requireEverything();
  }

  private void requireEverything() {
    IdentityRules rules = IdentityRules.standard();
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      List<String> missing =
          store.read(
              in -> acknowledged.stream().filter(id -> new Events(in).find(id).isEmpty()).toList());
      assertThat(acknowledged).hasSizeGreaterThan(KILLS).doesNotHaveDuplicates();
      assertThat(missing).as("acknowledged and not there").isEmpty();

      new ProfileWriter(store, rules).drain();
      long events = store.<Long>read(in -> new Events(in).count());
      ProfileReader reader = new ProfileReader(store, rules);
      long counted = 0;
      Map<String, Long> seen = new java.util.HashMap<>();
      for (int i = 0; i < PEOPLE; i++) {
        reader
            .find(new Identifier("user_id", "u" + i))
            .ifPresent(found -> seen.put(found.id(), found.events()));
      }
      for (long each : seen.values()) {
        counted += each;
      }
      assertThat(counted).as("events that profiles are made of").isEqualTo(events);
    }
  }
}
