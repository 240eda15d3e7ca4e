// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Behaves as Marketing Cloud's REST API is documented to: tokens that expire, rows taken with 202
 * and done later, a status that is absent until someone has picked the rows up, results by row,
 * limits.
 */
final class MarketingCloudStandIn implements AutoCloseable {
  static final int MOST_ITEMS = 32_000;
  private static final int PAGE = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;

  /** The rows of the data extension by key. */
  final Map<String, JsonNode> rows = new TreeMap<>();

  /** The number of rows in each request taken. */
  final List<Integer> requests = new ArrayList<>();

  final List<String> tokens = new ArrayList<>();

  /** Reasons by key for which a row is refused, each time. */
  final Map<String, String> refusals = new TreeMap<>();

  /** How often a row is refused by a deadlock before it is taken, by key. */
  final Map<String, Integer> deadlocks = new TreeMap<>();

  /** What it says of a request for rows that it refuses. */
  static final String REASON = "The data extension has no such column";

  /** What the next requests for rows are answered with, before any is taken. */
  final List<Integer> statusesFirst = new ArrayList<>();

  /** What the questions about the fate of rows are answered with, before any is answered. */
  final List<Integer> questionsFirst = new ArrayList<>();

  /** How requests for rows end. */
  String endOfRequests = "Complete";

  /** Whether the rows are taken without a request id. */
  boolean keepsIdToItself;

  /** The lengths of the bodies of requests for rows. */
  final List<Integer> sizes = new ArrayList<>();

  private final List<ArrayNode> results = new ArrayList<>();
  private final List<Integer> asked = new ArrayList<>();

  private MarketingCloudStandIn(HttpServer server) {
    this.server = server;
  }

  static MarketingCloudStandIn start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    MarketingCloudStandIn standIn = new MarketingCloudStandIn(server);
    server.createContext("/v2/token", exchange -> standIn.answer(exchange, standIn::token));
    server.createContext("/data/v1/async/", exchange -> standIn.answer(exchange, standIn::async));
    server.start();
    return standIn;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Makes every token so far invalid. */
  synchronized void expireTokens() {
    valid = "";
  }

  private String valid = "";

  /** Whether a token says how long it is good for. */
  boolean tellsLifetime = true;

  private record Answer(int status, JsonNode body) {}

  private int answers;
  private int interrupted = -1;
  private Runnable interruption = () -> {};

  /** Does something when a request has been dealt with and not been answered yet. */
  synchronized void beforeAnswer(int number, Runnable action) {
    interrupted = number;
    interruption = action;
  }

  @FunctionalInterface
  private interface Handler {
    Answer handle(HttpExchange exchange, JsonNode body);
  }

  private synchronized void answer(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Answer answer = handler.handle(exchange, JSON.readTree(text.isEmpty() ? "{}" : text));
      if (answers++ == interrupted) {
        interruption.run();
      }
      byte[] bytes = answer.body().toString().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Answer token(HttpExchange exchange, JsonNode body) {
    ObjectNode answer = JSON.createObjectNode();
    if (!body.path("grant_type").asText().equals("client_credentials")
        || !body.path("client_id").asText().equals("the-client")
        || !body.path("client_secret").asText().equals("open sesame")) {
      return new Answer(401, answer.put("error", "invalid_client"));
    }
    valid = "token-" + tokens.size();
    tokens.add(valid);
    answer.put("access_token", valid);
    if (tellsLifetime) {
      answer.put("expires_in", 1200);
    }
    return new Answer(200, answer);
  }

  private Answer async(HttpExchange exchange, JsonNode body) {
    ObjectNode answer = JSON.createObjectNode();
    if (valid.isEmpty()
        || !("Bearer " + valid).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return new Answer(401, answer.put("message", "Not Authorized"));
    }
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/rows") && exchange.getRequestMethod().equals("PUT")) {
      return take(path, body, answer);
    }
    if (!questionsFirst.isEmpty()) {
      return new Answer(questionsFirst.remove(0), answer);
    }
    if (!path.contains("/r-")) {
      return new Answer(404, answer.put("message", "Not Found"));
    }
    int request = Integer.parseInt(path.replaceAll(".*/r-(\\d+)/.*", "$1"));
    if (path.endsWith("/status")) {
      return new Answer(200, status(request, answer));
    }
    return new Answer(200, page(exchange.getRequestURI().getQuery(), results.get(request), answer));
  }

  /** At most 50 results at a time, whatever is asked for. */
  private static ObjectNode page(String query, ArrayNode all, ObjectNode answer) {
    int page = Integer.parseInt(("page=1&" + query).replaceAll(".*\\bpage=(\\d+).*", "$1"));
    ArrayNode items = answer.put("page", page).put("pageSize", PAGE).putArray("items");
    answer.put("count", all.size());
    for (int i = PAGE * (page - 1); i < Math.min(PAGE * page, all.size()); i++) {
      items.add(all.get(i));
    }
    return answer;
  }

  private Answer take(String path, JsonNode body, ObjectNode answer) {
    if (!statusesFirst.isEmpty()) {
      return new Answer(statusesFirst.remove(0), answer.put("message", REASON));
    }
    JsonNode items = body.path("items");
    if (!path.contains("key:clv-de") || items.isEmpty() || items.size() > MOST_ITEMS) {
      return new Answer(400, answer.put("message", "Unable to process"));
    }
    ArrayNode result = JSON.createArrayNode();
    for (JsonNode item : items) {
      String reason = refusal(item.path("CustomerId").asText());
      if (reason.isEmpty()) {
        rows.put(item.path("CustomerId").asText(), item);
      }
      result
          .addObject()
          .put("status", reason.isEmpty() ? "OK" : "Error")
          .put("message", reason.isEmpty() ? "Added" : reason);
    }
    requests.add(items.size());
    sizes.add(body.toString().length());
    results.add(result);
    asked.add(0);
    return keepsIdToItself
        ? new Answer(202, answer)
        : new Answer(202, answer.put("requestId", "r-" + (results.size() - 1)));
  }

  private String refusal(String key) {
    int left = deadlocks.getOrDefault(key, 0);
    if (left > 0) {
      deadlocks.put(key, left - 1);
      return "Transaction was deadlocked on lock resources. Rerun the transaction.";
    }
    return refusals.getOrDefault(key, "");
  }

  /** First nothing, then pending, then the end. */
  private JsonNode status(int request, ObjectNode answer) {
    int times = asked.set(request, asked.get(request) + 1);
    if (times == 0) {
      return answer;
    }
    boolean refused = false;
    for (JsonNode result : results.get(request)) {
      refused |= result.path("status").asText().equals("Error");
    }
    ObjectNode status = answer.putObject("status");
    status.put("requestStatus", times == 1 ? "Pending" : endOfRequests);
    status.put("resultStatus", times == 1 ? "" : refused ? "Has Errors" : "OK");
    return answer;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
