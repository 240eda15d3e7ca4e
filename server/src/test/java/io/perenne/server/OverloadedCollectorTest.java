// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.server.live.collect.CollectorOptions;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Settings;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More comes than can be taken, or more slowly. {@code -Dperenne.overload=60} floods for as many
 * seconds.
 */
class OverloadedCollectorTest {
  private static final int SECONDS = Integer.getInteger("perenne.overload", 2);
  private static final int SENDERS = 300;
  private static final int SLOW = 130;
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static @TempDir Path home;
  private static LiveServer live;

  @BeforeAll
  static void start() {
    live = new LiveServer(home, new CollectorOptions(Optional.empty(), true, PATIENCE));
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static String event(String id) {
    return "{\"messageId\":\"%s\",\"userId\":\"u-%s\",\"event\":\"Product Viewed\"}"
        .formatted(id, id);
  }

  @Test
  void flood_isAnsweredWith429_andEverythingThatWasAcknowledgedIsThere() throws Exception {
    Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    Map<String, Boolean> acknowledged = new ConcurrentHashMap<>();
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger withoutRetryAfter = new AtomicInteger();
    Instant end = Instant.now().plusSeconds(SECONDS);
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    for (int i = 0; i < SENDERS; i++) {
      senders.execute(
          () -> {
            while (Instant.now().isBefore(end) || !answers.containsKey(429)) {
              String id = "flood-" + sent.incrementAndGet();
              HttpResponse<String> answer = post(id);
              answers
                  .computeIfAbsent(answer.statusCode(), status -> new AtomicInteger())
                  .incrementAndGet();
              if (answer.statusCode() == 200) {
                acknowledged.put(id, true);
              } else if (answer.headers().firstValue("Retry-After").isEmpty()) {
                withoutRetryAfter.incrementAndGet();
              }
            }
          });
    }
    keepTheDiskBusyUntil(() -> answers.containsKey(429));
    senders.shutdown();
    assertThat(senders.awaitTermination(SECONDS + 60L, TimeUnit.SECONDS)).isTrue();

    assertThat(answers.keySet()).isSubsetOf(200, 429, 503).contains(200, 429);
    assertThat(withoutRetryAfter.get()).isZero();
    assertThat(post("after").statusCode()).as("at once").isEqualTo(200);
    assertThat(live.event("after").path("stage").asText()).isEqualTo("applied");
    int looked = 0;
    for (String id : acknowledged.keySet()) {
      if (looked++ % 20 == 0) {
        assertThat(live.event(id).path("stage").asText()).as(id).isEqualTo("applied");
      }
    }
  }

  /** Whatever machine runs this: meanwhile no event can be written. */
  private static void keepTheDiskBusyUntil(BooleanSupplier done) {
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      store.write(
          in -> {
            new Settings(in).put("busy", "{}", Instant.EPOCH);
            Instant end = Instant.now().plus(LONGEST);
            while (!done.getAsBoolean() && Instant.now().isBefore(end)) {
              LockSupport.parkNanos(1_000_000);
            }
            return home;
          });
    }
  }

  private static HttpResponse<String> post(String id) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(live.address() + "/v1/track"))
            .POST(BodyPublishers.ofString(event(id)));
    LiveServer.basic(live.key()).forEach(request::header);
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoSendsAByteASecond_keepsNobodyFromSending_andIsCutOff() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW; i++) {
        slow.add(trickle());
      }
      for (int second = 0; second < 2; second++) {
        Instant start = Instant.now();
        assertThat(post("meanwhile-" + second).statusCode()).isEqualTo(200);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
        Thread.sleep(1000);
        slow.forEach(OverloadedCollectorTest::sendByte);
      }
      Thread.sleep(PATIENCE.toMillis());
      slow.forEach(OverloadedCollectorTest::sendByte);
      List<String> answers = new ArrayList<>();
      for (Socket each : slow) {
        answers.add(answer(each));
      }
      assertThat(answers).allMatch(each -> each.matches("408|429"));
      assertThat(answers).as("as many as may be on their way").contains("408", "429");
    } finally {
      for (Socket each : slow) {
        each.close();
      }
    }
  }

  private static Socket trickle() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), live.server().port());
    socket.setSoTimeout(20_000);
    String head =
        """
        POST /v1/track HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: %s\r
        Content-Length: 1000\r
        \r
        {"""
            .formatted(LiveServer.basic(live.key()).get("Authorization"));
    socket.getOutputStream().write(head.getBytes(UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  private static void sendByte(Socket socket) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(' ');
      out.flush();
    } catch (IOException e) {
      // it is cut off already
    }
  }

  /** Returns the status of an answer. */
  private static String answer(Socket socket) {
    try {
      byte[] start = socket.getInputStream().readNBytes(12);
      return new String(start, UTF_8).replaceFirst("HTTP/1.1 ", "");
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void eventWithAFieldOf31KiB_isTakenWhole_andOneOf33IsKeptAside() throws IOException {
    String whole = "x".repeat(31 * 1024);
    live.post(
        "/v1/identify",
        "{\"messageId\":\"large\",\"userId\":\"large\",\"traits\":{\"note\":\"" + whole + "\"}}");
    live.post(
        "/v1/identify",
        "{\"messageId\":\"larger\",\"userId\":\"large\",\"traits\":{\"note\":\"xx"
            + whole
            + whole
            + "\"}}");

    assertThat(live.event("large").path("stage").asText()).isEqualTo("applied");
    assertThat(live.profile("user_id:large").at("/traits/note").asText()).isEqualTo(whole);
    assertThat(live.event("larger").path("what").asText()).isEqualTo("event_too_large");
  }
}
