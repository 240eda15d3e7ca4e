// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A shop's own site, of another origin than Perenne, with the library in its page. */
final class OtherSite implements AutoCloseable {
  private static final String PAGE =
      """
      <!doctype html><html lang="es"><head><title>Tienda</title><link rel="icon" href="data:,">
      <script src="/index.js"></script></head><body><h1>Tienda</h1></body></html>
      """;

  private final Path scripts;
  private final HttpServer site;

  private OtherSite(Path library) throws IOException {
    scripts = library.resolve("dist/umd");
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext("/", this::answer);
  }

  /** Opens one with the files of a library. */
  static OtherSite with(Path library) throws IOException {
    OtherSite site = new OtherSite(library);
    site.site.start();
    return site;
  }

  /** Returns its address, which is another site for a browser. */
  String address() {
    return "http://localhost:" + site.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(1);
      boolean isPage = path.isEmpty();
      byte[] body =
          isPage
              ? PAGE.getBytes(StandardCharsets.UTF_8)
              : Files.readAllBytes(scripts.resolve(path));
      exchange
          .getResponseHeaders()
          .set("Content-Type", isPage ? "text/html; charset=utf-8" : "text/javascript");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    site.stop(0);
  }
}
