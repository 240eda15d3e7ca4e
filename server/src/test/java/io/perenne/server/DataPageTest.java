// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.perenne.server.storage.DatabaseAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sending files to a server, and naming them as sources. */
class DataPageTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LIMIT = 10_000_000;
  private static final String ORDERS = "customer_id,date,amount\n1,2024-01-10,40.00\n";

  private @TempDir Path folder;
  private Path uploads;
  private PerenneServer server;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    Path home = folder.resolve("home");
    uploads = home.resolve("uploads");
    server =
        PerenneServer.start(
            new ServerOptions(
                ServedHome.context(home),
                "127.0.0.1",
                0,
                "",
                DatabaseAddress.inHome(home),
                List.of(),
                true,
                LIMIT));
    browser = new Browser(server.address());
    browser.get(server.entrance().orElseThrow());
    browser.get("/data");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> begin(String name, long size, String clash) throws IOException {
    return browser.post(
        "/data/uploads",
        Map.of("name", name, "size", "" + size, "modified", "1700000000000", "clash", clash));
  }

  private String idOf(HttpResponse<String> begun) throws IOException {
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
    return JSON.readTree(begun.body()).path("id").asText();
  }

  private HttpResponse<String> piece(String id, long offset, byte[] bytes) throws IOException {
    return browser.send(
        "PATCH",
        "/data/uploads/" + id,
        Map.of("Upload-Offset", "" + offset),
        BodyPublishers.ofByteArray(bytes));
  }

  private long offset(String id) throws IOException {
    HttpResponse<String> told = browser.get("/data/uploads/" + id);
    assertThat(told.statusCode()).isEqualTo(200);
    return told.headers().firstValueAsLong("Upload-Offset").orElseThrow();
  }

  private void upload(String name, String content) throws IOException {
    byte[] bytes = content.getBytes(UTF_8);
    assertThat(piece(idOf(begin(name, bytes.length, "")), 0, bytes).statusCode()).isEqualTo(200);
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private List<String> shown() throws IOException {
    try (var files = Files.list(uploads)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void fileInPieces_isSeenOnlyWhenComplete_andIsTheSame() throws IOException {
    byte[] all = bytes(300_000);
    String id = idOf(begin("pedidos 2024.csv.gz", all.length, ""));

    assertThat(piece(id, 0, Arrays.copyOf(all, 100_000)).statusCode()).isEqualTo(200);
    assertThat(offset(id)).isEqualTo(100_000);
    assertThat(shown()).containsExactly(".parts");
    assertThat(browser.get("/data").body()).contains("On their way", "pedidos 2024.csv.gz");

    assertThat(piece(id, 100_000, Arrays.copyOfRange(all, 100_000, all.length)).statusCode())
        .isEqualTo(200);
    assertThat(Files.readAllBytes(uploads.resolve("pedidos 2024.csv.gz"))).isEqualTo(all);
    assertThat(offset(id)).as("the last answer may get lost").isEqualTo(all.length);
    assertThat(browser.get("/data").body())
        .contains("pedidos 2024.csv.gz")
        .doesNotContain("On their way");
    assertThat(browser.get("/platform").body()).contains("data.upload");
  }

  @Test
  void connectionThatBreaks_leavesWhatArrived_andTheSameFileGoesOn() throws Exception {
    byte[] all = bytes(2_000_000);
    String id = idOf(begin("orders.csv", all.length, ""));

    sendHalfAndHangUp(id, all, 700_000);

    long arrived = awaitOffset(id);
    assertThat(arrived).isBetween(1L, 700_000L);
    JsonNode again = JSON.readTree(begin("orders.csv", all.length, "").body());
    assertThat(again.path("id").asText()).isEqualTo(id);
    assertThat(again.path("offset").asLong()).isEqualTo(arrived);
    byte[] rest = Arrays.copyOfRange(all, (int) arrived, all.length);
    assertThat(piece(id, arrived, rest).statusCode()).isEqualTo(200);
    assertThat(Files.readAllBytes(uploads.resolve("orders.csv"))).isEqualTo(all);
  }

  /** A request that promises the whole file, sends some of it, and closes the connection. */
  private void sendHalfAndHangUp(String id, byte[] all, int sent) throws IOException {
    URI address = URI.create(server.address());
    Map<String, String> headers = new HashMap<>();
    browser.identify(headers);
    StringBuilder head =
        new StringBuilder("PATCH /data/uploads/" + id + " HTTP/1.1\r\nHost: localhost\r\n");
    headers.put("Upload-Offset", "0");
    headers.put("Content-Length", "" + all.length);
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.append("\r\n").toString().getBytes(UTF_8));
      out.write(all, 0, sent);
      out.flush();
    }
  }

  private long awaitOffset(String id) throws Exception {
    long before = -1;
    for (int i = 0; i < 100; i++) {
      long now = offset(id);
      if (now > 0 && now == before) {
        return now;
      }
      before = now;
      Thread.sleep(100);
    }
    throw new AssertionError("nothing arrived");
  }

  @Test
  void pieceInTheWrongPlace_isRefusedWithTheRightOne() throws IOException {
    String id = idOf(begin("orders.csv", 30, ""));
    piece(id, 0, bytes(10));

    HttpResponse<String> wrong = piece(id, 20, bytes(10));

    assertThat(wrong.statusCode()).isEqualTo(409);
    assertThat(wrong.headers().firstValue("Upload-Offset")).contains("10");
    assertThat(offset(id)).isEqualTo(10);
  }

  @Test
  void fileOverTheLimit_isToldBefore_andRefusedWhateverItClaims() throws IOException {
    assertThat(browser.get("/data").body())
        .contains("up to 10\u00a0MB each", "data-limit=\"10000000\"");
    HttpResponse<String> large = begin("orders.csv", 5_000_000_001L, "");
    assertThat(large.statusCode()).isEqualTo(422);
    assertThat(large.body()).contains("larger than this server takes");

    String id = idOf(begin("small.csv", 100, ""));
    assertThat(piece(id, 0, bytes(200)).statusCode()).as("by its Content-Length").isEqualTo(422);
    HttpResponse<String> counted =
        browser.send(
            "PATCH",
            "/data/uploads/" + id,
            Map.of("Upload-Offset", "0"),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes(300_000))));
    assertThat(counted.statusCode()).as("by counting").isEqualTo(422);
    assertThat(counted.body()).contains("more arrives of this file");
    assertThat(offset(id)).isZero();
    assertThat(shown()).containsExactly(".parts");
  }

  @Test
  void namesThatLeaveTheFolderOrHide_areRefused_andNothingIsWritten() throws IOException {
    for (String name :
        List.of(
            "../perenne.yaml",
            "..\\perenne.yaml",
            "/etc/passwd",
            "a/b.csv",
            "..",
            ".hidden.csv",
            "_SUCCESS",
            "orders\u0000.csv",
            "orders\n.csv",
            "orders\u202ecsv.exe",
            "orders[1].csv",
            "a".repeat(300),
            " ",
            "")) {
      HttpResponse<String> refused = begin(name, 10, "");
      assertThat(refused.statusCode()).as(name).isEqualTo(422);
      assertThat(JSON.readTree(refused.body()).path("problem").asText()).as(name).contains("name");
    }
    assertThat(uploads).doesNotExist();
    upload("cafe\u0301.csv", ORDERS);
    assertThat(shown()).as("composed").contains("caf\u00e9.csv");
  }

  @Test
  void nameThatIsTaken_isAskedAbout_andBothAreKeptOrOneReplaced() throws IOException {
    upload("orders.csv", ORDERS);

    HttpResponse<String> asked = begin("orders.csv", 20, "");
    assertThat(asked.statusCode()).isEqualTo(409);
    assertThat(JSON.readTree(asked.body()).path("free").asText()).isEqualTo("orders-2.csv");

    piece(idOf(begin("orders.csv", 20, "both")), 0, bytes(20));
    assertThat(uploads.resolve("orders.csv")).hasContent(ORDERS);
    assertThat(uploads.resolve("orders-2.csv")).hasSize(20);

    piece(idOf(begin("orders.csv", 21, "replace")), 0, bytes(21));
    assertThat(uploads.resolve("orders.csv")).hasSize(21);
    assertThat(shown()).containsExactly(".parts", "orders-2.csv", "orders.csv");
  }

  @Test
  void filesSentAtOnce_doNotMix_evenUnderOneName() throws Exception {
    byte[] all = bytes(2_000_000);
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int size = all.length - i;
      String id = idOf(begin("orders.csv", size, "both"));
      sent.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  for (int from = 0; from < size; from += 100_000) {
                    byte[] piece = Arrays.copyOfRange(all, from, Math.min(size, from + 100_000));
                    assertThat(piece(id, from, piece).statusCode()).isEqualTo(200);
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              }));
    }
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();

    List<Long> sizes = new ArrayList<>();
    for (String name : shown()) {
      if (!name.startsWith(".")) {
        byte[] content = Files.readAllBytes(uploads.resolve(name));
        assertThat(content).as(name).isEqualTo(Arrays.copyOf(all, content.length));
        sizes.add((long) content.length);
      }
    }
    assertThat(sizes).containsExactlyInAnyOrder(2_000_000L, 1_999_999L, 1_999_998L, 1_999_997L);
  }

  @Test
  void fileIsUsedAsSource_readByTheNextRun_andNotDeletedMeanwhile() throws IOException {
    upload("orders.csv", ORDERS);
    String path = uploads.toAbsolutePath().resolve("orders.csv").toString();
    assertThat(browser.get("/data").body()).contains("No transactions are read yet");

    Map<String, String> source = Map.of("kind", "transactions", "path", path);
    assertThat(browser.post("/data/sources/add", source).statusCode()).isEqualTo(303);

    assertThat(browser.get("/data?done=added").body())
        .contains("1 source of transactions, 0 of customers", "The next run reads it.");
    assertThat(browser.get("/settings").body()).contains(path, "saved by guest");
    HttpResponse<String> kept = browser.post("/data/files/delete", Map.of("name", "orders.csv"));
    assertThat(kept.statusCode()).isEqualTo(422);
    assertThat(kept.body()).contains("orders.csv is named as a source");

    assertThat(browser.post("/data/sources/remove", source).statusCode()).isEqualTo(303);
    assertThat(browser.post("/data/files/delete", Map.of("name", "orders.csv")).statusCode())
        .isEqualTo(303);
    assertThat(uploads.resolve("orders.csv")).doesNotExist();
    assertThat(browser.get("/platform").body()).contains("data.delete", "settings.save");
  }

  @Test
  void folderIsUsed_andItsFilesShown_takenAndLeftAsideWithWhy() throws IOException {
    Path drop = Files.createDirectories(uploads.resolve("drop"));
    file(drop.resolve("full-2024-01-01.csv"), 3);
    file(drop.resolve("full-2024-01-02.csv"), 2);
    file(drop.resolve("full-2024-01-03.csv.part"), 1);
    file(drop.resolve("_SUCCESS"), 1);
    String pattern = drop.toAbsolutePath() + "/*";

    assertThat(
            browser
                .post("/data/sources/add", Map.of("kind", "transactions", "path", pattern))
                .statusCode())
        .isEqualTo(303);
    assertThat(browser.get("/data").body())
        .contains("2 files read", "2 left aside", "its name ends as those of files on their way do")
        .contains("its name begins as those of programs do that mark something");
    browser.post("/data/sources/remove", Map.of("kind", "transactions", "path", pattern));

    Map<String, String> newest =
        Map.of("kind", "transactions", "path", pattern, "choice", "newest");
    assertThat(browser.post("/data/sources/add", newest).statusCode()).isEqualTo(303);
    assertThat(browser.get("/data").body())
        .contains(
            "newest:" + pattern, "1 file read", "3 left aside", "another file was changed later");
    file(drop.resolve("full-2024-01-04.csv"), 0);
    assertThat(browser.get("/data").body()).contains("changed within the last minute");
    Map<String, String> outside =
        Map.of("kind", "transactions", "path", "/etc/pass*", "choice", "newest");
    assertThat(browser.post("/data/sources/add", outside).body())
        .contains("pages may not read this path");
  }

  private static void file(Path file, int daysAgo) throws IOException {
    Files.writeString(file, ORDERS);
    Files.setLastModifiedTime(
        file,
        java.nio.file.attribute.FileTime.from(
            java.time.Instant.now().minus(java.time.Duration.ofDays(daysAgo))));
  }

  @Test
  void halfAFile_cannotBeNamedAsSource() throws IOException {
    String id = idOf(begin("orders.csv", 100, ""));
    piece(id, 0, bytes(10));

    for (String path : List.of(".parts", ".parts/" + id + ".part", ".parts/*")) {
      HttpResponse<String> refused =
          browser.post(
              "/data/sources/add",
              Map.of("kind", "transactions", "path", uploads.toAbsolutePath() + "/" + path));
      assertThat(refused.statusCode()).as(path).isEqualTo(422);
      assertThat(refused.body()).as(path).contains("pages may not read this path");
    }
    assertThat(browser.post("/data/files/delete", Map.of("name", ".parts")).statusCode())
        .isEqualTo(404);
    assertThat(browser.post("/data/uploads/" + id + "/discard", Map.of()).statusCode())
        .isEqualTo(303);
    try (var left = Files.list(uploads.resolve(".parts"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void abandonedPart_isDeletedAfterAWeek() throws IOException {
    String id = idOf(begin("orders.csv", 100, ""));
    piece(id, 0, bytes(10));
    Path part = uploads.resolve(".parts").resolve(id + ".part");
    Files.setLastModifiedTime(
        part,
        java.nio.file.attribute.FileTime.from(
            java.time.Instant.now().minus(java.time.Duration.ofDays(8))));

    idOf(begin("customers.csv", 100, ""));

    assertThat(part).doesNotExist();
    assertThat(browser.get("/data").body()).contains("customers.csv").doesNotContain("orders.csv");
  }

  @Test
  void pageSpeaksBothLanguages() throws IOException {
    assertThat(browser.get("/data").body()).contains("Where do the data come from?");
    HttpResponse<String> spanish = browser.send("GET", "/data", Map.of("Accept-Language", "es"));
    assertThat(spanish.body()).contains("¿De dónde vienen los datos?", "hasta 10\u00a0MB cada uno");
    try (InputStream script = getClass().getResourceAsStream("assets/upload.js")) {
      String code = new String(script.readAllBytes(), UTF_8);
      assertThat(code).doesNotContain("innerHTML");
    }
  }
}
