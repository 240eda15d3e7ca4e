// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HandlerType;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.job.JobQueue;
import io.perenne.server.live.linkage.LinkageWork;
import io.perenne.server.live.linkage.SuggestedPeople;
import io.perenne.server.live.linkage.SuggestedPeople.Suggested;
import io.perenne.server.ui.frame.Access;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Profiles that may be of one person: looked for, listed, and told apart. */
final class SuggestionEndpoints {
  private static final String PATH = "/suggestions";
  private static final int MOST = 200;

  private final SuggestedPeople suggested;
  private final JobQueue queue;

  SuggestionEndpoints(ApiServices services) {
    suggested = new SuggestedPeople(services.store(), IdentityRules.standard(), services.clock());
    queue = services.queue();
  }

  void addTo(Routes routes) {
    routes.get(PATH, this::list, Access.READ, Access.CUSTOMERS);
    routes.add(HandlerType.POST, PATH, this::look, Access.CONFIGURE, Access.CUSTOMERS);
    routes.add(
        HandlerType.POST, PATH + "/refuse", this::refuse, Access.CONFIGURE, Access.CUSTOMERS);
  }

  private record Pair(
      String one,
      String other,
      List<Identifier> oneIdentifiers,
      List<Identifier> otherIdentifiers,
      double probability,
      Map<String, Double> reasons) {
    static Pair of(Suggested suggested) {
      Map<String, Double> reasons = new LinkedHashMap<>();
      suggested.reasons().forEach(each -> reasons.put(each.field(), each.bits()));
      return new Pair(
          suggested.one().id(),
          suggested.other().id(),
          suggested.one().identifiers(),
          suggested.other().identifiers(),
          suggested.probability(),
          reasons);
    }
  }

  private Answer list(Call call) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("searching", isSearching());
    suggested
        .last()
        .ifPresent(
            last -> {
              answer.put("profiles", last.profiles());
              answer.put("compared", last.compared());
            });
    ArrayNode pairs = answer.putArray("suggestions");
    suggested
        .list(call.number("limit", 50, MOST))
        .forEach(each -> pairs.add(Wire.object(Pair.of(each), call.language())));
    return Answer.ok(answer);
  }

  private boolean isSearching() {
    return queue.newest(LinkageWork.KIND, 1).stream().anyMatch(each -> each.open());
  }

  private Answer look(Call call) throws IOException {
    var unused = call.json(Set.of());
    queue.order(LinkageWork.order(call.change().who()));
    return Answer.of(202, JsonNodeFactory.instance.objectNode().put("searching", true));
  }

  private Answer refuse(Call call) throws IOException {
    JsonNode body = call.json(Set.of("one", "other"));
    String one = Call.required(body, "one");
    String other = Call.required(body, "other");
    if (!suggested.refuse(call.change(), one, other)) {
      throw ApiException.of(404, "no-suggestion", one + ", " + other);
    }
    return Answer.ok(JsonNodeFactory.instance.objectNode().put("refused", true));
  }
}
