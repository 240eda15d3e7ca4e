// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.pages;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/** The least a page can cost: the server of the JDK, and the same bytes each time. */
final class BarePages {
  private static final int THREADS = 50;

  private BarePages() {}

  /** Serves pages named and sized by the arguments, such as {@code home=8000}; prints the port. */
  public static void main(String[] arguments) throws IOException {
    Map<String, byte[]> pages = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      pages.put(
          "/" + argument.substring(0, equals),
          "x"
              .repeat(Integer.parseInt(argument.substring(equals + 1)))
              .getBytes(StandardCharsets.US_ASCII));
    }
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    server.createContext(
        "/",
        request -> {
          byte[] page = pages.getOrDefault(request.getRequestURI().toString(), new byte[0]);
          request.sendResponseHeaders(page.length == 0 ? 404 : 200, page.length);
          try (OutputStream out = request.getResponseBody()) {
            out.write(page);
          }
        });
    server.start();
    System.out.println("port " + server.getAddress().getPort());
  }
}
