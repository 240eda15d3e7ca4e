// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.server.account.Permission;
import io.perenne.server.storage.Audit;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed by {@code kill -9} while it works, and the one that starts after it on
 * the same home: nothing that was answered is lost, and what it shows is true.
 */
@SuppressWarnings("NullAway.Init") // each test starts them
class KilledServerTest {
  private static final int ROUNDS = Math.max(1, Integer.getInteger("perenne.kills", 20) / 20);
  private static final String CONFIGURATION = "/api/v1/configuration";
  private static final String PASSWORD = "correct horse battery";

  private @TempDir Path folder;
  private Path home;
  private ServerProcess killed;
  private Browser browser;
  private String key;

  @BeforeEach
  void start() throws Exception {
    home = Files.createDirectories(folder.resolve("home"));
    Path few = folder.resolve("few.csv");
    StringBuilder rows = new StringBuilder("order,customer,date,amount\n");
    for (int i = 0; i < 2_000; i++) {
      rows.append(
          "o%d,c%d,%s,%d.50\n"
              .formatted(
                  i, i % 400, LocalDate.of(2024, 1, 1).plusDays(i * 37L % 360), 10 + i % 50));
    }
    Files.writeString(few, rows);
    ServedHome.run(home, RunConfiguration.defaults().with("model", "none"), "2024-12-30", few);
    key =
        Program.key(
            home, Permission.READ, Permission.CUSTOMERS, Permission.RUN, Permission.CONFIGURE);
  }

  @AfterEach
  void stop() throws IOException {
    if (killed != null) {
      killed.close();
    }
  }

  /** Starts a server that will be killed. */
  private void begin() throws Exception {
    killed = ServerProcess.start(home, folder.resolve("log-" + System.nanoTime()), Map.of());
    if (browser == null) {
      enter(killed.address(), killed.entrance());
    }
    browser = browser.at(killed.address());
  }

