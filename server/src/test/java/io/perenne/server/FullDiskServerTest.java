// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunStore;
import io.perenne.server.account.Permission;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose disk is full, and has room again: a small file system holds its home. */
class FullDiskServerTest {
  private static final String CONFIGURATION = "/api/v1/configuration";
  private static final String PASSWORD = "correct horse battery";

  private @TempDir Path folder;
  private Path disk;
  private Path home;
  private PerenneServer server;
  private Browser browser;
  private Program program;

  @BeforeEach
  void start() throws Exception {
    disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", disk.toString()),
        "skipped: a small disk cannot be mounted here");
    home = disk.resolve("home");
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
    server =
        PerenneServer.start(
            new ServerOptions(
                ServedHome.context(home),
                "127.0.0.1",
                0,
                "",
                DatabaseAddress.inHome(home),
                List.of(),
                false));
    browser = new Browser(server.address());
    browser.post(
        server.entrance().orElseThrow(),
        Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD));
    program =
        new Program(
            server.address(),
            Program.key(
                home, Permission.READ, Permission.CUSTOMERS, Permission.RUN, Permission.CONFIGURE));
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.close();
      succeeds("umount", "--lazy", disk.toString());
    }
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  /** Leaves no byte. */
  private void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(disk.resolve("filling"))) {
      byte[] block = new byte[1 << 20];
      for (int size = block.length; size > 0; size /= 2) {
        while (written(out, block, size)) {
          // some more
        }
      }
    }
  }

  private static boolean written(OutputStream out, byte[] block, int size) {
    try {
      out.write(block, 0, size);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void makeRoom() throws IOException {
    Files.delete(disk.resolve("filling"));
  }

  private HttpResponse<String> save(String share) throws IOException {
    HttpResponse<String> read = program.get(CONFIGURATION);
    ObjectNode body = (ObjectNode) Program.json(read);
    body.retain("configuration", "plan");
    ((ObjectNode) body.path("configuration")).put("control-group.share", share);
    String tag = read.headers().firstValue("ETag").orElseThrow();
    return program.send("PUT", CONFIGURATION, body.toString(), Map.of("If-Match", tag));
  }

  private HttpResponse<String> piece(String id, byte[] file, int from) throws IOException {
    return browser.send(
        "PATCH",
        "/data/uploads/" + id,
        Map.of("Upload-Offset", "" + from),
        BodyPublishers.ofByteArray(Arrays.copyOfRange(file, from, file.length)));
  }

  private static void requireSentence(String what, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(what + ": " + answer.body()).isIn(409, 422, 503);
    assertThat(answer.body())
        .as(what)
        .containsAnyOf("full", "no space")
        .doesNotContain("Exception", "SQLITE", "\tat ");
  }

  @Test
  void fullDisk_isToldInASentence_leavesNothingByHalf_andIsOverWhenThereIsRoom() throws Exception {
    assertThat(save("0.11").statusCode()).isEqualTo(200);
    byte[] file = new byte[2_000_000];
    new Random(5).nextBytes(file);
    browser.get("/data");
    String id =
        Program.json(
                browser.post(
                    "/data/uploads", Map.of("name", "orders.csv", "size", "" + file.length)))
            .path("id")
            .asText();
    fill();

    requireSentence("a save by a program", save("0.12"));
    assertThat(Program.json(program.get(CONFIGURATION)).at("/configuration/control-group.share"))
        .as("what is in force")
        .asString()
        .contains("0.11");
    requireSentence("a piece of a file", piece(id, file, 0));
    requireSentence(
        "a page that changes something",
        browser.post("/platform/keys", Map.of("name", "new", "permission", "read")));
    requireSentence(
        "an order", program.send("POST", "/api/v1/jobs", "{\"kind\":\"run\"}", Map.of()));
    assertThat(browser.get("/segments").statusCode()).as("pages are still shown").isEqualTo(200);
    assertThat(RunStore.of(home).ids()).hasSize(1);

    makeRoom();

    assertThat(save("0.13").statusCode()).isEqualTo(200);
    int offset = Program.json(browser.get("/data/uploads/" + id)).path("offset").asInt();
    assertThat(piece(id, file, offset).statusCode()).isEqualTo(200);
    assertThat(home.resolve("uploads/orders.csv")).hasBinaryContent(file);
    HttpResponse<String> ordered =
        program.send(
            "POST", "/api/v1/jobs", "{\"kind\":\"run\",\"as_of\":\"2024-12-15\"}", Map.of());
    JsonNode job = ended(ordered.headers().firstValue("Location").orElseThrow());
    assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("done");
  }

  @Test
  void diskThatIsFullWithinARun_isToldAsItsReason_andNoHalfRunIsLeft() throws Exception {
    HttpResponse<String> ordered =
        program.send(
            "POST", "/api/v1/jobs", "{\"kind\":\"run\",\"as_of\":\"2024-12-15\"}", Map.of());
    fill();
    Thread.sleep(3000); // the run meets it; how it ended can be kept once there is room
    makeRoom();

    JsonNode job = ended(ordered.headers().firstValue("Location").orElseThrow());

    if (!job.path("state").asText().equals("done")) {
      assertThat(job.path("problems").toString()).contains("full").doesNotContain("Exception");
      assertThat(RunStore.of(home).ids()).hasSize(1);
    }
    HttpResponse<String> again =
        program.send(
            "POST", "/api/v1/jobs", "{\"kind\":\"run\",\"as_of\":\"2024-12-16\"}", Map.of());
    assertThat(ended(again.headers().firstValue("Location").orElseThrow()).path("state").asText())
        .isEqualTo("done");
  }

  private JsonNode ended(String job) throws Exception {
    for (int waited = 0; waited < 600; waited++) {
      JsonNode found = Program.json(program.get(job));
      if (!List.of("waiting", "running").contains(found.path("state").asText())) {
        return found;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("still going on: " + job);
  }

  /** Five gigabytes are made while they are sent; hardly any of them ever are. */
  @Test
  void fileOfFiveGigabytes_isRefusedEarly_byItsLengthAndByCounting() throws Exception {
    browser.get("/data");
    HttpResponse<String> claimed =
        browser.post("/data/uploads", Map.of("name", "a.csv", "size", "5000000001"));
    assertThat(claimed.statusCode()).isEqualTo(422);
    assertThat(claimed.body()).contains("larger than this server takes");
    String id =
        Program.json(browser.post("/data/uploads", Map.of("name", "a.csv", "size", "1000")))
            .path("id")
            .asText();
    long[] sent = {0};

    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            sent[0]++;
            return sent[0] > 5_000_000_001L ? -1 : 'x';
          }

          @Override
          public int read(byte[] into, int from, int length) {
            sent[0] += length;
            return sent[0] > 5_000_000_001L ? -1 : length;
          }
        };
    int status = 422;
    try {
      status =
          browser
              .send(
                  "PATCH",
                  "/data/uploads/" + id,
                  Map.of("Upload-Offset", "0"),
                  BodyPublishers.ofInputStream(() -> endless))
              .statusCode();
    } catch (IOException e) {
      // the server has answered and closed before everything was sent
    }

    assertThat(status).isEqualTo(422);
    assertThat(sent[0]).as("bytes that were sent").isLessThan(100_000_000L);
    assertThat(Program.json(browser.get("/data/uploads/" + id)).path("offset").asInt()).isZero();
    assertThat(Files.size(home.resolve("uploads/.parts/" + id + ".part"))).isZero();
  }
}
