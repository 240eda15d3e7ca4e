// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.destination.Arrival;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.DeliveryStateUnknownException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.DestinationContract;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.home.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsTest implements DestinationContract {
  private static final int HANGS_UP = 1;

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> queries = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int answer = 201;
  private volatile String retryAfter = "";
  private volatile boolean losesBytes;
  private volatile int answerToQuestions;
  private final AtomicInteger puts = new AtomicInteger();
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
      queries.add(String.valueOf(exchange.getRequestURI().getQuery()));
      String path = exchange.getRequestURI().getPath();
      if (!"Bearer open sesame".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.sendResponseHeaders(401, -1);
      } else if (exchange.getRequestMethod().equals("PUT")) {
        puts.incrementAndGet();
        put(exchange, path, body);
      } else if (answerToQuestions == HANGS_UP) {
        throw new IOException("hung up");
      } else if (answerToQuestions > 0) {
        exchange.sendResponseHeaders(answerToQuestions, -1);
      } else {
        get(exchange, path);
      }
    }
  }

  private void put(HttpExchange exchange, String path, byte[] body) throws IOException {
    if (answer == 201) {
      String digest = Base64.getEncoder().encodeToString(Sha256.digest().digest(body));
      assertThat(exchange.getRequestHeaders().getFirst("Content-Digest"))
          .isEqualTo("sha-256=:" + digest + ":");
      files.put(path, losesBytes ? new byte[1] : body);
    }
    if (answer == 0) { // takes the file and hangs up
      files.put(path, body);
      throw new IOException("hung up");
    }
    if (!retryAfter.isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
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

  @ParameterizedTest
  @CsvSource({"120, 120", "0, 0", "7200, 3600", "soon, 0", "'Fri, 31 Dec 9999 23:59:59 GMT', 3600"})
  void courier_serverAsksToWait_waitsThatLongUpToAnHour(
      String asked, long seconds, @TempDir Path home) throws Exception {
    answer = 429;
    retryAfter = asked;
    List<Duration> waits = new ArrayList<>();
    Courier courier =
        new Courier(
            DeliveryLedger.of(home),
            id -> Optional.empty(),
            () -> TestRoutes.NOW,
            new Random(1),
            waits::add);
    courier.deliver(Customers.run(home, "run-a"), route(home), DeliveryListener.silent());
    assertThat(waits).singleElement().isEqualTo(Duration.ofSeconds(seconds));
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h/{file}?v=1&sig=hunter2",
        "https://h/{file}?code=hunter2",
        "https://h/{file}#hunter2",
        "https://h/in put/{file}?sig=hunter2",
        "https://u:hunter2@h/in",
        "https://u:hunter2@h/{file}",
        "https://u:hunter2@h_h/{file}",
        "https://u:hunter 2@h/{file}",
        "https:u:hunter2@h/{file}",
        "https://u:hunter2@h/in?x={file}"
      })
  void route_secretInTheUrl_isRefusedWithoutRepeatingIt(String url, @TempDir Path folder) {
    assertThatThrownBy(() -> TestRoutes.of(folder, Map.of(), "kind=https", "url=" + url))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("url ")
        .hasMessageNotContaining("hunter");
  }

  @Test
  void deliver_queryFromASecret_isSentAndToldNobody(@TempDir Path folder) throws Exception {
    Shipment shipment = shipment(folder, 1);
    Destination signed =
        TestRoutes.of(
                folder,
                Map.of("AUTH", "Bearer open sesame", "SAS", "sig=hunter2\r"),
                "kind=https",
                "url=http://127.0.0.1:" + server.getAddress().getPort() + "/in/{file}",
                "authorization=env:AUTH",
                "query=env:SAS")
            .destination();
    Arrival arrival = signed.deliver(shipment, bytes -> {});
    assertThat(queries).contains("sig=hunter2");
    assertThat(arrival.location()).endsWith("/in/clv%201.csv");
    assertThat(signed.describe()).doesNotContain("hunter2");
  }

  @Test
  void deliver_lineEndAfterTheKey_isLeftOut(@TempDir Path folder) throws Exception {
    Shipment shipment = shipment(folder, 1);
    assertThat(destination("Bearer open sesame\r").deliver(shipment, bytes -> {}).location())
        .isNotBlank();
  }

  @Test
  void deliver_keyThatNoHeaderCanHold_failsWithoutRepeatingIt(@TempDir Path folder)
      throws Exception {
    Shipment shipment = shipment(folder, 1);
    assertThatThrownBy(() -> destination("Bearer hunt\ner2").deliver(shipment, bytes -> {}))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessageNotContaining("hunt");
  }

  @Test
  void deliver_noAnswerAfterThePut_isUnknown(@TempDir Path folder) throws Exception {
    answerToQuestions = HANGS_UP;
    Shipment shipment = shipment(folder, 1);
    assertThatThrownBy(() -> destination().deliver(shipment, bytes -> {}))
        .isInstanceOf(DeliveryStateUnknownException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 401, 403, 405, 503})
  void holds_anyAnswerButYesOrNo_cannotBeTold(int status, @TempDir Path folder) throws Exception {
    answerToQuestions = status;
    Label label = shipment(folder, 1).label();
    assertThatThrownBy(() -> destination().holds(label))
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessage("the server answers " + status + " to HEAD");
  }

  @Test
  void holds_goneForGood_isFalse(@TempDir Path folder) throws Exception {
    answerToQuestions = 410;
    assertThat(destination().holds(shipment(folder, 1).label())).isFalse();
  }

  @Test
  void courier_answerLostAndOneQuestionUnanswered_putsOnce(@TempDir Path home) throws Exception {
    DeliverableRun run = Customers.run(home, "run-a");
    answer = 0;
    answerToQuestions = 503;
    assertThat(courier(home).deliver(run, route(home), DeliveryListener.silent()).state())
        .isEqualTo(DeliveryState.UNKNOWN);
    assertThat(courier(home).deliver(run, route(home), DeliveryListener.silent()).state())
        .isEqualTo(DeliveryState.UNKNOWN);
    answerToQuestions = 0;
    assertThat(courier(home).deliver(run, route(home), DeliveryListener.silent()).state())
        .isEqualTo(DeliveryState.DELIVERED);
    assertThat(puts).hasValue(1);
  }

  private static Courier courier(Path home) {
    return new Courier(
        DeliveryLedger.of(home),
        id -> Optional.empty(),
        () -> TestRoutes.NOW,
        new Random(1),
        wait -> {});
  }

  private Route route(Path home) {
    return TestRoutes.of(
        home,
        Map.of("AUTH", "Bearer open sesame"),
        "kind=https",
        "url=http://127.0.0.1:" + server.getAddress().getPort() + "/in/{file}",
        "authorization=env:AUTH",
        "backoff=0s",
        "attempts=2");
  }

  @Test
  void check_brokenServer_fails() {
    answerToQuestions = 500;
    assertThatThrownBy(() -> destination().check())
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessage("the server answers 500 to HEAD");
  }

  @Test
  void deliver_keyAskedFor_isAskedForOnce(@TempDir Path folder) throws Exception {
    int[] asked = {0};
    Secret.Sources person =
        new Secret.Sources(
            Map.of(),
            what -> {
              asked[0]++;
              return Optional.of("Bearer open sesame");
            });
    Destination prompting =
        new Routes(folder, person, () -> TestRoutes.NOW, wait -> {})
            .route(
                TestRoutes.settings(
                    "kind=https",
                    "url=http://127.0.0.1:" + server.getAddress().getPort() + "/in/{file}",
                    "authorization=prompt"))
            .destination();
    Shipment shipment = shipment(folder, 1);
    prompting.deliver(shipment, bytes -> {});
    assertThat(prompting.holds(shipment.label())).isTrue();
    assertThat(asked[0]).isEqualTo(1);
  }
}