  private void enter(String address, String entrance) throws IOException {
    browser = new Browser(address);
    browser.post(
        entrance, Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
  }

  /** Starts the server that follows. */
  private PerenneServer next() {
    PerenneServer server =
        PerenneServer.start(
            new ServerOptions(
                ServedHome.context(home),
                "127.0.0.1",
                0,
                "",
                DatabaseAddress.inHome(home),
                List.of(),
                false));
    if (browser != null) {
      browser = browser.at(server.address());
    }
    return server;
  }

  private static JsonNode ended(Program program, String job) throws Exception {
    for (int waited = 0; waited < 600; waited++) {
      JsonNode found = Program.json(program.get(job));
      if (!List.of("waiting", "running").contains(found.path("state").asText())) {
        return found;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("still going on: " + job);
  }

  private List<Audit.Entry> recorded(String what) {
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      return store.<List<Audit.Entry>>read(in -> new Audit(in).newest(1000)).stream()
          .filter(each -> each.what().equals(what))
          .toList();
    }
  }

  @Test
  void run_endsAsUnknownWithAReason_andCanBeRunAgain() throws Exception {
    Random random = new Random(1);
    int lost = 0;
    for (int round = 0; round < ROUNDS || lost == 0; round++) {
      begin();
      Program program = new Program(killed.address(), key);
      Map<String, String> once = Map.of("Idempotency-Key", "run-" + round);
      String order = "{\"kind\":\"run\",\"as_of\":\"2024-12-15\"}";
      HttpResponse<String> asked = program.send("POST", "/api/v1/jobs", order, once);
      assertThat(asked.statusCode()).isEqualTo(202);
      String job = asked.headers().firstValue("Location").orElseThrow();
      Thread.sleep(random.nextInt(round == 0 ? 100 : 1500));
      killed.kill();

      try (PerenneServer server = next()) {
        Program after = new Program(server.address(), key);
        JsonNode state = ended(after, job);
        // it is done if it had not begun, or had ended
        assertThat(state.path("state").asText()).isIn("unknown", "done");
        if (state.path("state").asText().equals("unknown")) {
          lost++;
          assertThat(state.at("/problems/0").asText()).contains("stopped without warning");
          assertThat(browser.get("/jobs/" + state.path("id").asText()).body())
              .contains("Nobody knows how it ended", "stopped without warning", "Run it again");
          HttpResponse<String> again = browser.post("/runs", Map.of("as-of", "2024-12-15"));
          String second = again.headers().firstValue("Location").orElseThrow();
          assertThat(ended(after, "/api/v1" + second).path("state").asText()).isEqualTo("done");
        }
        assertThat(after.send("POST", "/api/v1/jobs", order, once).headers().firstValue("Location"))
            .as("an order that is repeated after the restart is the same one")
            .contains(job);
        for (JsonNode run : Program.json(after.get("/api/v1/runs")).path("runs")) {
          assertThat(run.path("customers").asLong()).as(run.toString()).isEqualTo(400);
        }
        try (var left = Files.list(home.resolve("runs"))) {
          assertThat(left.filter(each -> each.getFileName().toString().startsWith(".")))
              .as("half runs")
              .isEmpty();
        }
      }
    }
  }

  @Test
  void savedConfiguration_isInForceWhole_orNotAtAll() throws Exception {
    Random random = new Random(2);
    List<String> answered = new ArrayList<>();
    AtomicInteger asked = new AtomicInteger();
    for (int round = 0; round < ROUNDS; round++) {
      begin();
      Program program = new Program(killed.address(), key);
      Thread saver = new Thread(() -> save(program, asked, answered));
      saver.start();
      Thread.sleep(300 + random.nextInt(700));
      killed.kill();
      saver.join();

      try (PerenneServer server = next()) {
        Program after = new Program(server.address(), key);
        JsonNode now = Program.json(after.get(CONFIGURATION));
        String share = now.at("/configuration/control-group.share").asText();
        String schedule = now.at("/plan/schedule").asText();
        int last = number(schedule);
        assertThat(share).as("keys and plan are of one save").isEqualTo(share(last));
        assertThat(last).isBetween(answered.isEmpty() ? 0 : asked.get() - 1, asked.get());
        assertThat(browser.get("/settings").body()).doesNotContain("changed by hand");
        List<String> versions = new ArrayList<>();
        Program.json(after.get("/api/v1/configuration/versions?limit=200"))
            .path("versions")
            .forEach(each -> versions.add(each.path("version").asText()));
        assertThat(versions).containsAll(answered);
        assertThat(recorded("settings.save"))
            .extracting(Audit.Entry::target)
            .containsExactlyInAnyOrderElementsOf(versions);
      }
    }
    assertThat(answered).isNotEmpty();
  }

  /** A save is told by its number, which is also a time of day. */
  private static int number(String schedule) {
    return schedule.isEmpty()
        ? 0
        : 60 * Integer.parseInt(schedule.substring(6, 8)) + Integer.parseInt(schedule.substring(9));
  }

  private static String share(int save) {
    return save == 0 ? "" : "0." + (1000 + save);
  }

  /** Saves one configuration after another until nobody answers; keeps the ids of the versions. */
  private static void save(Program program, AtomicInteger asked, List<String> answered) {
    try {
      while (true) {
        HttpResponse<String> read = program.get(CONFIGURATION);
        ObjectNode body = (ObjectNode) Program.json(read);
        String schedule = body.at("/plan/schedule").asText();
        int save = number(schedule) + 1;
        body.retain("configuration", "plan");
        ((ObjectNode) body.path("configuration")).put("control-group.share", share(save));
        ((ObjectNode) body.path("plan"))
            .put("schedule", "daily %02d:%02d".formatted(save / 60, save % 60));
        asked.set(save);
        String tag = read.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> saved =
            program.send("PUT", CONFIGURATION, body.toString(), Map.of("If-Match", tag));
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        answered.add(Program.json(saved).path("version").asText());
      }
    } catch (IOException e) {
      // it has been killed
    }
  }

  @Test
  void upload_goesOnWhereItWas_andEndsWhole() throws Exception {
    Random random = new Random(3);
    for (int round = 0; round < ROUNDS; round++) {
      begin();
      byte[] file = new byte[3_000_000];
      random.nextBytes(file);
      browser.get("/data");
      String id =
          Program.json(
                  browser.post(
                      "/data/uploads",
                      Map.of("name", "orders" + round + ".csv", "size", "" + file.length)))
              .path("id")
              .asText();
      int acknowledged = send(id, file, 0, 500_000);
      boolean last = random.nextBoolean();
      int end = last ? file.length : 2_500_000;
      int from = acknowledged;
      Thread sender = new Thread(() -> sendUntilKilled(id, file, from, end));
      sender.start();
      Thread.sleep(random.nextInt(60));
      killed.kill();
      sender.join();

      try (PerenneServer server = next()) {
        browser.get("/data");
        int offset = Program.json(browser.get("/data/uploads/" + id)).path("offset").asInt();
        assertThat(offset).isBetween(acknowledged, end);
        while (offset < file.length) {
          offset = send(id, file, offset, Math.min(file.length, offset + 1_000_000));
        }
        assertThat(home.resolve("uploads/orders" + round + ".csv")).hasBinaryContent(file);
        assertThat(server.port()).isPositive();
      }
    }
    assertThat(recorded("data.upload")).hasSize(ROUNDS);
  }

  private int send(String id, byte[] file, int from, int to) throws IOException {
    HttpResponse<String> answer =
        browser.send(
            "PATCH",
            "/data/uploads/" + id,
            Map.of("Upload-Offset", "" + from),
            BodyPublishers.ofByteArray(Arrays.copyOfRange(file, from, to)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Program.json(answer).path("offset").asInt();
  }

  private void sendUntilKilled(String id, byte[] file, int from, int to) {
    try {
      send(id, file, from, to);
    } catch (IOException e) {
      // it has been killed
    }
  }

  /** The last piece had arrived, the file was not in sight yet. */
  @Test
  void uploadThatWasComplete_isInSightAfterTheRestart() throws Exception {
    String id;
    try (PerenneServer server = next()) {
      enter(server.address(), server.entrance().orElseThrow());
      browser.get("/data");
      id =
          Program.json(browser.post("/data/uploads", Map.of("name", "orders.csv", "size", "8")))
              .path("id")
              .asText();
    }
    Files.writeString(home.resolve("uploads/.parts/" + id + ".part"), "a,b\n1,2\n");

    try (PerenneServer server = next()) {
      assertThat(server.port()).isPositive();
      assertThat(home.resolve("uploads/orders.csv")).hasContent("a,b\n1,2\n");
      assertThat(Program.json(browser.get("/data/uploads/" + id)).path("offset").asInt())
          .isEqualTo(8);
      assertThat(browser.get("/data").body()).contains("orders.csv");
    }
    assertThat(recorded("data.upload"))
        .singleElement()
        .satisfies(each -> assertThat(each.who() + each.origin()).contains("ana", "restart"));
  }

  @Test
  void delivery_isMadeAgainIfItHadNotArrived_andNotIfItHad() throws Exception {
    for (int round = 0; round < 2 * ROUNDS; round++) {
      begin();
      boolean arrived = round % 2 == 1;
      try (Receiver receiver = new Receiver(arrived)) {
        Files.createDirectories(home.resolve("destinations"));
        Files.writeString(
            home.resolve("destinations/crm.yaml"), "kind: https\nurl: " + receiver.url() + "\n");
        Program program = new Program(killed.address(), key);
        HttpResponse<String> asked =
            program.send(
                "POST",
                "/api/v1/jobs",
                "{\"kind\":\"deliver\",\"run_id\":\"latest\",\"destination\":\"crm\"}",
                Map.of());
        String job = asked.headers().firstValue("Location").orElseThrow();
        assertThat(receiver.reached.await(30, TimeUnit.SECONDS)).isTrue();
        killed.kill();
        receiver.goOn.countDown();

        try (PerenneServer server = next()) {
          Program after = new Program(server.address(), key);
          JsonNode state = ended(after, job);
          assertThat(state.path("state").asText()).isEqualTo("unknown");
          assertThat(state.at("/problems/0").asText()).contains("sends nothing twice");
          long next = state.path("id").asLong() + 1;
          JsonNode second = ended(after, "/api/v1/jobs/" + next);
          assertThat(second.path("state").asText()).as(second.toString()).isEqualTo("done");
          assertThat(second.path("kind").asText()).isEqualTo("deliver");
          assertThat(
                  Program.json(after.get("/api/v1/deliveries?run=latest&destination=crm"))
                      .at("/deliveries/0/state")
                      .asText())
              .isEqualTo("delivered");
        }
        assertThat(receiver.whole.get()).as("whole files that arrived").isEqualTo(1);
      }
      try (var records = Files.list(home.resolve("deliveries/crm"))) {
        for (Path each : records.filter(Files::isRegularFile).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** Keeps the files put there; stops within the first one, or before it answers that it has it. */
  private static final class Receiver implements AutoCloseable {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    final AtomicInteger whole = new AtomicInteger();
    private final boolean takesTheFirst;
    private final HttpServer server;
    private volatile byte[] kept = {};

    Receiver(boolean takesTheFirst) throws IOException {
      this.takesTheFirst = takesTheFirst;
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
      server.createContext("/", this::handle);
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/{file}";
    }

    private void handle(HttpExchange exchange) throws IOException {
      try (exchange) {
        switch (exchange.getRequestMethod()) {
          case "PUT" -> put(exchange);
          case "HEAD" -> {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(kept.length));
            exchange.sendResponseHeaders(whole.get() == 0 ? 404 : 200, -1);
          }
          default -> {
            exchange.sendResponseHeaders(whole.get() == 0 ? 404 : 200, kept.length);
            exchange.getResponseBody().write(kept);
          }
        }
      }
    }

    private void put(HttpExchange exchange) throws IOException {
      boolean first = reached.getCount() > 0;
      if (first && !takesTheFirst) {
        exchange.getRequestBody().readNBytes(1000);
        pause();
        return;
      }
      kept = exchange.getRequestBody().readAllBytes();
      whole.incrementAndGet();
      if (first) {
        pause();
        return;
      }
      exchange.sendResponseHeaders(201, -1);
    }

    private void pause() throws IOException {
      reached.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
