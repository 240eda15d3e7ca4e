// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.marketingcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.DeliveryStateUnknownException;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Sleeper;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.analytics.delivery.https.HttpExchanges;
import io.perenne.analytics.delivery.https.HttpFailures;
import io.perenne.analytics.delivery.https.HttpsDestination;
import io.perenne.analytics.home.Json;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A client of Marketing Cloud's REST API. */
public final class MarketingCloudClient {
  private static final long USUAL_LIFETIME_SECONDS = 20 * 60;

  /** How many results are asked for at once; the platform's own number. */
  private static final int PAGE = 50;

  /** How often one question is asked until a good answer comes. */
  private static final int MOST_QUESTIONS = 5;

  private final MarketingCloudAccount account;
  private final Secret.Sources secrets;
  private final TokenCache tokens;
  private final InstantSource instants;
  private final Sleeper sleeper;
  private final HttpClient client;

  public MarketingCloudClient(
      MarketingCloudAccount account,
      Secret.Sources secrets,
      TokenCache tokens,
      InstantSource instants,
      Sleeper sleeper) {
    this.account = account;
    this.secrets = secrets;
    this.tokens = tokens;
    this.instants = instants;
    this.sleeper = sleeper;
    client = HttpClient.newBuilder().connectTimeout(account.timeout()).build();
  }

  private String token() {
    return tokens.token(this::requestToken);
  }

