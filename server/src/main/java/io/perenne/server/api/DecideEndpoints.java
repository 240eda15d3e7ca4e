// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HandlerType;
import io.perenne.analytics.InputException;
import io.perenne.engage.decision.Catalogue;
import io.perenne.server.action.CatalogueFile;
import io.perenne.server.ui.frame.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What to do for a person now, by the catalogue of actions in the home. */
final class DecideEndpoints {
  /** What is asked while a customer waits, as often as customers come. */
  static final String PATH = "/decide";

  private static final String DRY_RUN = "dry_run";

  private final Path file;
  private final DecisionMaker maker;
  private @Nullable Read newest;

  DecideEndpoints(ApiServices services) {
    file = services.context().home().resolve("actions.yaml");
    maker = new DecisionMaker(services.store(), services.runs(), services.clock());
  }

  void addTo(Routes routes) {
    routes.add(HandlerType.POST, PATH, this::decide, Access.RUN, Access.CUSTOMERS);
  }

  /**
   * A catalogue as it was read.
   *
   * @param text of the file
   */
  record Read(String text, Catalogue catalogue) {
    boolean offers(String touchpoint) {
      return catalogue.actions().stream().anyMatch(each -> each.at(touchpoint).isPresent());
    }
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
    Read read = catalogue();
    if (!read.offers(touchpoint)) {
      throw ApiException.body("/touchpoint", Words.message("decide.touchpoint", touchpoint));
    }
    ObjectNode answer = maker.decide(read, ProfileEndpoints.identifier(person), touchpoint, dry);
    return Answer.ok(answer);
  }

  /** Returns the catalogue as the file is now. */
  private synchronized Read catalogue() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw ApiException.of(409, "no-catalogue");
    }
    String text = Files.readString(file);
    if (newest == null || !newest.text().equals(text)) {
      try {
        newest = new Read(text, CatalogueFile.read(file));
      } catch (InputException e) {
        throw ApiException.of(409, "wrong-catalogue");
      }
    }
    return newest;
  }
}
