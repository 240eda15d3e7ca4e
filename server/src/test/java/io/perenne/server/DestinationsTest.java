// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adding, changing and trying destinations. */
class DestinationsTest {
  private @TempDir Path folder;
  private PerenneServer server;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    Path home = folder.resolve("home");
    server =
        PerenneServer.start(
            new ServerOptions(
                ServedHome.context(home),
                "127.0.0.1",
                0,
                "",
                DatabaseAddress.inHome(home),
                List.of(),
                true));
    browser = new Browser(server.address());
    browser.get(server.entrance().orElseThrow());
    browser.get("/destinations");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void folder_isAddedAndReached() throws IOException {
    Path lake = Files.createDirectories(folder.resolve("lake"));
    assertThat(browser.get("/destinations/new?kind=folder").body()).contains("name=\"key:folder\"");

    HttpResponse<String> added =
        browser.post(
            "/destinations",
            Map.of("kind", "folder", "name", "lake", "key:folder", lake.toString()));
    assertThat(added.statusCode()).isEqualTo(303);

    assertThat(browser.get("/destinations").body()).contains("lake", lake.toString());
    assertThat(browser.post("/destinations/lake/test", Map.of()).body())
        .contains("lake can be reached");
    assertThat(browser.get("/settings").body()).contains("name=\"destination\" value=\"lake\"");
    assertThat(browser.get("/platform").body()).contains("destination.save", "folder=" + lake);
  }

  @Test
  void destination_isDeleted_unlessRunsAreDeliveredToIt() throws IOException {
    String path = folder.resolve("lake").toString();
    browser.post("/destinations", Map.of("kind", "folder", "name", "lake", "key:folder", path));
    assertThat(browser.get("/destinations/lake").body()).contains("Delete the destination");
    browser.get("/settings");
    browser.post("/settings", Map.of("version", "", "destination", "lake"));

    HttpResponse<String> refused = browser.post("/destinations/lake/delete", Map.of());
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("runs are delivered to this destination", path);

    Matcher version =
        Pattern.compile("name=\"version\" value=\"([^\"]*)\"")
            .matcher(browser.get("/settings").body());
    assertThat(version.find()).isTrue();
    browser.post("/settings", Map.of("version", version.group(1)));
    assertThat(browser.post("/destinations/lake/delete", Map.of()).statusCode()).isEqualTo(303);
    assertThat(browser.get("/destinations").body()).doesNotContain(path);
    assertThat(browser.get("/platform").body()).contains("destination.delete");
  }

  @Test
  void folderThatIsNotThere_isToldWhenTried() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    browser.post(
        "/destinations", Map.of("kind", "folder", "name", "lake", "key:folder", file.toString()));

    HttpResponse<String> tried = browser.post("/destinations/lake/test", Map.of());
    assertThat(tried.statusCode()).isEqualTo(200);
    assertThat(tried.body()).contains("role=\"alert\"").doesNotContain("can be reached");
  }

  @Test
  void serverThatDoesNotExist_isToldAndNothingIsApproved() throws IOException {
    browser.post(
        "/destinations",
        Map.of(
            "kind", "sftp",
            "name", "nube",
            "key:host", "127.0.0.1",
            "key:port", "1",
            "key:user", "perenne",
            "key:password", "env:PERENNE_NOWHERE"));

    HttpResponse<String> tried = browser.post("/destinations/nube/test", Map.of());
    assertThat(tried.statusCode()).isEqualTo(200);
    assertThat(tried.body()).contains("role=\"alert\"");
  }

  @Test
  void passwordInPlaceOfItsPlace_isRefused_andNotShownAgain() throws IOException {
    HttpResponse<String> refused =
        browser.post(
            "/destinations",
            Map.of(
                "kind", "sftp",
                "name", "nube",
                "key:host", "sftp.example",
                "key:user", "perenne",
                "key:password", "hunter2hunter2"));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("role=\"alert\"").doesNotContain("hunter2hunter2");
    assertThat(browser.get("/destinations").body()).doesNotContain("nube");
  }

  @Test
  void namesThatClimbOrAreTaken_areRefused() throws IOException {
    String path = folder.resolve("lake").toString();
    Map<String, String> lake = Map.of("kind", "folder", "name", "lake", "key:folder", path);
    assertThat(browser.post("/destinations", lake).statusCode()).isEqualTo(303);

    assertThat(browser.post("/destinations", lake).statusCode()).isEqualTo(422);
    assertThat(
            browser
                .post("/destinations", Map.of("kind", "folder", "name", "../x", "key:folder", path))
                .statusCode())
        .isEqualTo(422);
    assertThat(browser.get("/destinations/..%2F..%2Fperenne").statusCode()).isIn(400, 404);
    assertThat(browser.get("/destinations/new?kind=ftp").statusCode()).isEqualTo(404);
  }
}
