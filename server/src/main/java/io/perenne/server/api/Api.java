// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.perenne.analytics.home.Sha256;
import io.perenne.server.account.Principal;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What programs ask for and change: {@code /api/v1}. */
public final class Api implements PageGroup {
  /** What stands before every path of the API. */
  static final String PATH = "/api/v1";

  private final OpenApi description;
  private final RateLimit limit;
  private final Once once;
  private final List<Consumer<Routes>> parts;

  /**
   * Makes the API of a home.
   *
   * @param services what it reads and changes
   * @param base what stands before every path
   */
  public Api(ApiServices services, String base) {
    description = OpenApi.read(base);
    limit = new RateLimit(services.clock());
    once = new Once(services.store(), services.clock());
    Questions questions = services.questions();
    parts =
        List.of(
            new RunEndpoints(questions)::addTo,
            new CustomerEndpoints(questions)::addTo,
            new DatamodelEndpoints(questions)::addTo,
            new SettingsEndpoints(services)::addTo,
            new JobEndpoints(services, base)::addTo,
            new DestinationEndpoints(services, base)::addTo,
            new NoticeEndpoints(services)::addTo,
            new ProfileEndpoints(services.store(), services.runs(), services.clock())::addTo,
            new PersonEndpoints(services.store(), services.runs(), services.clock())::addTo,
            new PrivacyEndpoints(services)::addTo,
            new SuggestionEndpoints(services)::addTo,
            new EventRetentionEndpoints(services)::addTo,
            new ChangeEndpoints(services)::addTo,
            new AudienceEndpoints(services)::addTo,
            new MessageEndpoints(services)::addTo,
            new DecideEndpoints(services)::addTo);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes all = (method, path, endpoint, access) -> add(routes, method, path, endpoint, access);
    parts.forEach(part -> part.accept(all));
    all.get("/openapi.json", call -> Answer.ok(description.document()), Access.PUBLIC);
  }

  private void add(
      RoutesConfig routes, HandlerType method, String path, Endpoint endpoint, Access... access) {
    Set<String> known = description.parameters(method.name(), path);
    boolean limited = !path.startsWith(ProfileEndpoints.PATH) && !path.equals(DecideEndpoints.PATH);
    routes.addHttpHandler(
        method, PATH + path, request -> handle(request, known, endpoint, limited), access);
  }

  private void handle(Context request, Set<String> known, Endpoint endpoint, boolean limited) {
    Call call = new Call(request);
    Answer answer;
    try {
      if (limited) {
        requireWithinLimit(request);
      }
      call.requireOnly(known);
      answer =
          request.method().equals(HandlerType.POST) || request.method().equals(HandlerType.PUT)
              ? once.answer(call, () -> answer(call, endpoint))
              : answer(call, endpoint);
    } catch (IOException | RuntimeException e) {
      answer = Problems.of(request, e);
    }
    if (answer.status() > 0) {
      send(request, answer);
    }
  }

  private static Answer answer(Call call, Endpoint endpoint) {
    try {
      return endpoint.answer(call);
    } catch (IOException | RuntimeException e) {
      return Problems.of(call.request(), e);
    }
  }

  private void requireWithinLimit(Context request) {
    String who = Visitor.of(request).map(Principal::name).orElse("");
    int seconds = limit.secondsToWait(who);
    if (seconds > 0) {
      request.header("Retry-After", Integer.toString(seconds));
      throw Problems.tooMany(seconds);
    }
  }

  static void send(Context request, Answer answer) {
    answer.headers().forEach(request::header);
    request.header("Vary", "Accept-Language, Authorization, Cookie");
    boolean read = request.method().equals(HandlerType.GET) && answer.status() == 200;
    if (read) {
      // whoever keeps an answer asks each time whether it still holds
      request.header("Cache-Control", "private, no-cache");
      String tag = answer.headers().getOrDefault("ETag", tag(answer));
      request.header("ETag", tag);
      if (matches(request.header("If-None-Match"), tag)) {
        request.status(304);
        return;
      }
    }
    request
        .status(answer.status())
        .contentType(answer.type())
        .result(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns what no other answer has. */
  static String tag(Answer answer) {
    return '"' + Sha256.of(answer.type() + "\n" + answer.body()).substring(0, 32) + '"';
  }

  /** Returns whether a list of tags in a header has one. */
  static boolean matches(@Nullable String header, String tag) {
    if (header == null) {
      return false;
    }
    return header.strip().equals("*")
        || List.of(header.split(",", -1)).stream()
            .map(each -> each.strip().replaceFirst("^W/", "").replaceFirst("(-gzip|-br)\"$", "\""))
            .anyMatch(tag::equals);
  }
}
