// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HandlerType;
import io.perenne.analytics.InputException;
import io.perenne.analytics.config.Key;
import io.perenne.analytics.delivery.Channels;
import io.perenne.analytics.delivery.channel.Channel;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.home.Sha256;
import io.perenne.analytics.job.Destinations;
import io.perenne.clv.words.Language;
import io.perenne.server.settings.DestinationChanges;
import io.perenne.server.settings.DestinationChanges.Trial;
import io.perenne.server.ui.frame.Access;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where runs are delivered. What may be a secret can be sent and is never answered. */
final class DestinationEndpoints {
  private static final String PATH = "/destinations";
  private static final String ONE = PATH + "/{name}";

  private final DestinationChanges changes;
  private final Destinations destinations;
  private final String base;

  DestinationEndpoints(ApiServices services, String base) {
    this.base = base;
    changes = new DestinationChanges(services.context(), services.store(), services.settings());
    destinations = changes.all();
  }

  void addTo(Routes routes) {
    routes.get(PATH, call -> Answer.ok(list()), Access.CONFIGURE);
    routes.get("/destination-kinds", call -> Answer.ok(kinds(call.language())), Access.CONFIGURE);
    routes.add(HandlerType.POST, PATH, this::add, Access.CONNECT);
    routes.get(ONE, call -> one(named(call)), Access.CONNECT);
    routes.add(HandlerType.PUT, ONE, this::change, Access.CONNECT);
    routes.add(HandlerType.DELETE, ONE, this::delete, Access.CONNECT);
    routes.add(HandlerType.POST, ONE + "/test", this::test, Access.CONFIGURE);
    routes.add(HandlerType.POST, ONE + "/approve", this::approve, Access.CONNECT);
  }

