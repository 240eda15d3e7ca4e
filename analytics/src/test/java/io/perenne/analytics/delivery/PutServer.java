// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A web server that keeps one file: the one put there last as a whole. */
final class PutServer implements AutoCloseable {
  private final HttpServer server;
  private byte[] file = new byte[0];
  private int wholePuts;

  private PutServer(HttpServer server) {
    this.server = server;
  }

  static PutServer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    PutServer putServer = new PutServer(server);
    server.createContext("/", putServer::handle);
    server.start();
    return putServer;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/{file}";
  }

  synchronized byte[] file() {
    return file.clone();
  }

  synchronized int wholePuts() {
    return wholePuts;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes(); // fails if the client is gone
      switch (exchange.getRequestMethod()) {
        case "PUT" -> {
          file = body;
          wholePuts++;
          exchange.sendResponseHeaders(201, -1);
        }
        case "HEAD" -> {
          exchange.getResponseHeaders().set("Content-Length", Integer.toString(file.length));
          exchange.sendResponseHeaders(wholePuts == 0 ? 404 : 200, -1);
        }
        default -> {
          exchange.sendResponseHeaders(200, file.length);
          exchange.getResponseBody().write(file);
        }
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
