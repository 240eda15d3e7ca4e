// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import io.perenne.server.storage.FullDisk;
import io.perenne.server.storage.StoreException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a program is told when something goes wrong.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String TYPE = "application/problem+json";
  private static final String URN = "urn:perenne:problem:";
  private static final Map<Integer, String> CODES =
      Map.of(
          400, "bad-request",
          401, "unauthorized",
          403, "forbidden",
          404, "not-found",
          405, "method-not-allowed",
          413, "body-too-large",
          415, "no-json",
          503, "damaged");

  private Problems() {}

  /**
   * Returns whether a request is one of a program, which cannot read a page.
   *
   * @param base what stands before every path
   */
  public static boolean concerns(Context request, String base) {
    String path = request.path();
    return path.startsWith(base + "/api/")
        || path.equals(base + "/api")
        || path.equals(base + "/mcp");
  }

  /** Answers with what went wrong. */
  public static void tell(Context request, Exception thrown) {
    Api.send(request, of(request, thrown));
  }

  static Language language(Context request) {
    return language(Optional.ofNullable(request.header("Accept-Language")));
  }

  /**
   * Returns the language of a program: English, if it does not ask for Spanish.
   *
   * @param acceptLanguage the header of its request
   */
  public static Language language(Optional<String> acceptLanguage) {
    if (acceptLanguage.isEmpty() || acceptLanguage.get().isBlank()) {
      return Language.EN;
    }
    try {
      return Locale.LanguageRange.parse(acceptLanguage.get()).stream()
          .sorted(Comparator.comparingDouble(Locale.LanguageRange::getWeight).reversed())
          .map(range -> range.getRange().split("-", 2)[0])
          .filter(code -> code.equals("es") || code.equals("en"))
          .findFirst()
          .map(Language::of)
          .orElse(Language.EN);
    } catch (IllegalArgumentException e) {
      return Language.EN; // a header nobody can read asks for nothing
    }
  }

  /**
   * Answers that a program has to wait.
   *
   * @param seconds how long
   */
  public static void tellToWait(Context request, int seconds) {
    request.header("Retry-After", Integer.toString(seconds));
    tell(request, tooMany(seconds));
  }

  static ApiException tooMany(int seconds) {
    return ApiException.of(429, "too-many-requests", seconds);
  }

  /** Returns what went wrong as sentences; what only the log can tell is logged. */
  public static String inWords(RuntimeException thrown, Language language) {
    if (thrown instanceof ApiException refused) {
      return Stream.concat(
              Stream.of(refused.detail().in(language)),
              refused.faults().stream().map(fault -> fault.detail().in(language)))
          .collect(Collectors.joining(" "));
    }
    if (thrown instanceof InputException wrong) {
      return wrong.problems().stream()
          .map(problem -> problem.toLine(language))
          .collect(Collectors.joining(". "));
    }
    LOG.error("a question failed", thrown);
    return Words.message("fault.detail").in(language);
  }

  static Answer of(Context request, Exception thrown) {
    Language language = language(request);
    if (thrown instanceof ApiException refused) {
      return answer(
          request, refused.status(), refused.code(), refused.detail(), faults(refused, language));
    }
    if (thrown instanceof HttpResponseException http) {
      return ofHttp(request, http);
    }
    if (thrown instanceof InputException wrong) {
      boolean reads = request.method().equals(HandlerType.GET);
      String code = reads ? "damaged" : "refused";
      if (reads) {
        LOG.warn("{} {}: {}", request.method(), route(request), wrong.getMessage());
      }
      return answer(
          request,
          reads ? 503 : 422,
          code,
          Words.message(code + ".detail"),
          problems(wrong, language));
    }
    if (FullDisk.isCauseOf(thrown)) {
      LOG.warn("the disk is full: {} {}", request.method(), route(request));
      return answer(request, 503, "disk-full", Words.message("disk-full.detail"), List.of());
    }
    if (thrown instanceof StoreException) {
      LOG.warn("{} {}: {}", request.method(), route(request), thrown.getMessage());
      return answer(request, 503, "no-store", Words.message("no-store.detail"), List.of());
    }
    LOG.error(
        "Request {} failed: {} {}",
        request.res().getHeader("X-Request-Id"),
        request.method(),
        route(request),
        thrown);
    return answer(request, 500, "fault", Words.message("fault.detail"), List.of());
  }

  /**
   * Returns the path with its variables in braces: the id of a customer is no business of a log.
   */
  private static String route(Context request) {
    @Nullable Endpoint endpoint = request.endpoints().matchedHttpEndpoint();
    return endpoint == null ? "" : endpoint.path;
  }

  private static Answer ofHttp(Context request, HttpResponseException http) {
    int status = http.getStatus();
    String code = CODES.getOrDefault(status, status < 500 ? "bad-request" : "fault");
    Answer answer = answer(request, status, code, Words.message(code + ".detail"), List.of());
    if (status == 401) {
      return answer.with("WWW-Authenticate", "Bearer realm=\"perenne\"");
    }
    String allowed = http.getDetails().get("availableMethods");
    return status == 405 && allowed != null ? answer.with("Allow", allowed) : answer;
  }

  private static List<ObjectNode> faults(ApiException refused, Language language) {
    return refused.faults().stream()
        .map(
            fault ->
                JsonNodeFactory.instance
                    .objectNode()
                    .put("detail", fault.detail().in(language))
                    .put(fault.kind(), fault.name()))
        .toList();
  }

  private static List<ObjectNode> problems(InputException wrong, Language language) {
    return wrong.problems().stream().map(problem -> problem(problem, language)).toList();
  }

  private static ObjectNode problem(Problem problem, Language language) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("detail", problem.what(language));
    put(node, "where", problem.where(language));
    put(node, "value", problem.value(language));
    put(node, "remedy", problem.remedy(language));
    return node;
  }

  private static void put(ObjectNode node, String name, String text) {
    if (!text.isEmpty()) {
      node.put(name, text);
    }
  }

  private static Answer answer(
      Context request, int status, String code, Message detail, List<ObjectNode> errors) {
    Language language = language(request);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", URN + code);
    body.put("title", Words.message(code).in(language));
    body.put("status", status);
    body.put("detail", detail.in(language));
    body.put("instance", request.path());
    if (!errors.isEmpty()) {
      ArrayNode list = body.putArray("errors");
      errors.forEach(list::add);
    }
    return new Answer(status, TYPE, Map.of("Content-Language", language.code()), Wire.text(body));
  }
}
