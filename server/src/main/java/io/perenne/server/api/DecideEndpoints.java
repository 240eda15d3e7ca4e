// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.HandlerType;
import io.perenne.analytics.InputException;
import io.perenne.server.decision.DecisionMaker;
import io.perenne.server.decision.HomeCatalogue;
import io.perenne.server.ui.frame.Access;
import java.io.IOException;
import java.util.Set;

/** What to do for a person now, by the catalogue of actions in the home. */
final class DecideEndpoints {
  /** What is asked while a customer waits, as often as customers come. */
  static final String PATH = "/decide";

  private static final String DRY_RUN = "dry_run";

  private final HomeCatalogue catalogue;
  private final DecisionMaker maker;

  DecideEndpoints(ApiServices services) {
    catalogue = new HomeCatalogue(services.context().home());
    maker = new DecisionMaker(services.store(), services.runs(), services.clock());
  }

  void addTo(Routes routes) {
    routes.add(HandlerType.POST, PATH, this::decide, Access.RUN, Access.CUSTOMERS);
  }

  private Answer decide(Call call) throws IOException {
    JsonNode body = call.json(Set.of("person", "touchpoint", DRY_RUN));
    String person = Call.required(body, "person");
    String touchpoint = Call.required(body, "touchpoint");
    boolean dry = body.has(DRY_RUN) && Call.flag(body, DRY_RUN);
    int colon = person.indexOf(':');
    if (colon < 1 || colon == person.length() - 1) {
      throw ApiException.body("/person", Words.message("decide.person"));
    }
    HomeCatalogue.Read read = catalogue();
    if (!read.offers(touchpoint)) {
      throw ApiException.body("/touchpoint", Words.message("decide.touchpoint", touchpoint));
    }
    return Answer.ok(
        maker
            .decide(read, ProfileEndpoints.identifier(person), touchpoint, dry)
            .orElseThrow(() -> ApiException.of(409, "no-run-to-decide")));
  }

  private HomeCatalogue.Read catalogue() {
    try {
      return catalogue.read().orElseThrow(() -> ApiException.of(409, "no-catalogue"));
    } catch (InputException e) {
      throw ApiException.of(409, "wrong-catalogue");
    }
  }
}
