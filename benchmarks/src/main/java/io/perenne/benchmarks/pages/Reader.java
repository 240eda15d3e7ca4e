// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.pages;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without a screen: keeps cookies and sends forms. Safe for use by many threads. */
final class Reader {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]+)\"");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final Map<String, String> cookies = new ConcurrentHashMap<>();
  private final String base;

  Reader(String base) {
    this.base = base;
  }

  /** Asks for a page, which has to come whole. */
  String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(path, request(path).GET());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": status " + answer.statusCode());
    }
    return answer.body();
  }

  /** Sends a form that stands on a page; returns where the answer leads. */
  String post(String page, String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    Map<String, String> all = new TreeMap<>(fields);
    Matcher token = CSRF.matcher(get(page));
    if (token.find()) {
      all.put("csrf", token.group(1));
    }
    String body =
        all.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    HttpResponse<String> answer =
        send(
            path,
            request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    return answer
        .headers()
        .firstValue("Location")
        .orElseThrow(() -> new IOException(path + ": status " + answer.statusCode()));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .header("Accept-Language", "en");
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    return request;
  }

  private HttpResponse<String> send(String path, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      for (String each : answer.headers().allValues("Set-Cookie")) {
        int equals = each.indexOf('=');
        int end = each.indexOf(';') < 0 ? each.length() : each.indexOf(';');
        cookies.put(each.substring(0, equals), each.substring(equals + 1, end));
      }
      return answer;
    } catch (IOException e) {
      throw new IOException(path + ": " + e, e);
    }
  }
}
