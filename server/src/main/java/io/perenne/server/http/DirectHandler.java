// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.http;

import io.perenne.server.log.LogContext;
import io.perenne.server.metrics.Metrics;
import io.perenne.server.ui.frame.DirectRequest;
import io.perenne.server.ui.frame.DirectRoute;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the requests of direct routes to them before a servlet is asked, which would cost more than
 * what they do. They are numbered, measured, logged and guarded like all others.
 */
final class DirectHandler extends Handler.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(DirectHandler.class);
  private static final byte[] FAULT =
      "{\"success\":false,\"message\":\"this is a fault of Perenne\"}"
          .getBytes(StandardCharsets.UTF_8);

  private final List<DirectRoute> routes;
  private final Metrics metrics;
  private final String base;
  private final List<HttpField> guards;

  DirectHandler(List<DirectRoute> routes, Metrics metrics, String base) {
    this.routes = List.copyOf(routes);
    this.metrics = metrics;
    this.base = base;
    guards =
        SecurityHeaders.all().entrySet().stream()
            .<HttpField>map(each -> new PreEncodedHttpField(each.getKey(), each.getValue()))
            .toList();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String whole = request.getHttpURI().getCanonicalPath();
    if (whole != null && whole.startsWith(base)) {
      String path = whole.substring(base.length());
      for (DirectRoute route : routes) {
        String template = route.template(request.getMethod(), path);
        if (!template.isEmpty()) {
          answer(route, template, path, request, response, callback);
          return true;
        }
      }
    }
    return super.handle(request, response, callback);
  }

  private void answer(
      DirectRoute route,
      String template,
      String path,
      Request request,
      Response response,
      Callback callback) {
    String id = RequestIds.next();
    guards.forEach(response.getHeaders()::add);
    response.getHeaders().put(RequestIds.HEADER, id);
    DirectRequest direct =
        new DirectRequest(
            request,
            response,
            Callback.from(
                callback,
                () ->
                    metrics.requested(
                        request.getMethod(),
                        template,
                        response.getStatus(),
                        Duration.ofNanos(System.nanoTime() - request.getHeadersNanoTime()))),
            path);
    LogContext.request(id);
    try {
      route.answer(direct);
    } catch (RuntimeException e) {
      LOG.error("Request {}: {} {}: a fault of Perenne", id, request.getMethod(), path, e);
      if (!response.isCommitted()) {
        direct.answer(500, FAULT);
      }
    } finally {
      LogContext.end();
    }
  }
}
