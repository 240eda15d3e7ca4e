// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.ConfigurationReader;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving, refusing, comparing and restoring settings, as an operator does. */
class SettingsTest {
  private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"([^\"]*)\"");
  private static final Pattern RESTORE = Pattern.compile("/settings/versions/([^/]+)/restore");

  private @TempDir Path folder;
  private Path home;
  private Path data;
  private PerenneServer server;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    home = folder.resolve("home");
    data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("orders.csv"), "customer_id,date,amount\n1,2024-01-10,40.00\n");
    server =
        PerenneServer.start(
            new ServerOptions(
                ServedHome.context(home),
                "127.0.0.1",
                0,
                "",
                DatabaseAddress.inHome(home),
                List.of(data),
                true));
    browser = new Browser(server.address());
    browser.get(server.entrance().orElseThrow());
    browser.get("/settings");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String version() throws IOException {
    Matcher shown = VERSION.matcher(browser.get("/settings").body());
    assertThat(shown.find()).isTrue();
    return shown.group(1);
  }

  private HttpResponse<String> save(Map<String, String> fields) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("version", version());
    all.put("transactions", data.resolve("orders.csv").toString());
    all.putAll(fields);
    return browser.post("/settings", all);
  }

  private RunConfiguration inForce() {
    return ConfigurationReader.read(Optional.of(home.resolve("perenne.yaml")), List.of());
  }

  @Test
  void savedSettings_areThoseOfTheTerminalToo() throws IOException {
    HttpResponse<String> saved =
        save(Map.of("key:control-group.share", "0.2", "key:currency", "GBP", "schedule", "off"));

    assertThat(saved.statusCode()).isEqualTo(303);
    assertThat(inForce().toMap()).containsEntry("control-group.share", "0.2");
    assertThat(inForce().toMap()).containsEntry("currency", "GBP");
    assertThat(Files.readString(home.resolve("perenne.yaml"))).doesNotContain("interval");
    assertThat(browser.get("/settings?done=saved").body())
        .contains("Saved.", "value=\"0.2\"", "saved by guest");
  }

  @Test
  void invalidValue_changesNothing_andStaysInItsField() throws IOException {
    save(Map.of("key:currency", "GBP"));
    String before = Files.readString(home.resolve("perenne.yaml"));

    HttpResponse<String> refused =
        save(Map.of("key:currency", "EUROS", "key:datamodel.file-name", "clv_{fecha}.csv"));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("value=\"EUROS\" aria-invalid=\"true\"", "clv_{fecha}.csv", "role=\"alert\"");
    assertThat(Files.readString(home.resolve("perenne.yaml"))).isEqualTo(before);
    try (var files = Files.list(home.resolve("config"))) {
      assertThat(files.filter(each -> each.toString().endsWith(".json"))).hasSize(1);
    }
  }

  @Test
  void earlierVersion_isShownWithItsDifferences_andCanComeBack() throws IOException {
    save(Map.of("key:control-group.share", "0.2"));
    save(Map.of("key:control-group.share", "0.3"));

    String page = browser.get("/settings").body();
    assertThat(page).contains("<del>0.2</del>", "<ins>0.3</ins>");
    Matcher earlier = RESTORE.matcher(page);
    assertThat(earlier.find()).isTrue();
    assertThat(browser.post(earlier.group(), Map.of()).statusCode()).isEqualTo(303);

    assertThat(inForce().toMap()).containsEntry("control-group.share", "0.2");
    assertThat(browser.post("/settings/versions/1/restore", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void whoeverSawAnOlderVersion_isToldInsteadOfOverwriting() throws IOException {
    String seen = version();
    save(Map.of("key:currency", "GBP"));

    HttpResponse<String> late =
        browser.post("/settings", Map.of("version", seen, "key:currency", "USD"));

    assertThat(late.statusCode()).isEqualTo(422);
    assertThat(late.body()).contains("somebody has saved other settings meanwhile");
    assertThat(inForce().toMap()).containsEntry("currency", "GBP");
  }

  @Test
  void saltOfTheFile_isKeptAndNeverShown() throws IOException {
    Files.createDirectories(home);
    Files.writeString(home.resolve("perenne.yaml"), "control-group.salt: very-secret-salt\n");

    save(Map.of("key:currency", "GBP"));
    save(Map.of("key:currency", "USD"));

    assertThat(Files.readString(home.resolve("perenne.yaml"))).contains("very-secret-salt");
    assertThat(browser.get("/settings").body()).doesNotContain("very-secret-salt");
    assertThat(browser.get("/platform").body())
        .contains("settings.save")
        .doesNotContain("very-secret-salt");
  }

  @Test
  void changeByHand_isShownAndSaid() throws IOException {
    save(Map.of("key:currency", "GBP"));
    Files.writeString(home.resolve("perenne.yaml"), "currency: CHF\n");

    assertThat(browser.get("/settings").body())
        .contains("value=\"CHF\"", "was changed by hand since");
    Files.writeString(home.resolve("perenne.yaml"), "currency: [\n");
    HttpResponse<String> damaged = browser.get("/settings");
    assertThat(damaged.statusCode()).isEqualTo(503);
    assertThat(damaged.body()).contains("perenne.yaml");
  }

  @Test
  void filesThatPagesMayNotRead_areRefused() throws IOException {
    Path outside = Files.writeString(folder.resolve("secret.csv"), "a,b\n1,2\n");
    Files.createSymbolicLink(data.resolve("link.csv"), outside);

    for (String path :
        List.of(
            "/etc/passwd",
            outside.toString(),
            data + "/../secret.csv",
            data.resolve("link.csv").toString())) {
      HttpResponse<String> refused = save(Map.of("transactions", path));
      assertThat(refused.statusCode()).as(path).isEqualTo(422);
      assertThat(refused.body()).as(path).contains("pages may not read this path");
    }
    assertThat(save(Map.of("transactions", data.resolve("none-*.csv").toString())).statusCode())
        .isEqualTo(422);
    assertThat(save(Map.of("transactions", data.resolve("*rders.csv").toString())).statusCode())
        .isEqualTo(303);
  }

  @Test
  void schedule_isShownAsTimes_andABadOneRefused() throws IOException {
    assertThat(save(Map.of("schedule", "daily", "time", "04:30")).statusCode()).isEqualTo(303);
    assertThat(browser.get("/settings").body()).contains("The next run starts", "04:30");

    for (Map<String, String> bad :
        List.of(
            Map.of("schedule", "daily", "time", "25:00"),
            Map.of("schedule", "monthly", "day", "40", "time", "03:00"),
            Map.of("schedule", "cron", "cron", "0 0 31 2 *"),
            Map.of("schedule", "daily", "time", "03:00", "transactions", ""))) {
      assertThat(save(bad).statusCode()).as("%s", bad).isEqualTo(422);
    }
    assertThat(browser.get("/settings").body()).contains("04:30");
  }
}
