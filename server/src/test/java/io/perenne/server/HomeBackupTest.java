// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup made while a server serves, and put into another home. */
class HomeBackupTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";

  private @TempDir Path folder;

  private static PerenneServer serve(Path home) {
    return PerenneServer.start(
        new ServerOptions(
            ServedHome.context(home),
            "127.0.0.1",
            0,
            "",
            DatabaseAddress.inHome(home),
            List.of(),
            false));
  }

  @Test
  void restoredHome_knowsItsPeopleAndItsSettings() throws IOException {
    Path home = folder.resolve("home");
    Path file = folder.resolve("backup.zip");
    try (PerenneServer server = serve(home)) {
      Browser browser = new Browser(server.address());
      browser.post(
          server.entrance().orElseThrow(),
          Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
      browser.get("/settings");
      browser.post("/settings", Map.of("version", "", "key:currency", "GBP"));

      new HomeBackup(home).write(file, InstantSource.system());

      assertThat(browser.get("/account").statusCode()).isEqualTo(200);
    }
    Path other = folder.resolve("other");
    new HomeBackup(other).restore(file);

    try (PerenneServer server = serve(other)) {
      assertThat(server.entrance()).isEmpty();
      Browser browser = new Browser(server.address());
      assertThat(
              browser
                  .post("/sign-in", Map.of("name", "ana@shop.example", "password", PASSWORD))
                  .statusCode())
          .isEqualTo(303);
      assertThat(browser.get("/settings").body()).contains("value=\"GBP\"", "saved by ana@");
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("home", "other", "backup.zip");
    }
  }

  @Test
  void fileThatIsThere_andHomeThatHoldsSomething_areNotReplaced() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.writeString(home.resolve("perenne.yaml"), "currency: GBP\n");
    Path file = folder.resolve("backup.zip");
    HomeBackup backup = new HomeBackup(home);
    backup.write(file, InstantSource.system());

    assertThatThrownBy(() -> backup.write(file, InstantSource.system()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is a file of this name already");
    assertThatThrownBy(() -> backup.restore(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("perenne.yaml");
    assertThatThrownBy(
            () ->
                new HomeBackup(folder.resolve("none"))
                    .write(folder.resolve("x.zip"), InstantSource.system()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nothing to keep");
  }

  @Test
  void fileThatIsNoBackup_changesNothing() throws IOException {
    Path home = folder.resolve("home");
    for (String name :
        List.of("../out.txt", "config/../../out.txt", "/etc/out", "runs/x/run.json", "config/..")) {
      Path file = folder.resolve("foreign.zip");
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write('x');
      }
      assertThatThrownBy(() -> new HomeBackup(home).restore(file))
          .as(name)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("no backup of Perenne");
    }
    Path whole = folder.resolve("whole.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(whole))) {
      zip.putNextEntry(new ZipEntry("perenne.yaml"));
      zip.write("currency: GBP\n".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("config/20260101T000000000Z.json"));
      byte[] content = new byte[100_000];
      new Random(5).nextBytes(content);
      zip.write(content);
    }
    byte[] bytes = Files.readAllBytes(whole);
    bytes[bytes.length / 2] ^= 0x55; // within the second file
    Path damaged = Files.write(folder.resolve("damaged.zip"), bytes);
    assertThatThrownBy(() -> new HomeBackup(home).restore(damaged))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot be read as a backup");
    assertThat(home.resolve("perenne.yaml")).doesNotExist();
    assertThat(home.resolve(".restoring")).doesNotExist();
    Path text = Files.writeString(folder.resolve("text.zip"), "not a zip");
    assertThatThrownBy(() -> new HomeBackup(home).restore(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot be read as a backup");
    assertThatThrownBy(() -> new HomeBackup(home).restore(folder.resolve("missing.zip")))
        .isInstanceOf(InputException.class);
    assertThat(folder.resolve("out.txt")).doesNotExist();
  }
}