  private ObjectNode list() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("destinations");
    destinations.all().forEach(each -> list.add(summary(each)));
    return answer;
  }

  private ObjectNode summary(DestinationSettings settings) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", settings.name())
        .put("kind", settings.channel().kind())
        .put("where", where(settings));
  }

  /** Where a destination is, without any secret; null if its settings cannot be used now. */
  private @Nullable String where(DestinationSettings settings) {
    try {
      return destinations.routes().route(settings).destination().describe();
    } catch (InputException e) {
      return null;
    }
  }

  private static ObjectNode kinds(Language language) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode kinds = answer.putArray("kinds");
    for (Channel channel : Channels.all()) {
      ArrayNode keys = kinds.addObject().put("kind", channel.kind()).putArray("keys");
      for (Key<?> key : settable(channel)) {
        ObjectNode each = keys.addObject();
        each.put("name", key.name());
        each.put("default", key.standard());
        each.put("description", key.description(language));
        each.put("required", key.is(Key.Trait.REQUIRED));
        each.put("write_only", key.is(Key.Trait.CONFIDENTIAL));
        ArrayNode choices = each.putArray("choices");
        key.type().choices().forEach(choices::add);
      }
    }
    return answer;
  }

  private static List<Key<?>> settable(Channel channel) {
    return Channels.keys(channel).stream()
        .filter(key -> !key.name().equals("kind"))
        .<Key<?>>map(key -> key)
        .toList();
  }

  private Answer one(DestinationSettings settings) {
    ObjectNode answer = summary(settings);
    ObjectNode shown = answer.putObject("settings");
    ArrayNode hidden = answer.putArray("write_only");
    Map<String, String> given = new TreeMap<>(settings.given());
    for (Key<?> key : settable(settings.channel())) {
      if (given.containsKey(key.name())) {
        if (key.is(Key.Trait.CONFIDENTIAL)) {
          hidden.add(key.name());
        } else {
          shown.put(key.name(), given.get(key.name()));
        }
      }
    }
    return Answer.ok(answer).with("ETag", tag(settings));
  }

  /** Is another one after every change, also of what is not shown. */
  private static String tag(DestinationSettings settings) {
    return '"'
        + Sha256.of(settings.name() + new TreeMap<>(settings.given())).substring(0, 32)
        + '"';
  }

  private synchronized Answer add(Call call) throws IOException {
    JsonNode body = call.json(Set.of("name", "kind", "settings"));
    String name = Call.required(body, "name");
    Channel channel =
        Channels.find(Call.required(body, "kind"))
            .orElseThrow(() -> ApiException.body("/kind", Words.message("member.no-kind")));
    Map<String, String> given = new LinkedHashMap<>(Map.of("kind", channel.kind()));
    given.putAll(settings(body, channel));
    changes.add(call.change(), name, given);
    Answer added = one(destinations.load(name));
    return Answer.of(201, Wire.asSent(added.body()))
        .with("ETag", added.headers().getOrDefault("ETag", ""))
        .with("Location", base + Api.PATH + PATH + "/" + name);
  }

  private synchronized Answer change(Call call) throws IOException {
    JsonNode body = call.json(Set.of("settings"));
    DestinationSettings before = named(call);
    call.requireUnchanged(tag(before), true);
    Map<String, String> given = settings(body, before.channel());
    changes.change(call.change(), before, DestinationChanges.over(before, given));
    return one(destinations.load(before.name()));
  }

  private synchronized Answer delete(Call call) throws IOException {
    var unused = call.json(Set.of());
    DestinationSettings before = named(call);
    call.requireUnchanged(tag(before), false);
    changes.delete(call.change(), before);
    return new Answer(204, Answer.JSON, Map.of(), "");
  }

  private Answer test(Call call) throws IOException {
    var unused = call.json(Set.of());
    return Answer.ok(json(changes.trial(named(call)), call.language()));
  }

  private synchronized Answer approve(Call call) throws IOException {
    JsonNode body = call.json(Set.of("fingerprint"));
    DestinationSettings settings = named(call);
    DestinationSettings approved =
        changes
            .approve(call.change(), settings, Call.required(body, "fingerprint"))
            .orElseThrow(() -> ApiException.of(409, "other-identity", settings.name()));
    return Answer.ok(json(changes.trial(approved), call.language()));
  }

  private static ObjectNode json(Trial trial, Language language) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("name", trial.name());
    answer.put("reached", trial.found().isPresent());
    answer.put("found", trial.found().map(found -> found.in(language)).orElse(null));
    ArrayNode problems = answer.putArray("problems");
    trial.problems().forEach(problem -> problems.add(problem.toLine(language)));
    answer.putNull("to_approve");
    trial
        .identity()
        .ifPresent(
            shown ->
                answer
                    .putObject("to_approve")
                    .put("type", shown.type())
                    .put("fingerprint", shown.fingerprint()));
    return answer;
  }

  private static Map<String, String> settings(JsonNode body, Channel channel) {
    JsonNode settings = body.path("settings");
    if (!settings.isObject()) {
      String key = settings.isMissingNode() ? "member.missing" : "member.object";
      throw ApiException.body("/settings", Words.message(key));
    }
    Set<String> known = settable(channel).stream().map(Key::name).collect(Collectors.toSet());
    Map<String, String> given = new LinkedHashMap<>();
    settings
        .properties()
        .forEach(
            each -> {
              String pointer = "/settings/" + each.getKey();
              if (!known.contains(each.getKey())) {
                throw ApiException.body(pointer, Words.message("member.no-setting"));
              }
              if (!each.getValue().isValueNode() || each.getValue().isNull()) {
                throw ApiException.body(pointer, Words.message("member.text"));
              }
              given.put(each.getKey(), each.getValue().asText().strip());
            });
    given.values().removeIf(String::isEmpty);
    return given;
  }

  private DestinationSettings named(Call call) {
    String name = call.path("name");
    if (!destinations.has(name)) {
      throw ApiException.of(404, "no-destination", name);
    }
    return destinations.load(name);
  }
}
