// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HandlerType;
import io.perenne.analytics.home.Sha256;
import io.perenne.engage.identity.Identifier;
import io.perenne.server.privacy.Privacy;
import io.perenne.server.storage.Erasures;
import io.perenne.server.ui.frame.Access;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All that is known of one person: handed out, and erased. */
final class PrivacyEndpoints {
  private static final String ONE = ProfileEndpoints.PATH + "{identifier}";

  private final Privacy privacy;

  PrivacyEndpoints(ApiServices services) {
    privacy = new Privacy(services.store(), services.runs(), services.context());
  }

  void addTo(Routes routes) {
    routes.add(HandlerType.POST, ONE + "/export", this::export, Access.CONFIGURE, Access.CUSTOMERS);
    routes.get(ONE + "/erasure", this::extent, Access.CONFIGURE, Access.CUSTOMERS);
    routes.add(HandlerType.POST, ONE + "/erasure", this::erase, Access.CONFIGURE, Access.CUSTOMERS);
    routes.get("/erasures", call -> Answer.ok(erasures()), Access.CONFIGURE);
  }

  private static Identifier identifier(Call call) {
    return ProfileEndpoints.identifier(call.path("identifier"));
  }

  private Answer export(Call call) throws IOException {
    call.json(Set.of());
    return Answer.file(Answer.JSON, "person.json", privacy.export(call.change(), identifier(call)));
  }

  private record Extent(
      List<Identifier> identifiers,
      Optional<String> profile,
      long events,
      long eventsOfOthers,
      long keptAside,
      long saidByHand,
      List<Privacy.RunRows> runs,
      List<Privacy.Delivered> deliveries) {}

  private Answer extent(Call call) {
    Privacy.Extent found =
        privacy
            .find(identifier(call))
            .orElseThrow(() -> ApiException.of(404, "no-profile", call.path("identifier")));
    return Answer.ok(
        Wire.object(
            new Extent(
                found.identifiers(),
                found.profile(),
                found.live().events(),
                found.live().ofOthers(),
                found.live().quarantined(),
                found.live().verdicts(),
                found.runs(),
                found.delivered()),
            call.language()));
  }

  private Answer erase(Call call) throws IOException {
    call.json(Set.of());
    long number = privacy.erase(call.change(), identifier(call));
    return Answer.ok(
        privacy.erasures().stream()
            .filter(each -> each.id() == number)
            .map(PrivacyEndpoints::erasure)
            .findFirst()
            .orElseThrow());
  }

  private ObjectNode erasures() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode all = answer.putArray("erasures");
    privacy.erasures().forEach(each -> all.add(erasure(each)));
    return answer;
  }

  private static ObjectNode erasure(Erasures.Erasure erasure) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("erasure", erasure.id());
    node.put("at", erasure.at().toString());
    node.put("who", erasure.who());
    node.set("proof", Wire.asSent(erasure.document()));
    node.put("sha256", Sha256.of(erasure.document()));
    node.put("returned", erasure.returned());
    return node;
  }
}
