// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody who is told of changes: checks each signature, and answers as it is asked to. */
final class Receiver implements AutoCloseable {
  static final String KEY = "a shared key";

  private final HttpServer server;
  private final List<JsonNode> taken = new ArrayList<>();
  private volatile ToIntFunction<JsonNode> answer = message -> 200;

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext("/v1/track", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/track";
  }

  /** Answers with a status; 0 for no answer at all, though the message was taken. */
  void answers(ToIntFunction<JsonNode> status) {
    answer = status;
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    JsonNode message = Shop.json(body);
    int status = isSigned(exchange, body) ? answer.applyAsInt(message) : 401;
    if (status == 200 || status == 0) {
      synchronized (taken) {
        taken.add(message);
      }
    }
    if (status > 0) {
      exchange.sendResponseHeaders(status, -1);
    }
    exchange.close();
  }

  private static boolean isSigned(HttpExchange exchange, String body) {
    String[] parts =
        exchange.getRequestHeaders().getFirst("Perenne-Signature").substring(2).split(",v1=", 2);
    String basic = Base64.getEncoder().encodeToString("abc:".getBytes(StandardCharsets.UTF_8));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] expected = mac.doFinal((parts[0] + "." + body).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(expected).equals(parts[1])
          && ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what was taken so far, in the order in which it came. */
  List<JsonNode> taken() {
    synchronized (taken) {
      return List.copyOf(taken);
    }
  }

  List<String> ids() {
    return taken().stream().map(each -> each.path("messageId").asText()).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
