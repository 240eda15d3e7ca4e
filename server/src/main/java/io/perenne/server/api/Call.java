// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import io.perenne.clv.words.Language;
import io.perenne.server.account.Change;
import io.perenne.server.live.intake.Unread;
import io.perenne.server.ui.frame.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A request of a program, read strictly: what it sends and nobody knows is refused. */
final class Call {
  /** More than any configuration needs. */
  static final int MOST_BODY = 256 * 1024;

  private final Context request;
  private final Language language;
  private byte @Nullable [] body;

  Call(Context request) {
    this.request = request;
    this.language = Problems.language(request);
  }

  Context request() {
    return request;
  }

  Language language() {
    return language;
  }

  Change change() {
    return Visitor.change(request);
  }

  String path(String name) {
    return request.pathParam(name);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.header(name)).map(String::strip);
  }

  /** Refuses parameters that the description of the API does not name, and those given twice. */
  void requireOnly(Set<String> known) {
    Set<String> unknown = new TreeSet<>(request.queryParamMap().keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      String name = unknown.iterator().next();
      String all = known.isEmpty() ? "–" : String.join(", ", new TreeSet<>(known));
      throw new ApiException(
          400,
          "unknown-parameter",
          Words.message("unknown-parameter.detail", String.join(", ", unknown)),
          List.of(
              new ApiException.Fault(
                  "parameter", name, Words.message("unknown-parameter.known", all))));
    }
    request
        .queryParamMap()
        .forEach(
            (name, values) -> {
              if (values.size() > 1) {
                throw ApiException.parameter(name, Words.message("parameter.twice"));
              }
            });
  }

  /** Returns a parameter; empty if it was not given. */
  Optional<String> text(String name) {
    return Optional.ofNullable(request.queryParam(name));
  }

  /** Returns a parameter that has to be one of some words; the first of them if it is absent. */
  String choice(String name, List<String> choices) {
    return optionalChoice(name, choices).orElse(choices.get(0));
  }

  Optional<String> optionalChoice(String name, List<String> choices) {
    Optional<String> given = text(name);
    if (given.isPresent() && !choices.contains(given.get())) {
      throw ApiException.parameter(
          name, Words.message("parameter.choice", String.join(", ", choices)));
    }
    return given;
  }

  /** Returns a parameter that is a whole number from 1. */
  int number(String name, int otherwise, int most) {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    int number = given.get().matches("[0-9]{1,9}") ? Integer.parseInt(given.get()) : 0;
    if (number < 1 || number > most) {
      throw ApiException.parameter(name, Words.message("parameter.number", 1, most));
    }
    return number;
  }

  /**
   * Requires that what a program has seen is still so.
   *
   * @param tag of what is in force now
   * @param always whether it has to say what it has seen
   */
  void requireUnchanged(String tag, boolean always) {
    Optional<String> seen = header("If-Match");
    if (seen.isEmpty() && always) {
      throw ApiException.of(428, "no-if-match");
    }
    if (seen.isPresent() && !Api.matches(seen.get(), tag)) {
      throw ApiException.of(412, "saved-meanwhile");
    }
  }

  /** Returns the body as it came; nothing larger than any request has to be is read. */
  byte[] body() throws IOException {
    byte[] known = body;
    if (known == null) {
      InputStream in = request.req().getInputStream();
      boolean tooLarge = request.req().getContentLengthLong() > MOST_BODY;
      known = tooLarge ? new byte[0] : in.readNBytes(MOST_BODY + 1);
      if (tooLarge || known.length > MOST_BODY) {
        Unread.readAway(in);
        throw ApiException.of(413, "body-too-large");
      }
      body = known;
    }
    return known;
  }

  /** Returns the body as a JSON object; an empty one if there is no body. */
  JsonNode json() throws IOException {
    if (body().length == 0) {
      return JsonNodeFactory.instance.objectNode();
    }
    String type = request.header("Content-Type");
    String plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!plain.equals(Answer.JSON)) {
      throw ApiException.of(415, "no-json");
    }
    try {
      JsonNode tree = Wire.parse(body());
      if (!tree.isObject()) {
        throw ApiException.of(400, "not-an-object");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw ApiException.of(
          400,
          "unreadable-json",
          e.getLocation() == null ? "?" : Integer.toString(e.getLocation().getLineNr()));
    }
  }

  /** Returns the body, whose members are all known. */
  JsonNode json(Set<String> known) throws IOException {
    JsonNode tree = json();
    tree.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw ApiException.body(
                    "/" + name,
                    Words.message("member.unknown", String.join(", ", new TreeSet<>(known))));
              }
            });
    return tree;
  }

  /** Returns a member of a body that is text; empty if it is absent or null. */
  static Optional<String> member(JsonNode body, String name) {
    JsonNode member = body.path(name);
    if (member.isMissingNode() || member.isNull()) {
      return Optional.empty();
    }
    if (!member.isTextual()) {
      throw ApiException.body("/" + name, Words.message("member.text"));
    }
    return Optional.of(member.asText());
  }

  /** Returns a member of a body that is true or false. */
  static boolean flag(JsonNode body, String name) {
    JsonNode member = body.path(name);
    if (!member.isBoolean()) {
      String key = member.isMissingNode() ? "member.missing" : "member.flag";
      throw ApiException.body("/" + name, Words.message(key));
    }
    return member.asBoolean();
  }

  static String required(JsonNode body, String name) {
    return member(body, name)
        .orElseThrow(() -> ApiException.body("/" + name, Words.message("member.missing")));
  }
}
