// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HandlerType;
import io.perenne.analytics.InputException;
import io.perenne.analytics.config.ConfigurationKey;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.clv.words.Language;
import io.perenne.server.schedule.Recurrence;
import io.perenne.server.schedule.Timetable;
import io.perenne.server.settings.Plan;
import io.perenne.server.settings.SettingsStore;
import io.perenne.server.settings.Version;
import io.perenne.server.ui.frame.Access;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is calculated, when, and where it goes; in versions, none of which is lost. */
final class SettingsEndpoints {
  private static final String PATH = "/configuration";
  private static final int SHOWN_TIMES = 5;

  private final SettingsStore settings;
  private final SettingsFacts facts;
  private final InstantSource clock;

  SettingsEndpoints(ApiServices services) {
    settings = services.settings();
    facts = new SettingsFacts(settings);
    clock = services.clock();
  }

  void addTo(Routes routes) {
    routes.get(PATH, call -> current(), Access.CONFIGURE);
    routes.add(HandlerType.PUT, PATH, this::put, Access.CONFIGURE);
    routes.get(PATH + "/keys", call -> Answer.ok(keys(call.language())), Access.CONFIGURE);
    routes.get(PATH + "/versions", this::versions, Access.CONFIGURE);
    routes.get(
        PATH + "/versions/{version}",
        call -> Answer.ok(SettingsFacts.json(version(call))),
        Access.CONFIGURE);
    routes.add(
        HandlerType.POST, PATH + "/versions/{version}/restore", this::restore, Access.CONFIGURE);
    routes.get("/schedule", call -> Answer.ok(schedule()), Access.READ);
  }

  private Answer current() {
    Answer answer = Answer.ok(facts.current());
    return answer.with("ETag", Api.tag(answer));
  }

  private Answer put(Call call) throws IOException {
    JsonNode body = call.json(Set.of("configuration", "plan"));
    Map<String, String> values = values(body.path("configuration"));
    Plan plan = plan(body.path("plan"));
    Version before = requireUnchanged(call, true);
    Optional.ofNullable(before.configuration().get(Version.SALT))
        .ifPresent(salt -> values.putIfAbsent(Version.SALT, salt));
    return save(call, before, values, plan);
  }

  private Answer restore(Call call) throws IOException {
    var unused = call.json(Set.of());
    Version version = version(call);
    Version before = requireUnchanged(call, false);
    return save(call, before, version.configuration(), version.plan());
  }

  private Answer save(Call call, Version before, Map<String, String> values, Plan plan) {
    try {
      settings.save(call.change(), before.id(), values, plan);
    } catch (InputException e) {
      if (!settings.current().id().equals(before.id())) {
        throw ApiException.of(412, "saved-meanwhile");
      }
      throw e;
    }
    return current();
  }

  /** Returns what is in force, if it is still what the program has seen. */
  private Version requireUnchanged(Call call, boolean always) {
    Version before = settings.current();
    call.requireUnchanged(current().headers().getOrDefault("ETag", ""), always);
    return before;
  }

  private static Map<String, String> values(JsonNode configuration) {
    if (!configuration.isObject()) {
      throw ApiException.body("/configuration", Words.message("member.object"));
    }
    Set<String> known =
        RunConfiguration.keys().stream().map(ConfigurationKey::name).collect(Collectors.toSet());
    Map<String, String> values = new TreeMap<>();
    configuration
        .properties()
        .forEach(
            field -> {
              String pointer = "/configuration/" + field.getKey();
              if (!known.contains(field.getKey())) {
                throw ApiException.body(pointer, Words.message("member.no-key"));
              }
              if (!field.getValue().isTextual() && !field.getValue().isNumber()) {
                throw ApiException.body(pointer, Words.message("member.text"));
              }
              values.put(field.getKey(), field.getValue().asText());
            });
    return values;
  }

  private static Plan plan(JsonNode plan) {
    if (!plan.isObject()) {
      throw ApiException.body("/plan", Words.message("member.object"));
    }
    ObjectNode whole = Wire.object(Plan.NONE, Language.EN);
    for (String name : (Iterable<String>) whole::fieldNames) {
      if (!plan.has(name)) {
        throw ApiException.body("/plan/" + name, Words.message("member.missing"));
      }
    }
    try {
      return Wire.value(plan, Plan.class);
    } catch (JsonMappingException e) {
      String path =
          e.getPath().stream()
              .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
              .collect(Collectors.joining("/"));
      throw ApiException.body("/plan/" + path, Words.message("member.kind"));
    } catch (JsonProcessingException e) {
      throw ApiException.body("/plan", Words.message("member.kind"));
    }
  }

  private static ObjectNode keys(Language language) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode keys = answer.putArray("keys");
    for (ConfigurationKey<?> key : RunConfiguration.keys()) {
      if (!key.name().equals(Version.SALT)) {
        keys.addObject()
            .put("name", key.name())
            .put("default", key.defaultText())
            .put("description", key.description(language));
      }
    }
    return answer;
  }

  private Answer versions(Call call) {
    List<Version> all = settings.versions();
    int from =
        call.text("cursor")
            .map(each -> Cursor.key(each, "versions"))
            .map(id -> (int) all.stream().filter(each -> each.id().compareTo(id) >= 0).count())
            .orElse(0);
    List<Version> page = Questions.page(all, from, call.number("limit", 50, 200));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode versions = answer.putArray("versions");
    for (int i = 0; i < page.size(); i++) {
      Version version = page.get(i);
      ObjectNode each = versions.addObject();
      each.put("version", version.id());
      each.put("saved_at", version.savedAt().toString());
      each.put("saved_by", version.savedBy());
      ArrayNode changes = each.putArray("changes");
      int place = from + i + 1;
      if (place < all.size()) {
        version
            .since(all.get(place))
            .forEach(
                change ->
                    changes
                        .addObject()
                        .put("name", change.name())
                        .put("before", change.before())
                        .put("after", change.after()));
      }
    }
    boolean more = from + page.size() < all.size();
    answer.put("next_cursor", more ? Cursor.of(page.get(page.size() - 1).id(), "versions") : null);
    return Answer.ok(answer);
  }

  private Version version(Call call) {
    String id = call.path("version");
    return settings.versions().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> ApiException.of(404, "no-version", id));
  }

  private ObjectNode schedule() {
    Version current = settings.current();
    ZoneId zone = settings.configuration().timeZone();
    String rule = current.plan().schedule();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("schedule", rule.isEmpty() ? null : rule);
    answer.put("time_zone", zone.getId());
    ArrayNode next = answer.putArray("next");
    if (!rule.isEmpty() && !rule.equals(Recurrence.ON_CHANGE)) {
      new Timetable(Recurrence.parse(rule), zone)
          .next(clock.instant(), SHOWN_TIMES).stream().map(Instant::toString).forEach(next::add);
    }
    return answer;
  }
}
