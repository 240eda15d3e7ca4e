// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.server.http.AddressRanges;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Jobs;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server tells Prometheus, and what is made of it. */
class MetricsTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";
  private static final Pattern KEY = Pattern.compile("perenne_[0-9a-f]{64}");

  /** Names of metrics in an expression. */
  private static final Pattern NAME =
      Pattern.compile("\\b(?:perenne|jvm|process|system|disk)_[a-z_]+\\b");

  private @TempDir Path home;

  private PerenneServer start(String... scrapers) {
    return PerenneServer.start(
        new ServerOptions(
            ServedHome.context(home),
            "127.0.0.1",
            0,
            "",
            DatabaseAddress.inHome(home),
            List.of(),
            false,
            AccessOptions.simple().withScrapers(AddressRanges.of(List.of(scrapers)))));
  }

  private void fill() throws IOException {
    Path rows = home.resolve("rows.csv");
    Files.writeString(
        rows, "customer_id,date,amount\n" + "1,2024-01-10,40.00\n".repeat(30) + "2,2024-01-12,x\n");
    ServedHome.run(home, RunConfiguration.defaults(), "2024-02-01", rows);
    try (Store store = Store.open(DatabaseAddress.inHome(home), java.time.InstantSource.system())) {
      Instant now = Instant.now();
      for (String kind : List.of("run", "deliver", "arrivals")) {
        for (Jobs.End end :
            List.of(Jobs.End.done(Optional.empty()), Jobs.End.because("failed", "x", "x"))) {
          store.write(
              in -> {
                Jobs jobs = new Jobs(in);
                long id = jobs.add(Jobs.Order.of(kind, "", Optional.empty(), "ana"), now);
                jobs.start(id, Jobs.Lease.of("s", now, Duration.ofSeconds(9)), now);
                return jobs.end(id, "s", end, now);
              });
        }
      }
    }
  }

  private static String scrape(PerenneServer server) throws IOException {
    return new Browser(server.address()).send("GET", "/metrics", Map.of("Accept", "*/*")).body();
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> names.add(line.split("[{ ]", 2)[0]));
    return names;
  }

  private static void requireKnown(List<String> expressions, Set<String> names) {
    assertThat(expressions).hasSizeGreaterThan(5);
    for (String expression : expressions) {
      Matcher name = NAME.matcher(expression);
      boolean found = false;
      while (name.find()) {
        assertThat(names).as(expression).contains(name.group());
        found = true;
      }
      assertThat(found || expression.startsWith("up{")).as(expression).isTrue();
    }
  }

  @Test
  void runsJobsRequestsAndMachine_areMeasured_andNoPathIsShown() throws IOException {
    fill();
    try (PerenneServer server = start("127.0.0.1")) {
      Browser browser = new Browser(server.address());
      browser.get("/customers/a-customer-whose-name-is-secret");
      browser.get("/welcome/aaaaaaaa");
      browser.post("/sign-in", Map.of("name", "eva@shop.example", "password", "wrong"));

      String text = scrape(server);

      assertThat(text)
          .contains(
              "perenne_last_run_rejects 1.0",
              "perenne_last_run_customers 1.0",
              "perenne_jobs{kind=\"deliver\",state=\"failed\"} 1.0",
              "perenne_jobs_queued 0.0",
              "perenne_store_up 1.0",
              "perenne_sign_in_failures_total{way=\"password\"} 1.0",
              "perenne_sign_in_failures_total{way=\"oidc\"} 0.0",
              "route=\"/customers/{id}\"",
              "jvm_memory_used_bytes",
              "disk_free_bytes")
          .containsPattern("perenne_last_run_rows 3[01].0")
          .containsPattern("perenne_last_run_age_seconds [0-9.E]+")
          .containsPattern(
              "perenne_http_requests_seconds_count\\{method=\"GET\",route=\"/welcome/\\{token\\}\",status=\"404\"")
          .doesNotContain("secret", "aaaaaaaa", "eva@shop.example");
    }
  }

  @Test
  void homeWithoutRuns_andRequestsThatHitNothing_areMeasuredToo() throws IOException {
    try (PerenneServer server = start("127.0.0.0/8")) {
      new Browser(server.address()).get("/no/such/page");

      assertThat(scrape(server))
          .contains("perenne_last_run_rows NaN", "status=\"404\"")
          .doesNotContain("/no/such");
    }
  }

  @Test
  void stranger_isRefused_andAKeyThatMayReadIsNot() throws IOException {
    try (PerenneServer server = start()) {
      Browser admin = new Browser(server.address());
      assertThat(admin.get("/metrics").statusCode()).isEqualTo(401);
      assertThat(admin.send("GET", "/metrics", Map.of("X-Forwarded-For", "10.0.0.1")).statusCode())
          .isEqualTo(401);
      admin.post(
          server.entrance().orElseThrow(),
          Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
      admin.get("/platform");
      Matcher key =
          KEY.matcher(
              admin
                  .post(
                      "/platform/keys",
                      Map.of("name", "prometheus", "days", "90", "permission", "read"))
                  .body());
      assertThat(key.find()).isTrue();

      Browser program = new Browser(server.address());
      assertThat(
              program
                  .send("GET", "/metrics", Map.of("Authorization", "Bearer " + key.group()))
                  .body())
          .contains("perenne_store_up 1.0")
          .doesNotContain(key.group());
      assertThat(
              program
                  .send("GET", "/metrics", Map.of("Authorization", "Bearer perenne_wrong"))
                  .statusCode())
          .isEqualTo(401);
      assertThat(admin.get("/metrics").body())
          .contains("perenne_sign_in_failures_total{way=\"key\"} 1.0");
    }
  }

  @Test
  void everyExpressionOfDashboardAndRules_namesWhatIsMeasured() throws IOException {
    fill();
    try (PerenneServer server = start("127.0.0.1")) {
      new Browser(server.address()).get("/healthz");
      System.gc();
      Set<String> names = names(scrape(server));

      List<String> dashboard = new ArrayList<>();
      JsonNode root =
          new ObjectMapper()
              .readTree(Files.readString(Path.of("../deploy/grafana-dashboard.json")));
      root.findValuesAsText("expr").forEach(dashboard::add);
      requireKnown(dashboard, names);
      List<String> rules =
          new ObjectMapper(new YAMLFactory())
              .readTree(Files.readString(Path.of("../deploy/perenne-alerts.yml")))
              .findValuesAsText("expr");
      requireKnown(rules, names);
    }
  }
}
