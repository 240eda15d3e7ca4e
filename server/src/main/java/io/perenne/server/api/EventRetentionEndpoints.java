// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HandlerType;
import io.perenne.server.live.profile.EventRetention;
import io.perenne.server.live.profile.EventRetention.Rule;
import io.perenne.server.ui.frame.Access;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/** How long events of a kind are kept. */
final class EventRetentionEndpoints {
  private static final String PATH = "/event-retention";
  private static final String RULES = "rules";

  private final EventRetention retention;

  EventRetentionEndpoints(ApiServices services) {
    retention = new EventRetention(services.store(), services.clock(), () -> false);
  }

  void addTo(Routes routes) {
    routes.get(
        PATH, call -> Answer.ok(json(retention.rules(), retention::atMost)), Access.CONFIGURE);
    routes.add(HandlerType.PUT, PATH, this::keep, Access.CONFIGURE);
  }

  private static ObjectNode json(List<Rule> rules, ToLongFunction<Rule> atMost) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode all = answer.putArray(RULES);
    for (Rule each : rules) {
      all.addObject()
          .put("event", each.event())
          .put("days", each.days())
          .put("at_most", atMost.applyAsLong(each));
    }
    return answer;
  }

  private Answer keep(Call call) throws IOException {
    JsonNode body = call.json(Set.of(RULES, "preview"));
    if (!body.path(RULES).isArray()) {
      throw ApiException.body("/" + RULES, Words.message("member.kind"));
    }
    List<Rule> rules = new ArrayList<>();
    for (JsonNode each : body.path(RULES)) {
      rules.add(EventRetention.written(each.path("event").asText(), each.path("days").asLong()));
    }
    if (!body.path("preview").asBoolean()) {
      retention.keep(call.change(), rules);
    }
    return Answer.ok(json(rules, retention::atMost));
  }
}
