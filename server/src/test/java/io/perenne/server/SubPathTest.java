// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.perenne.analytics.config.RunConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages under a path behind a proxy that serves something else beside them. */
class SubPathTest {
  private static final String BASE = "/shop/clv";
  private static final Pattern LINK =
      Pattern.compile("(?:href|src|action|data-events)=\"(/[^\"#]*)");

  private @TempDir Path home;
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private HttpServer proxy(int port) throws IOException {
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(BASE, exchange -> pass(exchange, port));
    proxy.start();
    return proxy;
  }

  private void pass(HttpExchange exchange, int port) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + exchange.getRequestURI()));
    String cookie = exchange.getRequestHeaders().getFirst("Cookie");
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    try {
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      for (String name : new String[] {"Content-Type", "Location", "Set-Cookie"}) {
        answer
            .headers()
            .firstValue(name)
            .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
      }
      byte[] body = answer.body();
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      exchange.close();
    }
  }

  private static String kind(String path) {
    return path.replaceAll("[?].*", "").replaceAll("/[0-9][^/]*", "/N");
  }

  @Test
  void everyLinkOfEveryPage_leadsToAPageUnderThePath() throws Exception {
    Path rows = home.resolve("rows.csv");
    Files.writeString(
        rows,
        "customer_id,date,amount\n1,2024-01-10,40.00\n2,2024-01-12,20.00\n1,2024-01-20,5.00\n");
    ServedHome.run(home, RunConfiguration.defaults(), "2024-02-01", rows);
    ServedHome.run(home, RunConfiguration.defaults(), "2024-02-02", rows);
    try (ServedHome served = new ServedHome(home, BASE)) {
      HttpServer proxy = proxy(served.server().port());
      try {
        String origin = "http://127.0.0.1:" + proxy.getAddress().getPort();
        String entrance = URI.create(served.server().entrance().orElseThrow()).getPath();
        HttpResponse<String> entered = get(origin + entrance, "");
        String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("Path=" + BASE);
        assertThat(URI.create(origin).resolve(location(entered)).toString())
            .isEqualTo(origin + BASE + "/");

        walk(origin, cookie.substring(0, cookie.indexOf(';')));
      } finally {
        proxy.stop(0);
      }
    }
  }

  private void walk(String origin, String cookie) throws Exception {
    Set<String> kinds = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(BASE + "/"));
    while (!open.isEmpty()) {
      String path = open.pop();
      HttpResponse<String> page = get(origin + path, cookie);
      assertThat(page.statusCode()).as(path).isIn(200, 303);
      page.headers().firstValue("Location").ifPresent(to -> assertThat(to).contains(BASE + "/"));
      if (!page.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
        continue;
      }
      Matcher link = LINK.matcher(page.body());
      while (link.find()) {
        String to = link.group(1).replace("&amp;", "&");
        assertThat(to).as("on " + path).startsWith(BASE);
        boolean reads = !link.group().startsWith("action") && !to.contains("sign-out");
        if (reads && kinds.add(kind(to))) {
          open.add(to);
        }
      }
    }
    assertThat(kinds)
        .as("kinds of addresses")
        .contains(
            BASE + "/segments",
            BASE + "/customers",
            BASE + "/customers.csv",
            BASE + "/runs",
            BASE + "/settings",
            BASE + "/platform")
        .hasSizeGreaterThan(20);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private HttpResponse<String> get(String address, String cookie)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html,*/*;q=0.8");
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