  private TokenCache.Token requestToken() {
    ObjectNode body = Json.object();
    body.put("grant_type", "client_credentials");
    body.put("client_id", account.clientId().reveal(Texts.message("secret.client-id"), secrets));
    body.put(
        "client_secret",
        account.clientSecret().reveal(Texts.message("secret.client-secret"), secrets));
    account.businessUnit().ifPresent(unit -> body.put("account_id", unit));
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(account.authUrl().resolve("/v2/token"))
                .header("Content-Type", "application/json; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    HttpFailures.requireSuccess(response, "the request for a token");
    JsonNode answer = json(response);
    String token = answer.path("access_token").asText();
    if (token.isEmpty()) {
      throw DeliveryFailedException.passing(Texts.message("delivery.mc.no-token"), null);
    }
    return new TokenCache.Token(
        token, Duration.ofSeconds(answer.path("expires_in").asLong(USUAL_LIFETIME_SECONDS)));
  }

  /**
   * Makes one authorised request that changes nothing, so that a kept token is not just believed. A
   * request that nobody has made is asked for: any answer but a refusal of the token will do.
   */
  void tryToken() {
    HttpResponse<String> response =
        sendAuthorized("GET", "/data/v1/async/00000000-0000-0000-0000-000000000000/status", "");
    int status = response.statusCode();
    if (status == 401 || status == 403 || status == 429 || status >= 500) {
      HttpFailures.requireSuccess(response, "an authorised request");
    }
  }

  /**
   * Upserts rows and waits until they are done.
   *
   * @param items the rows as a JSON array
   * @param count how many they are
   * @return what was said about each row, in order; empty if all of them are fine
   * @throws DeliveryStateUnknownException if the rows may have been taken and nobody says so
   */
  List<RowResult> upsert(String items, int count) {
    String request = put(items);
    try {
      return await(request) ? results(request, count) : List.of();
    } catch (DeliveryFailedException e) {
      throw new DeliveryStateUnknownException(
          Texts.message("delivery.mc.taken-then", Spoken.reason(e)), e);
    }
  }

  /** Sends rows; returns the id under which they were taken. */
  private String put(String items) {
    String path = "/data/v1/async/dataextensions/key:" + account.dataExtension() + "/rows";
    String body = "{\"items\":" + items + "}";
    HttpResponse<String> response = sendAuthorized("PUT", path, body);
    HttpFailures.requireTaken(response, "PUT " + path);
    String request = "";
    try {
      request = json(response).path("requestId").asText();
    } catch (DeliveryFailedException e) {
      // it has none either way
    }
    if (request.isEmpty()) {
      throw new DeliveryStateUnknownException(Texts.message("delivery.mc.no-request"), null);
    }
    return request;
  }

  /** What was said about a row; the message is empty if it is fine. */
  record RowResult(String message) {
    /** Whether the row has lost against another transaction and may be sent again. */
    boolean isDeadlock() {
      return message.endsWith("Rerun the transaction.");
    }
  }

  /** Waits for the end of a request; returns whether rows were refused. */
  private boolean await(String request) {
    Instant giveUp = instants.instant().plus(account.pollAtMost());
    while (true) {
      JsonNode status = ask("/data/v1/async/" + request + "/status").path("status");
      String phase = status.path("requestStatus").asText(); // absent while nobody has picked it up
      if (phase.equals("Complete") || phase.equals("Completed") || phase.equals("Error")) {
        return phase.equals("Error")
            || status.path("hasErrors").asBoolean()
            || !status.path("resultStatus").asText("OK").equals("OK");
      }
      if (!instants.instant().isBefore(giveUp)) {
        throw new DeliveryStateUnknownException(
            Texts.message("delivery.mc.not-finished", account.pollAtMost().toSeconds()), null);
      }
      sleeper.sleep(account.pollEvery());
    }
  }

  /** Reads what was said about each row, page by page: the platform gives 50 at a time. */
  private List<RowResult> results(String request, int count) {
    List<RowResult> results = new ArrayList<>();
    for (int page = 1; results.size() < count; page++) {
      JsonNode answer =
          ask("/data/v1/async/" + request + "/results?page=" + page + "&pageSize=" + PAGE);
      if (answer.path("items").isEmpty() || answer.path("page").asInt(page) != page) {
        break; // there is no further page
      }
      for (JsonNode item : answer.path("items")) {
        boolean fine = item.path("status").asText().equalsIgnoreCase("OK");
        results.add(
            new RowResult(fine ? "" : item.path("message").asText("refused without a reason")));
      }
    }
    if (results.size() != count) {
      throw DeliveryFailedException.passing(
          Texts.message("delivery.mc.results", "" + results.size(), "" + count), null);
    }
    return results;
  }

  /** Asks a question, and again by itself if the answer is bad: the rows are not sent again. */
  private JsonNode ask(String path) {
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<String> response = sendAuthorized("GET", path, "");
        HttpFailures.requireSuccess(response, "GET " + path.replaceAll("[0-9a-f-]{20,}", "…"));
        return json(response);
      } catch (DeliveryFailedException e) {
        if (!e.worthRetrying() || attempt == MOST_QUESTIONS) {
          throw e;
        }
        Duration asked = e.retryAfter();
        boolean longer = asked.compareTo(account.pollEvery()) > 0;
        boolean tooLong = asked.compareTo(account.pollAtMost()) > 0;
        sleeper.sleep(tooLong ? account.pollAtMost() : longer ? asked : account.pollEvery());
      }
    }
  }

  /** Sends a request with the token, and once more with a new one if it is not taken any more. */
  private HttpResponse<String> sendAuthorized(String method, String path, String body) {
    HttpResponse<String> response = send(authorized(method, path, body));
    if (response.statusCode() == 401) {
      tokens.forget();
      response = send(authorized(method, path, body));
    }
    return response;
  }

  private HttpRequest.Builder authorized(String method, String path, String body) {
    return HttpRequest.newBuilder(account.restUrl().resolve(path))
        .header("Authorization", "Bearer " + HttpsDestination.headerValue(token()))
        .header("Content-Type", "application/json; charset=UTF-8")
        .method(
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    HttpRequest built = request.timeout(account.timeout()).build();
    try {
      return HttpExchanges.send(
          client, built, HttpResponse.BodyHandlers.ofString(), account.timeout());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw DeliveryFailedException.passing(
          Texts.message("delivery.no-connection", built.uri().getHost(), Spoken.reason(e)), e);
    } catch (IOException e) {
      Message lost = Texts.message("delivery.no-answer", built.uri().getHost(), built.method());
      if (built.method().equals("PUT")) { // the rows may have been taken
        throw new DeliveryStateUnknownException(lost, e);
      }
      throw DeliveryFailedException.passing(lost, e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    JsonNode answer = Json.parse(response.body());
    if (answer.isMissingNode()) {
      throw DeliveryFailedException.passing(Texts.message("delivery.mc.not-json"), null);
    }
    return answer;
  }
}
