// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.http;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.util.JavalinBindException;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.words.Language;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Assets;
import io.perenne.server.ui.frame.DirectRoute;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** The application on a port. */
public final class WebApplication implements AutoCloseable {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final Javalin http;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private WebApplication(Javalin http) {
    this.http = http;
  }

  /**
   * Starts to listen.
   *
   * @param gate who is let in
   * @param proxies whose word on the address of a browser is believed
   * @param metrics what is measured
   * @param ready whether what the server needs answers
   * @param direct what is asked so often that it gets its requests before all else
   * @throws InputException if the port is taken
   */
  public static WebApplication start(
      String host,
      int port,
      Gate gate,
      AddressRanges proxies,
      MetricsRoute metrics,
      BooleanSupplier ready,
      Site site,
      List<PageGroup> pages,
      List<DirectRoute> direct) {
    Javalin http =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.http.prefer405over404 = true;
              config.router.contextPath = site.base().isEmpty() ? "/" : site.base();
              config.jetty.modifyServer(
                  server ->
                      server.setHandler(new DirectHandler(direct, metrics.metrics(), site.base())));
              config.requestLogger.http(metrics::note);
              new RequestIds().addTo(config.routes);
              new Proxies(proxies).addTo(config.routes);
              new SecurityHeaders().addTo(config.routes);
              gate.addTo(config.routes);
              config.routes.get("/assets/{version}/{name}", WebApplication::asset, Access.PUBLIC);
              config.routes.get("/healthz", request -> request.result("ok\n"), Access.PUBLIC);
              config.routes.get("/readyz", request -> ready(request, ready), Access.PUBLIC);
              config.routes.get(
                  "/language/{code}", request -> language(request, site), Access.PUBLIC);
              metrics.addTo(config.routes);
              new Faults(site).addTo(config.routes);
              pages.forEach(group -> group.addTo(config.routes));
            });
    try {
      return new WebApplication(http.start(host, port));
    } catch (JavalinBindException e) {
      http.stop();
      throw new InputException(
          Problem.of(Words.message("port-taken"))
              .withValue(host + ":" + port)
              .withRemedy(Words.message("port-taken.remedy")),
          e);
    }
  }

  /** Returns the port it listens on. */
  public int port() {
    return http.port();
  }

  /**
   * What can be asked for.
   *
   * @param method such as {@code GET}
   * @param path with its variables in braces, without the base
   */
  public record Route(String method, String path) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** Returns everything that can be asked for. */
  public List<Route> routes() {
    return http.unsafe.internalRouter.allHttpHandlers().stream()
        .map(each -> each.endpoint)
        .filter(each -> each.method.isHttpMethod())
        .map(each -> new Route(each.method.name(), each.path))
        .toList();
  }

  /** Waits until the application has been stopped. */
  public void join() throws InterruptedException {
    stopped.await();
  }

  /** Stops to listen, and waits for the requests under way. */
  @Override
  public void close() {
    http.stop();
    stopped.countDown();
  }

  /** Keeps the language a reader chose and shows the page they came from. */
  private static void language(Context request, Site site) {
    String code = request.pathParam("code");
    if (!code.equals("es") && !code.equals("en")) {
      throw new NotFoundResponse();
    }
    site.keepLanguage(request, Language.of(code));
    site.redirect(request, Site.inside(request.queryParam("to")));
  }

  /** Tells whoever sends requests here whether to go on: 200, or 503. */
  private static void ready(Context request, BooleanSupplier ready) {
    boolean is = ready.getAsBoolean();
    request
        .status(is ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .result(is ? "ready\n" : "the database does not answer\n");
  }

  private static void asset(Context request) {
    String name = request.pathParam("name");
    byte[] content = Assets.find(name).orElseThrow(NotFoundResponse::new);
    request
        .status(HttpStatus.OK)
        .contentType(Assets.type(name))
        .header("Cache-Control", FOR_EVER)
        .result(content);
  }
}
