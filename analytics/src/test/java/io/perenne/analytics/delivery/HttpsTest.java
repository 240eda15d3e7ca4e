// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.perenne.analytics.InputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest implements DestinationContract {
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private HttpServer server;
  private volatile int answer = 201;
  private volatile boolean losesBytes;
  private volatile CountDownLatch thawed = new CountDownLatch(0);

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext("/in/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    thawed.countDown();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      if (!"Bearer open sesame".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.sendResponseHeaders(401, -1);
      } else if (exchange.getRequestMethod().equals("PUT")) {
        put(exchange, path, body);
      } else {
        get(exchange, path);
      }
    }
  }

  private void put(HttpExchange exchange, String path, byte[] body) throws IOException {
    if (answer == 201) {
      String digest = Base64.getEncoder().encodeToString(Hashes.sha256().digest(body));
      assertThat(exchange.getRequestHeaders().getFirst("Content-Digest"))
          .isEqualTo("sha-256=:" + digest + ":");
      files.put(path, losesBytes ? new byte[1] : body);
    }
    if (answer == 0) { // takes the file and hangs up
      files.put(path, body);
      throw new IOException("hung up");
    }
    exchange.sendResponseHeaders(answer, -1);
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    byte[] found = files.get(path);
    if (found == null) {
      exchange.sendResponseHeaders(404, -1);
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(found.length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, found.length);
      exchange.getResponseBody().write(found, 0, found.length / 2);
      exchange.getResponseBody().flush();
      awaitThaw();
      exchange.getResponseBody().write(found, found.length / 2, found.length - found.length / 2);
    }
  }

  private void awaitThaw() {
    try {
      thawed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Destination destination(String header, String... more) {
    return destination(server.getAddress().getPort(), header, more);
  }

  private static Destination destination(int port, String header, String... more) {
    String[] settings = {
      "kind=https", "url=http://127.0.0.1:" + port + "/in/{file}", "authorization=env:AUTH"
    };
    return TestRoutes.of(
            Path.of("."),
            Map.of("AUTH", header),
            Stream.of(settings, more).flatMap(Stream::of).toArray(String[]::new))
        .destination();
  }

  @Override
  public Destination destination() {
    return destination("Bearer open sesame");
  }

  @Override
  public Shipment shipment(Path folder, int version) throws Exception {
    return Shipments.random(folder, "clv 1.csv", 300_000, version);
  }

  @Test
  void deliver_wrongKey_failsForGoodWithoutNamingIt(@TempDir Path folder) throws Exception {
    Shipment shipment = shipment(folder, 1);
    assertThatThrownBy(() -> destination("Bearer barley").deliver(shipment, bytes -> {}))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessage("the server answers 401 to PUT");
  }

  @Test
  void deliver_busyServer_isWorthRetrying(@TempDir Path folder) throws Exception {
    answer = 503;
    Shipment shipment = shipment(folder, 1);
    assertThatThrownBy(() -> destination().deliver(shipment, bytes -> {}))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isTrue());
  }

  @Test
  void deliver_serverLosesBytes_fails(@TempDir Path folder) throws Exception {
    losesBytes = true;
    Shipment shipment = shipment(folder, 1);
    assertThatThrownBy(() -> destination().deliver(shipment, bytes -> {}))
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessage("of 300000 bytes, 1 are there");
  }

  @Test
  void deliver_answerLost_isUnknownAndThenFound(@TempDir Path folder) throws Exception {
    answer = 0;
    Shipment shipment = shipment(folder, 1);
    assertThatThrownBy(() -> destination().deliver(shipment, bytes -> {}))
        .isInstanceOf(DeliveryStateUnknownException.class);
    assertThat(destination().holds(shipment.label())).isTrue();
  }

  @Test
  void route_withoutEncryption_isRefused(@TempDir Path folder) {
    assertThatThrownBy(
            () -> TestRoutes.of(folder, Map.of(), "kind=https", "url=http://example.com/{file}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("url is not https: http://example.com");
  }

  @Test
  void deliver_networkStandsStill_isUnknown(@TempDir Path folder) throws Exception {
    Shipment shipment = shipment(folder, 1);
    int port = server.getAddress().getPort();
    try (FaultyProxy proxy = FaultyProxy.start(port, 100_000, FaultyProxy.FREEZE)) {
      Destination destination = destination(proxy.port(), "Bearer open sesame", "timeout=500ms");
      assertThatThrownBy(() -> destination.deliver(shipment, bytes -> {}))
          .isInstanceOf(DeliveryStateUnknownException.class)
          .hasMessage("the connection broke during PUT");
    }
    assertThat(destination().holds(shipment.label())).isFalse();
  }

  @Test
  void holds_answerStandsStill_cannotBeTold(@TempDir Path folder) throws Exception {
    Shipment shipment = shipment(folder, 1);
    destination().deliver(shipment, bytes -> {});
    thawed = new CountDownLatch(1);
    Destination impatient = destination("Bearer open sesame", "timeout=500ms");
    assertThatThrownBy(() -> impatient.holds(shipment.label()))
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessage("it cannot be told what is there");
  }

  @Test
  void route_keyInTheUrl_isRefusedWithoutRepeatingIt(@TempDir Path folder) {
    assertThatThrownBy(
            () ->
                TestRoutes.of(
                    folder, Map.of(), "kind=https", "url=https://h/{file}?v=1&sig=barley"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("url holds a key or a signature")
        .hasMessageNotContaining("barley");
  }

  @Test
  void describe_urlWithAQuery_leavesItOut(@TempDir Path folder) {
    Route route = TestRoutes.of(folder, Map.of(), "kind=https", "url=https://h/{file}?version=1");
    assertThat(route.destination().describe()).isEqualTo("https://h/{file}");
  }
}
