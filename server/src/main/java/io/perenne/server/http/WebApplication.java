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
import io.perenne.server.ui.frame.Assets;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.util.List;

/** The application on a port. */
public final class WebApplication {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private WebApplication() {}

  /**
   * Starts to listen.
   *
   * @throws InputException if the port is taken
   */
  public static Javalin start(String host, int port, Site site, List<PageGroup> pages) {
    Javalin http =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.router.contextPath = site.base().isEmpty() ? "/" : site.base();
              config.routes.get("/assets/{version}/{name}", WebApplication::asset);
              config.routes.get("/healthz", request -> request.result("ok\n"));
              config.routes.get("/language/{code}", request -> language(request, site));
              config.routes.get("/", request -> request.redirect(site.base() + "/segments"));
              new Faults(site).addTo(config.routes);
              pages.forEach(group -> group.addTo(config.routes));
            });
    try {
      return http.start(host, port);
    } catch (JavalinBindException e) {
      http.stop();
      throw new InputException(
          Problem.of("the port is taken: " + host + ":" + port), e);
    }
  }

  /** Keeps the language a reader chose and shows the page they came from. */
  private static void language(Context request, Site site) {
    String code = request.pathParam("code");
    if (!code.equals("es") && !code.equals("en")) {
      throw new NotFoundResponse();
    }
    site.keepLanguage(request, Language.of(code));
    String to = request.queryParam("to");
    boolean inside = to != null && to.matches("/([^/\\\\].*)?");
    request.redirect(site.base() + (inside ? to : "/"), HttpStatus.SEE_OTHER);
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
