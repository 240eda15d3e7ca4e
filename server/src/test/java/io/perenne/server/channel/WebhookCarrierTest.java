// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.clv.words.Language;
import io.perenne.server.live.intake.Json;
import io.perenne.server.notify.WebhookSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class WebhookCarrierTest extends CarrierContract {
  private static final String KEY = "a key that only two know";
  private final List<String> keys = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private HttpServer receiver;
  private volatile int status = 200;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(Executors.newCachedThreadPool());
    receiver.createContext("/", this::take);
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String signature = exchange.getRequestHeaders().getFirst("Perenne-Signature");
    String time = signature.substring(2, signature.indexOf(','));
    int answer = signature.endsWith(",v1=" + hmac(time + "." + body)) ? status : 401;
    if (answer == 200) {
      synchronized (keys) {
        keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        bodies.add(body);
      }
    }
    exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  private static String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  Carrier carrier(Mood mood) {
    int port = receiver.getAddress().getPort();
    switch (mood) {
      case TAKES -> status = 200;
      case REFUSES -> status = 422;
      case BUSY -> status = 429;
      case GONE -> receiver.stop(0);
    }
    return carrier("http://127.0.0.1:" + port + "/sms?token=1", true);
  }

  private static Carrier carrier(String url, boolean privateToo) {
    return new WebhookCarrier(
        new WebhookSettings(url, "env:HOOK_KEY"),
        privateToo,
        new Secret.Sources(Map.of("HOOK_KEY", KEY), name -> Optional.empty()),
        () -> Instant.parse("2025-06-30T12:00:00Z"));
  }

  @Override
  List<String> taken() {
    synchronized (keys) {
      return List.copyOf(keys);
    }
  }

  @Test
  void body_saysWhomAndWhat() {
    try (Carrier carrier = carrier(Mood.TAKES)) {
      carrier.carry(List.of(parcel(3)));
    }

    assertThat(Json.own(bodies.get(0)))
        .containsEntry("id", "key-03")
        .containsEntry("to", "ana@people.example")
        .containsEntry("channel", "email")
        .containsEntry("language", "es")
        .containsKeys("texts", "action", "person", "preferences", "service");
  }

  @Test
  void redirect_isNotFollowed() {
    status = 302;
    try (Carrier carrier =
        carrier("http://127.0.0.1:" + receiver.getAddress().getPort() + "/", true)) {
      assertThat(carrier.carry(List.of(parcel(3))).get(0)).isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void privateNetwork_isRefusedUnlessItIsAllowed_andThePathIsNotRepeated() {
    try (Carrier carrier =
        carrier("http://127.0.0.1:" + receiver.getAddress().getPort() + "/?token=1", false)) {
      Outcome outcome = carrier.carry(List.of(parcel(3))).get(0);

      assertThat(((Outcome.Down) outcome).problem().apply(Language.EN))
          .contains("http://127.0.0.1", "private: true")
          .doesNotContain("token");
    }
    assertThat(taken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "172.16.0.9",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "::1",
        "fd00::1",
        "fe80::1",
        "0.0.0.0"
      })
  void addressesOfPrivateNetworks_areKnown(String host) throws IOException {
    assertThat(WebhookCarrier.isPrivate(host)).isTrue();
    assertThat(WebhookCarrier.isPrivate("93.184.216.34")).isFalse();
  }
}
