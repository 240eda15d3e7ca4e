// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.server.http.WebApplication;
import io.perenne.server.reading.PublishedRuns;
import io.perenne.server.ui.Pages;
import io.perenne.server.ui.frame.Site;

/** A running server; closing it waits for the requests under way. */
public final class PerenneServer implements AutoCloseable {
  private final PublishedRuns runs;
  private final WebApplication http;
  private final ServerOptions options;

  private PerenneServer(PublishedRuns runs, WebApplication http, ServerOptions options) {
    this.runs = runs;
    this.http = http;
    this.options = options;
  }

  /**
   * Starts a server.
   *
   * @throws io.perenne.analytics.InputException if the port is taken
   */
  public static PerenneServer start(ServerOptions options) {
    PublishedRuns runs = PublishedRuns.of(options.context().home(), options.context().resources());
    try {
      Site site = new Site(runs, options.basePath());
      WebApplication http =
          WebApplication.start(
              options.host(), options.port(), options.context().random(), site, Pages.all(site));
      return new PerenneServer(runs, http, options);
    } catch (RuntimeException e) {
      runs.close();
      throw e;
    }
  }

  /** Returns the port it listens on. */
  public int port() {
    return http.port();
  }

  /** Returns the address that lets a browser in; whoever has it sees every customer. */
  public String address() {
    boolean everywhere = options.host().equals("0.0.0.0") || options.host().equals("::");
    String host = everywhere ? "localhost" : options.host();
    String written = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + written + ":" + port() + http.entrance();
  }

  /** Waits until somebody closes the server. */
  public void join() throws InterruptedException {
    http.join();
  }

  @Override
  public void close() {
    http.close();
    runs.close();
  }
}
