// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

/**
 * A real provider of identities, and somebody in front of it who passes everything on, and changes
 * tokens on the way if told to.
 */
final class IdentityProvider implements AutoCloseable {
  static final String CLIENT = "perenne";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MockOAuth2Server real =
      new MockOAuth2Server(OAuth2Config.Companion.fromJson("{\"httpServer\": \"NettyWrapper\"}"));
  private final int realPort;
  private final HttpServer front;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private UnaryOperator<String> change = UnaryOperator.identity();
  private Optional<String> userInfo = Optional.empty();

  IdentityProvider() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket free = new ServerSocket(0)) {
      realPort = free.getLocalPort();
    }
    real.start(here, realPort);
    front = HttpServer.create(new InetSocketAddress(here, 0), 0);
    front.createContext("/", this::pass);
    front.start();
  }

  URI issuer() {
    return URI.create("http://127.0.0.1:" + front.getAddress().getPort() + "/shop");
  }

  /** Says who signs in next, and for how many seconds the token is good. */
  void next(String subject, Map<String, Object> claims, long seconds) {
    real.enqueueCallback(
        new DefaultOAuth2TokenCallback("shop", subject, "JWT", List.of(CLIENT), claims, seconds));
  }

  /** Changes the tokens that are sent next. */
  void change(UnaryOperator<String> how) {
    change = how;
  }

  /** Changes what is told of a person besides the token. */
  void tell(String claims) {
    userInfo = Optional.of(claims);
  }

  private void pass(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/userinfo") && userInfo.isPresent()) {
      answer(exchange, 200, "application/json", userInfo.get());
      return;
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + realPort + exchange.getRequestURI()))
            .timeout(Duration.ofSeconds(4))
            .header("X-Forwarded-Proto", "http")
            .header("X-Forwarded-Port", Integer.toString(front.getAddress().getPort()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    for (String name : List.of("Authorization", "Content-Type")) {
      Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
          .ifPresent(value -> request.header(name, value));
    }
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      answer
          .headers()
          .firstValue("Location")
          .ifPresent(to -> exchange.getResponseHeaders().set("Location", to));
      answer(
          exchange,
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse("text/plain"),
          path.endsWith("/token") ? changed(answer.body()) : answer.body());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private String changed(String body) throws IOException {
    JsonNode answer = JSON.readTree(body);
    if (answer instanceof ObjectNode object && object.has("id_token")) {
      object.put("id_token", change.apply(object.get("id_token").asText()));
    }
    return answer.toString();
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  static SignedJWT read(String token) {
    try {
      return SignedJWT.parse(token);
    } catch (ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void close() {
    front.stop(0);
    real.shutdown();
  }
}
