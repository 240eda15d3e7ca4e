// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.router.Endpoint;
import io.perenne.server.account.Permission;
import io.perenne.server.metrics.Metrics;
import io.perenne.server.metrics.Metrics.SignInWay;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Origin;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Visitor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What Prometheus reads, {@code /metrics}: for whoever may look at runs, and for addresses that the
 * operator has named.
 */
public final class MetricsRoute implements PageGroup {
  private static final int UNAUTHORIZED = 401;
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Metrics metrics;
  private final AddressRanges scrapers;
  private final int baseLength;

  /**
   * Makes the route.
   *
   * @param scrapers who may read without a key
   * @param base what stands before every path
   */
  public MetricsRoute(Metrics metrics, AddressRanges scrapers, String base) {
    this.metrics = metrics;
    this.scrapers = scrapers;
    this.baseLength = base.length();
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/metrics", this::answer, Access.PUBLIC);
  }

  private void answer(Context request) {
    boolean may =
        Visitor.of(request).map(each -> each.may(Permission.READ)).orElse(false)
            || scrapers.contain(Origin.of(request).address());
    if (!may) {
      throw new UnauthorizedResponse();
    }
    request.contentType(TYPE).result(metrics.text());
  }

  /** Returns what is measured. */
  Metrics metrics() {
    return metrics;
  }

  /** Counts a request that has been answered. */
  void note(Context request, float millis) {
    @Nullable Endpoint endpoint = request.endpoints().matchedHttpEndpoint();
    String route = endpoint == null ? "none" : route(endpoint.path);
    int status = request.statusCode();
    metrics.requested(
        request.method().name(), route, status, Duration.ofNanos((long) (millis * 1_000_000)));
    String sent = request.header("Authorization");
    if (status == UNAUTHORIZED && sent != null) {
      metrics.signInFailed(SignInWay.KEY);
    } else if (route.equals("/sign-in") && status >= 400) {
      metrics.signInFailed(SignInWay.PASSWORD);
    } else if (route.equals("/sign-in/oidc/callback") && status >= 400) {
      metrics.signInFailed(SignInWay.OIDC);
    }
  }

  private String route(String path) {
    String own = path.length() >= baseLength ? path.substring(baseLength) : path;
    return own.isEmpty() ? "/" : own;
  }
}
