// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.perenne.analytics.InputException;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is answered when something goes wrong: a page to a person, a problem document to a program
 * (RFC 9457).
 */
final class Faults implements PageGroup {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MessageBundle NONE = MessageBundle.beside(Frame.class);

  private final Site site;

  Faults(Site site) {
    this.site = site;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.exception(
        HttpResponseException.class, (e, request) -> tell(request, e.getStatus(), said(e)));
    routes.exception(
        InputException.class,
        (e, request) -> tell(request, HttpStatus.BAD_REQUEST.getCode(), said(e)));
    routes.exception(
        Exception.class,
        (e, request) -> {
          LOG.error("{} {} failed", request.method(), request.path(), e);
          tell(request, HttpStatus.INTERNAL_SERVER_ERROR.getCode(), "");
        });
    routes.error(
        HttpStatus.NOT_FOUND.getCode(),
        "html",
        request -> tell(request, HttpStatus.NOT_FOUND.getCode(), ""));
  }

  private static String said(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), "");
  }

  private void tell(Context request, int status, String detail) {
    request.status(status);
    if (request.path().startsWith(site.base() + "/api/")) {
      ObjectNode problem = JSON.createObjectNode();
      problem.put("type", "about:blank");
      problem.put("title", HttpStatus.forStatus(status).getMessage());
      problem.put("status", status);
      if (!detail.isEmpty()) {
        problem.put("detail", detail);
      }
      request.contentType("application/problem+json").result(problem.toString());
      return;
    }
    String message =
        switch (HttpStatus.forStatus(status)) {
          case NOT_FOUND -> "not-found";
          case UNAUTHORIZED -> "stranger";
          default -> "fault";
        };
    Frame frame = site.frame(request, NONE, "", Optional.empty());
    site.answer(request, "frame/message.jte", frame, message);
  }
}
