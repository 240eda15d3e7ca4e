// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.profile.ProfileWriter;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Quarantine;
import io.perenne.server.storage.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever strangers send: no answer is the server's fault, and what was acknowledged is kept, or
 * kept aside. {@code -Dperenne.fuzz=20000} sends as many requests, the same for the same number.
 */
class FuzzedCollectorTest {
  private static final int REQUESTS = Integer.getInteger("perenne.fuzz", 400);
  private static final Set<Integer> ANSWERS = Set.of(200, 400, 401, 404, 429);

  private static final List<String> PATHS =
      List.of(
          "/v1/track",
          "/v1/identify",
          "/v1/page",
          "/v1/group",
          "/v1/alias",
          "/v1/t",
          "/v1/batch",
          "/v1/batch",
          "/v1/import",
          "/beacon/v1/batch",
          "/api/s/track",
          "/v1/nothing");

  private static final List<String> FIELDS =
      List.of(
          "type",
          "userId",
          "anonymousId",
          "event",
          "timestamp",
          "sentAt",
          "originalTimestamp",
          "properties",
          "traits",
          "context",
          "integrations",
          "previousId",
          "groupId",
          "messageId",
          "writeKey");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1e400",
          "-1E-400",
          "1e999999999",
          "12.5e99",
          "-1e-100",
          "123456789012345678901234567890",
          "9".repeat(99),
          "9".repeat(200),
          "\"\"",
          "\" \"",
          "\"null\"",
          "\"2026-02-30T25:61:00Z\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"\\u0000\\ud800\"",
          "\"" + "ñ".repeat(300) + "\"",
          "[]",
          "[null,1,\"a\",{}]",
          "{}",
          "{\"\":\"\",\"email\":[],\"revenue\":\"NaN\",\"products\":{\"a\":1},\"order_id\":{}}",
          "{\"revenue\":1e308,\"total\":\"1,5\",\"order_id\":7,\"currency\":5,\"products\":[1,null]}",
          "{\"externalIds\":[1,{\"id\":{}}],\"traits\":\"x\",\"ip\":4,\"page\":[]}");

  private static final List<String> EVENTS =
      List.of(
          "Order Completed", "Order Refunded", "Order Updated", "Order Cancelled", "Product Added");

  private @TempDir Path home;

  private final SplittableRandom random = new SplittableRandom(20260401);
  private final Set<String> sent = new TreeSet<>();
  private int next;

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** A message that libraries could have sent, with some of its fields replaced by anything. */
  private String message() {
    String id = "fuzz-" + next++;
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("messageId", "\"" + id + "\"");
    fields.put("type", any(List.of("\"track\"", "\"identify\"", "\"page\"", "\"alias\"")));
    fields.put("userId", "\"u" + random.nextInt(9) + "\"");
    fields.put("anonymousId", "\"a" + random.nextInt(9) + "\"");
    fields.put("event", "\"" + any(EVENTS) + "\"");
    fields.put("properties", "{\"order_id\":\"o" + random.nextInt(20) + "\",\"revenue\":12.5}");
    for (int left = random.nextInt(4); left > 0; left--) {
      fields.put(any(FIELDS), any(VALUES));
    }
    if (fields.get("messageId").equals("\"" + id + "\"") && !fields.containsKey("writeKey")) {
      sent.add(id);
    }
    List<String> parts = new ArrayList<>();
    fields.forEach((name, value) -> parts.add("\"" + name + "\":" + value));
    return "{" + String.join(",", parts) + "}";
  }

  private String body() {
    return switch (random.nextInt(10)) {
      case 0 -> any(VALUES);
      case 1 -> "{\"batch\":" + any(VALUES) + "}";
      case 2 -> "{\"a\":".repeat(100) + "1" + "}".repeat(100);
      case 3 -> "[".repeat(50_000);
      case 4, 5, 6 -> {
        List<String> batch = new ArrayList<>();
        for (int left = random.nextInt(6); left >= 0; left--) {
          batch.add(random.nextInt(6) == 0 ? any(VALUES) : message());
        }
        String shared = random.nextBoolean() ? ",\"context\":" + any(VALUES) : "";
        yield "{\"batch\":[" + String.join(",", batch) + "]" + shared + "}";
      }
      default -> message();
    };
  }

  private byte[] bytes(String body, Map<String, String> headers) throws IOException {
    byte[] plain = body.getBytes(StandardCharsets.UTF_8);
    switch (random.nextInt(12)) {
      case 0 -> {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bomb)) {
          for (int i = 0; i < 64; i++) {
            zip.write(new byte[65_536]);
          }
        }
        return bomb.toByteArray();
      }
      case 1, 2 -> {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(zipped)) {
          zip.write(plain);
        }
        headers.put("Content-Encoding", "gzip");
        return zipped.toByteArray();
      }
      case 3 -> {
        headers.put("Content-Encoding", any(List.of("gzip", "deflate", "br", "", "x, y")));
        return plain;
      }
      case 4 -> {
        byte[] damaged = plain.clone();
        for (int left = random.nextInt(4); left >= 0 && damaged.length > 0; left--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
      }
      default -> {
        return plain;
      }
    }
  }

  /** A connection whose last body nobody read is closed by the server; libraries send again. */
  private static HttpResponse<String> post(
      LiveServer live, String path, byte[] bytes, Map<String, String> headers) throws IOException {
    try {
      return live.post(path, bytes, headers);
    } catch (IOException e) {
      return live.post(path, bytes, headers);
    }
  }

  @Test
  void whateverIsSent_isAnsweredInOrder_andWhatWasAcknowledgedIsKept() throws IOException {
    Set<String> acknowledged = new TreeSet<>();
    try (LiveServer live = new LiveServer(home)) {
      for (int i = 0; i < REQUESTS; i++) {
        Map<String, String> headers = new LinkedHashMap<>(LiveServer.basic(live.key()));
        if (random.nextInt(20) == 0) {
          headers.put("Authorization", any(List.of("Basic", "Basic =", "Bearer x", "Basic Og==")));
        }
        headers.put("Content-Type", any(List.of("application/json", "text/plain", "x", "a/b;c=")));
        sent.clear();
        String body = body();
        byte[] bytes = bytes(body, headers);

        HttpResponse<String> answer = post(live, any(PATHS), bytes, headers);

        assertThat(ANSWERS).as(body).contains(answer.statusCode());
        if (answer.statusCode() == 200 && new String(bytes, StandardCharsets.UTF_8).equals(body)) {
          acknowledged.addAll(sent);
        }
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(REQUESTS / 4);
    requireKept(acknowledged);
  }

  private void requireKept(Set<String> acknowledged) {
    try (Store store = Store.open(DatabaseAddress.inHome(home), InstantSource.system())) {
      new ProfileWriter(store, IdentityRules.standard()).drain();
      List<String> missing =
          store.read(
              in ->
                  acknowledged.stream()
                      .filter(id -> new Events(in).find(id).isEmpty())
                      .filter(id -> new Quarantine(in).find(id).isEmpty())
                      .toList());
      assertThat(missing).as("acknowledged and not kept").isEmpty();
      List<Quarantine.Kept> failed =
          store.read(in -> new Quarantine(in).after(0, 100_000)).stream()
              .filter(each -> each.reason().equals(ProfileWriter.FAILED))
              .toList();
      assertThat(failed).as("events that made the program fail").isEmpty();
    }
  }
}
