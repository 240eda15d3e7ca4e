// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.server.http.AddressRanges;
import io.perenne.server.storage.DatabaseAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a proxy says of a browser is believed if the operator named the proxy, and only then. */
class BehindAProxyTest {
  private static final String PASSWORD = "cuatro gatos en un tejado";

  private @TempDir Path home;

  private PerenneServer start(String... proxies) {
    return PerenneServer.start(
        new ServerOptions(
            ServedHome.context(home),
            "127.0.0.1",
            0,
            "",
            DatabaseAddress.inHome(home),
            List.of(),
            false,
            AccessOptions.simple().withProxies(AddressRanges.of(List.of(proxies)))));
  }

  /** Becomes the administrator through a proxy; returns the cookie and the page of changes. */
  private static String[] arrive(PerenneServer server, String headers)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    String form =
        Map.of("name", "ana@shop.example", "password", PASSWORD, "again", PASSWORD)
            .entrySet()
            .stream()
            .map(
                each ->
                    each.getKey()
                        + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.entrance().orElseThrow()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    for (String header : headers.split("\\|", -1)) {
      request.header(
          header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 1));
    }
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(303);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    HttpRequest page =
        HttpRequest.newBuilder(URI.create(server.address()).resolve("/platform"))
            .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
            .build();
    return new String[] {cookie, client.send(page, BodyHandlers.ofString()).body()};
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "X-Forwarded-For:203.0.113.9|X-Forwarded-Proto:https;203.0.113.9",
        "X-Forwarded-For:198.51.100.1, 203.0.113.9|X-Forwarded-Proto:https;203.0.113.9",
        "X-Forwarded-For:203.0.113.9, 10.1.2.3|X-Forwarded-Proto:https;203.0.113.9",
        "`Forwarded:for=198.51.100.1;proto=http, for=203.0.113.9;proto=https`;203.0.113.9",
        "`Forwarded:for=\"[2001:db8::7]:4711\";proto=https`;2001:db8::7"
      })
  void trustedProxy_isBelieved_asFarAsItCanKnow(String headers, String address) throws Exception {
    try (PerenneServer server = start("127.0.0.1", "10.0.0.0/8")) {
      String[] seen = arrive(server, headers);

      assertThat(seen[0]).contains("; Secure");
      assertThat(seen[1]).contains(">" + address + "<").doesNotContain("198.51.100.1");
    }
  }

  @Test
  void anybodyElse_isNotBelieved() throws Exception {
    try (PerenneServer server = start("10.0.0.0/8")) {
      String[] seen =
          arrive(
              server,
              "X-Forwarded-For:203.0.113.9|X-Forwarded-Proto:https|Forwarded:for=203.0.113.9;proto=https");

      assertThat(seen[0]).doesNotContain("Secure");
      assertThat(seen[1]).contains(">127.0.0.1<").doesNotContain("203.0.113.9");
    }
  }

  @Test
  void addressThatIsNone_isCutDownToWhatCannotHarm() throws Exception {
    try (PerenneServer server = start("127.0.0.1")) {
      String[] seen = arrive(server, "X-Forwarded-For:<script>alert(1)</script>" + "x".repeat(99));

      assertThat(seen[1]).contains("scriptalert1script").doesNotContain("<script>alert");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "::1, ::1, true",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "127.0.0.1, localhost, false",
    "127.0.0.1, ::1, false"
  })
  void range_holdsItsAddresses(String range, String address, boolean holds) {
    assertThat(AddressRanges.of(List.of(range)).contain(address)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/33", "proxy.example", "10.0.0.0/-1", "10.0.0.0/x", "999.0.0.1", "''"})
  void textThatIsNoRange_isRefused(String text) {
    assertThatThrownBy(() -> AddressRanges.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(text);
  }
}
