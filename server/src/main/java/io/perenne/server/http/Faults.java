// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import io.perenne.analytics.InputException;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.api.Problems;
import io.perenne.server.storage.FullDisk;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.Notice;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page that is shown when something goes wrong: what happened, and what to do. */
final class Faults implements PageGroup {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final MessageBundle NONE = MessageBundle.beside(Frame.class);

  private final Site site;

  Faults(Site site) {
    this.site = site;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    // Javalin answers these by itself, unless they are named
    routes.exception(HttpResponseException.class, (e, request) -> tell(request, e));
    routes.exception(Exception.class, (e, request) -> tell(request, e));
    routes.error(
        HttpStatus.NOT_FOUND.getCode(),
        "html",
        request -> {
          if (!Problems.concerns(request, site.base())) {
            tell(request, HttpStatus.NOT_FOUND.getCode(), List.of());
          }
        });
  }

  /** A program is told in a form that it can read, a person on a page. */
  private void tell(Context request, Exception thrown) {
    if (Problems.concerns(request, site.base())) {
      Problems.tell(request, thrown);
    } else if (thrown instanceof HttpResponseException refusal) {
      tell(request, refusal.getStatus(), List.of());
    } else if (thrown instanceof InputException damage) {
      damaged(damage, request);
    } else if (FullDisk.isCauseOf(thrown)) {
      LOG.warn("the disk is full: {} {}", request.method(), route(request));
      request.status(HttpStatus.SERVICE_UNAVAILABLE);
      Frame frame = site.frame(request, NONE, "", Optional.empty());
      site.answer(request, "frame/message.jte", frame, Notice.of("full"));
    } else {
      LOG.error(
          "Request {} failed: {} {}",
          RequestIds.of(request),
          request.method(),
          route(request),
          thrown);
      tell(request, HttpStatus.INTERNAL_SERVER_ERROR.getCode(), List.of(quote(request)));
    }
  }

  /** What a page reads is not as it was written: somebody has to see to the home. */
  private void damaged(InputException e, Context request) {
    LOG.warn(
        "Request {}: {} {}: {}",
        RequestIds.of(request),
        request.method(),
        route(request),
        e.getMessage());
    Language language = site.language(request);
    tell(
        request,
        HttpStatus.SERVICE_UNAVAILABLE.getCode(),
        Stream.concat(
                e.problems().stream().map(problem -> problem.toLine(language)),
                Stream.of(quote(request)))
            .toList());
  }

  /** Returns what a person can quote to whoever reads the log. */
  private String quote(Context request) {
    return site.frame(request, NONE, "", Optional.empty())
        .common("request-id", RequestIds.of(request));
  }

  /** Returns the path with its variables in braces: a link of a welcome is a secret. */
  private static String route(Context request) {
    @Nullable Endpoint endpoint = request.endpoints().matchedHttpEndpoint();
    return endpoint == null ? "" : endpoint.path;
  }

  private void tell(Context request, int status, List<String> details) {
    request.status(status);
    Frame frame = site.frame(request, NONE, "", Optional.empty());
    site.answer(request, "frame/message.jte", frame, Notice.of(name(status), details));
  }

  private static String name(int status) {
    return switch (HttpStatus.forStatus(status)) {
      case NOT_FOUND -> "not-found";
      case UNAUTHORIZED -> "stranger";
      case FORBIDDEN -> "forbidden";
      case SERVICE_UNAVAILABLE -> "damaged";
      default -> status < HttpStatus.INTERNAL_SERVER_ERROR.getCode() ? "mistake" : "fault";
    };
  }
}
