// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.HandlerType;
import io.perenne.server.audience.AudienceBook;
import io.perenne.server.ui.audiences.AudienceCsv;
import io.perenne.server.ui.frame.Access;
import java.io.IOException;
import java.util.Set;

/** Audiences: whom they mean, and who is in them. */
final class AudienceEndpoints {
  private static final String AUDIENCES = "/audiences";
  private static final String ONE = AUDIENCES + "/{id}";
  private static final String ID = "id";
  private static final int ROWS = 100;
  private static final int MOST_ROWS = 1000;

  private final AudienceBook book;
  private final AudienceFacts facts;

  AudienceEndpoints(ApiServices services) {
    book = new AudienceBook(services.store(), services.runs(), services.clock());
    facts = new AudienceFacts(book);
  }

  void addTo(Routes routes) {
    routes.get(AUDIENCES, call -> Answer.ok(facts.list(call.language())), Access.READ);
    routes.add(
        HandlerType.POST, AUDIENCES + "/preview", this::preview, Access.READ, Access.CUSTOMERS);
    routes.get(ONE, call -> Answer.ok(facts.one(call.path(ID), call.language())), Access.READ);
    // whoever keeps a rule is told how many it means, which can be one person alone
    routes.add(HandlerType.PUT, ONE, this::keep, Access.CONFIGURE, Access.CUSTOMERS);
    routes.add(
        HandlerType.DELETE,
        ONE,
        call -> Answer.ok(facts.remove(call.change(), call.path(ID), call.language())),
        Access.CONFIGURE);
    routes.get(
        ONE + "/members",
        call ->
            Answer.ok(
                facts.members(
                    call.path(ID), call.number("limit", ROWS, MOST_ROWS), call.text("cursor"))),
        Access.READ,
        Access.CUSTOMERS);
    routes.get(ONE + "/members.csv", this::csv, Access.READ, Access.CUSTOMERS);
  }

  private Answer preview(Call call) throws IOException {
    return Answer.ok(facts.preview(call.json(Set.of("rule")).path("rule"), call.language()));
  }

  private Answer keep(Call call) throws IOException {
    JsonNode body = call.json(Set.of("name", "rule"));
    return Answer.ok(
        facts.keep(
            call.change(),
            call.path(ID),
            Call.required(body, "name"),
            body.path("rule"),
            call.language()));
  }

  private Answer csv(Call call) throws IOException {
    AudienceCsv.send(call.request(), book, facts.found(call.path(ID)).audience().id());
    return Answer.SENT;
  }
}
