// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser that keeps cookies, sends forms as people do, and does not follow redirects. */
final class Browser {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final String base;
  private String csrf = "";

  /** Makes a browser of an English reader. */
  Browser(String base) {
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  HttpResponse<String> get(String path) throws IOException {
    HttpResponse<String> answer = send(request(path).GET());
    Matcher token = CSRF.matcher(answer.body());
    if (token.find()) {
      csrf = token.group(1);
    }
    return answer;
  }

  /** Sends a form with the token of the last page that had one. */
  HttpResponse<String> post(String path, Map<String, String> fields) throws IOException {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.putIfAbsent("csrf", csrf);
    String body =
        all.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(String method, String path, Map<String, String> headers)
      throws IOException {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.noBody());
    headers.forEach(request::setHeader);
    return send(request);
  }

  /** Sends bytes as scripts do, with the token of the last page that had one. */
  HttpResponse<String> send(
      String method, String path, Map<String, String> headers, BodyPublisher body)
      throws IOException {
    HttpRequest.Builder request = request(path).method(method, body);
    request.setHeader("X-CSRF-Token", csrf);
    headers.forEach(request::setHeader);
    return send(request);
  }

  /** Adds what tells a server who sends a request. */
  void identify(Map<String, String> headers) {
    headers.put("X-CSRF-Token", csrf);
    headers.put("Cookie", cookieHeader());
  }

  private String cookieHeader() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Returns the same browser at a server that follows another one on its home. */
  Browser at(String address) {
    Browser same = new Browser(address);
    same.cookies.putAll(cookies);
    same.csrf = csrf;
    return same;
  }

  /** Forgets who it is. */
  void forget() {
    cookies.clear();
    csrf = "";
  }

  private HttpRequest.Builder request(String path) {
    String address = path.startsWith("http") ? path : base + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Accept", "text/html,*/*;q=0.8")
            .header("Accept-Language", "en");
    if (!cookies.isEmpty()) {
      request.header("Cookie", cookieHeader());
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      for (String each : answer.headers().allValues("Set-Cookie")) {
        String[] cookie = each.split(";", 2)[0].split("=", 2);
        if (cookie[1].isEmpty()) {
          cookies.remove(cookie[0]);
        } else {
          cookies.put(cookie[0], cookie[1]);
        }
      }
      return answer;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
