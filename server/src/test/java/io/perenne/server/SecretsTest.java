// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.server.account.Permission;
import io.perenne.server.live.source.WriteKeys;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose secrets are marked, used and misused in every way that people and programs have;
 * then everything it has said and written is searched for them.
 */
@SuppressWarnings("NullAway.Init") // each test starts them
class SecretsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MARK = "zebra-secret-";
  private static final String PASSWORD = MARK + "password";
  private static final String CUSTOMER = "customer-4711@shop.example";

  private @TempDir Path folder;
  private Path home;
  private Path log;
  private HttpServer other;
  private ServerProcess server;
  private final List<String> said = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>(List.of(MARK));

  private void start() throws Exception {
    home = Files.createDirectories(folder.resolve("home"));
    log = folder.resolve("log");
    Path few = folder.resolve("few.csv");
    StringBuilder rows = new StringBuilder("order,customer,date,amount\n");
    for (int i = 0; i < 50; i++) {
      rows.append("o%d,c%d,2024-%02d-10,10.50\n".formatted(i, i % 20, 1 + i % 12));
    }
    Files.writeString(few, rows);
    ServedHome.run(home, RunConfiguration.defaults().with("model", "none"), "2024-12-30", few);
    other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
    other.createContext("/", SecretsTest::refuse);
    other.start();
    Map<String, String> environment = new HashMap<>();
    for (String name : List.of("SFTP", "PHRASE", "HOOK", "MAIL", "HEADER", "QUERY")) {
      environment.put("MARKED_" + name, MARK + name);
    }
    environment.put("PERENNE_LOG", "json");
    environment.put("PERENNE_OIDC_ISSUER", "https://127.0.0.1:1/issuer");
    environment.put("PERENNE_OIDC_CLIENT_ID", "perenne");
    environment.put("PERENNE_OIDC_ROLE", "perenne-admins=admin");
    environment.put("PERENNE_OIDC_CLIENT_SECRET", MARK + "oidc");
    server = ServerProcess.start(home, log, environment);
  }

  /** A service that repeats in its refusal what it was sent. */
  private static void refuse(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] answer =
          (exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet())
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(403, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
      other.stop(0);
    }
  }

  private HttpResponse<String> keep(HttpResponse<String> answer) {
    said.add(answer.headers().map() + "\n" + answer.body());
    return answer;
  }

  @Test
  void nothingThatIsSaidOrWritten_holdsASecret_orNamesACustomerInTheLog() throws Exception {
    start();
    Browser admin = new Browser(server.address());
    String link = server.entrance();
    secrets.add(link.substring(link.lastIndexOf('/') + 1));
    admin.post(link, Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
    signInsThatFail();
    String key = keyOfAPage(admin);
    wrongUses(key);
    destinationsThatFail(admin);
    noticesThatFail(admin);
    Program program = new Program(server.address(), key);
    keep(program.get("/api/v1/customers/" + CUSTOMER));
    damage(program, admin);
    for (String page : pages(program)) {
      keep(admin.get(page));
      keep(program.get(page));
    }
    String writeKey = eventsUnderLoad();
    keep(program.get("/metrics"));
    server.kill();

    assertThat(said.stream().filter(text -> secrets.stream().anyMatch(text::contains)))
        .as("what was answered")
        .isEmpty();
    String logged = Files.readString(log);
    assertThat(logged.replaceFirst("entrance .*", "")).doesNotContain(secrets);
    assertThat(logged)
        .doesNotContain(CUSTOMER, "ana@shop.example", "device-4711", "203.0.113", writeKey);
    assertThat(entries(logged)).isNotEmpty();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(secrets);
      }
    }
  }

  private void signInsThatFail() throws IOException {
    Browser stranger = new Browser(server.address());
    stranger.get("/sign-in");
    keep(stranger.post("/sign-in", Map.of("name", "ana@shop.example", "password", MARK + "wrong")));
    keep(stranger.get("/sign-in/oidc"));
    keep(stranger.get("/sign-in/oidc/callback?code=" + MARK + "code&state=" + MARK + "state"));
    // the page of a link has the link in it: what is asked for here is the log
    stranger.get("/welcome/" + MARK + "token");
    stranger.post("/welcome/" + MARK + "token", Map.of("password", MARK + "new"));
  }

  private String keyOfAPage(Browser admin) throws IOException {
    keep(admin.get("/platform"));
    Map<String, String> form = Map.of("name", "warehouse", "permission", Permission.READ.code());
    Matcher key =
        Pattern.compile("perenne_[A-Za-z0-9_-]{20,}")
            .matcher(admin.post("/platform/keys", form).body());
    assertThat(key.find()).as("the page shows the key that it has made").isTrue();
    secrets.add(key.group());
    String all =
        Program.key(
            home, Permission.READ, Permission.CUSTOMERS, Permission.RUN, Permission.CONFIGURE);
    secrets.add(all);
    return all;
  }

  private void wrongUses(String key) throws IOException {
    Program wrong = new Program(server.address(), "perenne_" + MARK + "key");
    keep(wrong.get("/api/v1/runs"));
    keep(wrong.get("/runs"));
    Program right = new Program(server.address(), key);
    keep(right.send("POST", "/api/v1/jobs", "{\"kind\":\"" + "walk" + "\"}", Map.of()));
    keep(right.send("POST", "/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1}", Map.of()));
    keep(new Browser(server.address()).send("GET", "/runs", Map.of("Cookie", "perenne=" + MARK)));
  }

  private void destinationsThatFail(Browser admin) throws IOException {
    String url = "http://127.0.0.1:" + other.getAddress().getPort() + "/{file}";
    List<Map<String, String>> forms =
        List.of(
            Map.of(
                "kind",
                "https",
                "name",
                "web",
                "key:url",
                url,
                "key:authorization",
                "env:MARKED_HEADER",
                "key:query",
                "env:MARKED_QUERY"),
            Map.of(
                "kind",
                "sftp",
                "name",
                "sftp",
                "key:host",
                "127.0.0.1",
                "key:port",
                "1",
                "key:user",
                "perenne",
                "key:password",
                "env:MARKED_SFTP"),
            Map.of(
                "kind",
                "postgresql",
                "name",
                "pg",
                "key:url",
                "jdbc:postgresql://127.0.0.1:1/x",
                "key:user",
                "perenne",
                "key:password",
                "env:MARKED_PHRASE",
                "key:table",
                "clv"),
            Map.of(
                "kind",
                "https",
                "name",
                "typed",
                "key:url",
                url,
                "key:authorization",
                MARK + "typed"),
            Map.of(
                "kind",
                "https",
                "name",
                "inurl",
                "key:url",
                "https://perenne:" + MARK + "inurl@127.0.0.1/{file}"));
    for (Map<String, String> form : forms) {
      boolean good = !form.toString().contains(MARK);
      assertThat(keep(admin.post("/destinations", form)).statusCode())
          .as(form.get("name"))
          .isEqualTo(good ? 303 : 422);
      keep(admin.post("/destinations/" + form.get("name") + "/test", Map.of()));
    }
    Program program = new Program(server.address(), secrets.get(secrets.size() - 1));
    for (String name : List.of("web", "sftp", "pg")) {
      String order =
          "{\"kind\":\"deliver\",\"run_id\":\"latest\",\"destination\":\"" + name + "\"}";
      assertThat(keep(program.send("POST", "/api/v1/jobs", order, Map.of())).statusCode())
          .as(name)
          .isEqualTo(202);
    }
  }

  private void noticesThatFail(Browser admin) throws IOException {
    admin.get("/notices");
    Map<String, String> form =
        new HashMap<>(
            Map.of(
                "language",
                "en",
                "on-failure",
                "on",
                "mail",
                "on",
                "webhook",
                "on",
                "host",
                "127.0.0.1",
                "port",
                "1",
                "security",
                "none",
                "user",
                "perenne",
                "password",
                "env:MARKED_MAIL"));
    form.putAll(
        Map.of(
            "from", "perenne@shop.example",
            "to", "ana@shop.example",
            "url", "http://127.0.0.1:" + other.getAddress().getPort() + "/hook",
            "secret", "env:MARKED_HOOK"));
    keep(admin.post("/notices", form));
    keep(admin.post("/notices/test", Map.of()));
    form.put("secret", MARK + "typed");
    form.put("password", MARK + "typed");
    keep(admin.post("/notices", form));
  }

  /** Sends events of all kinds at once, most of which cannot be kept; returns the write key. */
  private String eventsUnderLoad() throws Exception {
    String key;
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      key =
          new WriteKeys(store, InstantSource.system(), new SecureRandom())
              .add(LiveServer.ANA, "web");
    }
    String person =
        "\"userId\":\""
            + CUSTOMER
            + "\",\"anonymousId\":\"device-4711\",\"context\":{\"ip\":\"203.0.113.7\"}";
    List<String> bodies =
        List.of(
            "{\"batch\":[{\"type\":\"identify\","
                + person
                + "},{\"type\":\"track\","
                + person
                + "}]}",
            "{\"type\":\"track\",\"event\":\"Order Completed\"," + person + "}",
            "{\"type\":\"page\",\"timestamp\":\"never\"," + person + "}",
            "{\"type\":\"page\"," + person + ",\"properties\":\"" + "x".repeat(40_000) + "\"}",
            "{\"type\":\"page\"," + person,
            "[\"" + CUSTOMER + "\"]");
    List<String> addresses =
        List.of(
            "/v1/batch",
            "/v1/t?writeKey=" + key,
            "/v1/" + CUSTOMER,
            "/v1/pixel/page?writeKey=" + key + "&userId=" + CUSTOMER,
            "/v1/projects/" + key + "/settings");
    HttpClient client = HttpClient.newHttpClient();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String address = addresses.get(i % addresses.size());
      String sender = i % 7 == 0 ? key + "x" : key;
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(server.address().replaceFirst("/$", "") + address));
      LiveServer.basic(sender).forEach(request::header);
      boolean asks = address.contains("pixel") || address.contains("settings");
      if (!asks) {
        request.POST(BodyPublishers.ofString(bodies.get(i % bodies.size())));
      }
      answers.add(client.sendAsync(request.build(), BodyHandlers.ofString()));
    }
    Set<Integer> statuses = new HashSet<>();
    for (CompletableFuture<HttpResponse<String>> each : answers) {
      statuses.add(each.get(30, TimeUnit.SECONDS).statusCode());
    }
    assertThat(statuses).contains(200, 400, 401, 404);
    return key;
  }

  /** A page that cannot be shown leaves an entry in the log. */
  private void damage(Program program, Browser admin) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end
        && program
            .get("/api/v1/jobs?kind=deliver")
            .body()
            .matches("(?s).*\"(waiting|running)\".*")) {
      Thread.sleep(100);
    }
    Path settings = home.resolve("perenne.yaml");
    Files.writeString(settings, "currency: [");
    keep(admin.get("/settings"));
    keep(program.get("/api/v1/configuration"));
    Files.delete(settings);
  }

  private List<String> pages(Program program) throws IOException {
    List<String> pages =
        new ArrayList<>(
            List.of("/", "/runs", "/platform", "/destinations", "/destinations/web", "/notices"));
    pages.addAll(List.of("/settings", "/data", "/account", "/datamodel", "/datamodel/deliveries"));
    for (String resource : List.of("runs", "jobs", "deliveries", "destinations", "configuration")) {
      pages.add("/api/v1/" + resource);
    }
    JsonNode jobs = Program.json(program.get("/api/v1/jobs?kind=deliver")).path("jobs");
    assertThat(jobs).isNotEmpty();
    for (JsonNode job : jobs) {
      pages.add("/jobs/" + job.path("id").asText());
      pages.add("/api/v1/jobs/" + job.path("id").asText());
    }
    return pages;
  }

  /** Requires that each entry is an object on a line with all that an operator searches for. */
  private static List<JsonNode> entries(String logged) throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    for (String line : logged.lines().toList()) {
      if (!line.startsWith("entrance ") && !line.startsWith("address ")) {
        JsonNode entry = JSON.readTree(line);
        Instant.parse(entry.path("time").asText());
        assertThat(entry.path("level").asText()).isIn("INFO", "WARN", "ERROR");
        assertThat(entry.path("logger").asText()).isNotEmpty();
        assertThat(entry.path("message").asText()).isNotEmpty();
        entries.add(entry);
      }
    }
    assertThat(entries)
        .as("of a request")
        .anySatisfy(
            entry -> {
              assertThat(entry.path("request").asText()).matches("[0-9a-f]{16}");
              assertThat(entry.path("user").asText()).isEqualTo("user:1");
            });
    assertThat(entries)
        .as("of a job")
        .anySatisfy(entry -> assertThat(entry.path("job").asText()).matches("\\d+"));
    return entries;
  }

  @Test
  void databaseThatCannotBeReached_isToldWithoutItsPassword() throws Exception {
    home = Files.createDirectories(folder.resolve("home"));
    Path file = folder.resolve("refused");
    Map<String, String> environment =
        Map.of(
            "PERENNE_LOG",
            "json",
            "PERENNE_DATABASE",
            "jdbc:postgresql://127.0.0.1:1/x?user=x&password=" + MARK + "b");

    assertThat(ServerProcess.fail(home, file, environment)).isNotZero();

    assertThat(Files.readString(file)).contains("127.0.0.1").doesNotContain(MARK);

    Path other = folder.resolve("refused-other");
    Map<String, String> before =
        Map.of("PERENNE_DATABASE", "jdbc:postgresql://perenne:" + MARK + "a@127.0.0.1:1/x");
    assertThat(ServerProcess.fail(home, other, before)).isNotZero();
    assertThat(Files.readString(other)).contains("PERENNE_DATABASE").doesNotContain(MARK);
  }
}
