// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HandlerType;
import io.perenne.analytics.InputException;
import io.perenne.clv.words.Language;
import io.perenne.engage.profile.ValueStep;
import io.perenne.server.account.Change;
import io.perenne.server.change.ChangeSettings;
import io.perenne.server.change.Place;
import io.perenne.server.change.ReceiverBook;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.ChangeReceivers;
import io.perenne.server.storage.Changes;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.frame.Access;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has changed of people, and who is told of it. */
final class ChangeEndpoints {
  private static final String CHANGES = "/changes";
  private static final String RECEIVERS = CHANGES + "/receivers";
  private static final String ONE = RECEIVERS + "/{name}";
  private static final String STEP = CHANGES + "/value-step";

  private final Store store;
  private final ReceiverBook receivers;

  ChangeEndpoints(ApiServices services) {
    store = services.store();
    receivers = new ReceiverBook(store, services.clock());
  }

  void addTo(Routes routes) {
    routes.get(CHANGES, this::list, Access.READ, Access.CUSTOMERS);
    routes.get(STEP, call -> Answer.ok(step(receivers.step())), Access.CONFIGURE);
    routes.add(HandlerType.PUT, STEP, this::keepStep, Access.CONNECT);
    routes.get(RECEIVERS, call -> Answer.ok(all(call.language())), Access.CONNECT);
    routes.add(HandlerType.POST, RECEIVERS, this::add, Access.CONNECT);
    routes.add(HandlerType.DELETE, ONE, this::remove, Access.CONNECT);
    routes.add(HandlerType.POST, ONE + "/pause", this::pause, Access.CONNECT);
    routes.add(HandlerType.POST, ONE + "/resume", this::resume, Access.CONNECT);
    routes.add(HandlerType.POST, ONE + "/replay", this::replay, Access.CONNECT);
  }

  private Answer list(Call call) {
    long after =
        call.text("after")
            .map(text -> text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1)
            .orElse(0L);
    if (after < 0) {
      throw ApiException.parameter("after", Words.message("parameter.position"));
    }
    List<Changes.Kept> changes =
        store.read(in -> new Changes(in).after(after, call.number("limit", 50, 1000)));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("changes", array(changes));
    answer.put("position", changes.isEmpty() ? after : changes.get(changes.size() - 1).position());
    return Answer.ok(answer);
  }

  /** Returns changes as a program sees them. */
  static ArrayNode array(List<Changes.Kept> changes) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Changes.Kept each : changes) {
      ObjectNode change = array.addObject();
      change.put("position", each.position());
      change.put("id", each.id());
      change.put("profile_id", each.profile());
      change.put("event", each.name());
      change.put("happened", each.happened().toString());
      change.put("found", each.found().toString());
      change.set("message", Wire.asSent(Json.own(each.body())));
    }
    return array;
  }

  private static ObjectNode step(ValueStep step) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("share", step.share());
    answer.put("least", step.least());
    return answer;
  }

  private Answer keepStep(Call call) throws IOException {
    JsonNode body = call.json(Set.of("share", "least"));
    ValueStep step = ChangeSettings.of(number(body, "share"), number(body, "least"));
    receivers.keep(call.change(), step);
    return Answer.ok(step(step));
  }

  private static double number(JsonNode body, String name) {
    if (!body.path(name).isNumber()) {
      throw ApiException.body("/" + name, Words.message("member.number"));
    }
    return body.path(name).asDouble();
  }

  private ObjectNode all(Language language) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode array = answer.putArray("receivers");
    receivers.all().forEach(each -> array.add(json(each, language)));
    return answer;
  }

  private ObjectNode json(ReceiverBook.Line line, Language language) {
    ChangeReceivers.Receiver receiver = line.receiver();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", receiver.name());
    json.put("server", line.server());
    json.put("kinds", receiver.kinds());
    json.put("state", state(receiver));
    json.put("position", receiver.position());
    json.put("waiting", line.waiting());
    json.put("missed", line.missed());
    json.put("paused", text(receiver.paused()));
    json.put("failing_since", text(receiver.failingSince()));
    json.put("next_try", text(receiver.nextTry()));
    json.put("delivered", text(receiver.delivered()));
    json.put(
        "problem",
        (language == Language.ES ? receiver.problemSpanish() : receiver.problemEnglish())
            .orElse(null));
    return json;
  }

  private static String state(ChangeReceivers.Receiver receiver) {
    if (receiver.paused().isPresent()) {
      return "paused";
    }
    return receiver.failingSince().isPresent() ? "failing" : "active";
  }

  private static @Nullable String text(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(null);
  }

  private Answer add(Call call) throws IOException {
    JsonNode body = call.json(Set.of("name", "url", "secret", "write_key", "kinds"));
    String name = Call.required(body, "name");
    receivers.add(
        call.change(),
        new ReceiverBook.Wish(
            name,
            new Place(Call.required(body, "url"), Call.member(body, "secret").orElse("")),
            Call.member(body, "write_key").orElse(""),
            Call.member(body, "kinds").orElse(ReceiverBook.ALL)));
    return one(call, name);
  }

  private Answer one(Call call, String name) {
    return receivers.all().stream()
        .filter(each -> each.receiver().name().equals(name))
        .findFirst()
        .map(each -> Answer.ok(json(each, call.language())))
        .orElseThrow(() -> ApiException.of(404, "no-receiver", name));
  }

  /** Does something to a receiver that is there. */
  private Answer change(Call call, Done done) throws IOException {
    String name = call.path("name");
    var unused = one(call, name);
    done.to(call.change(), name);
    return one(call, name);
  }

  /** What is done to a receiver. */
  private interface Done {
    void to(Change change, String name) throws IOException;
  }

  private Answer remove(Call call) {
    String name = call.path("name");
    Answer before = one(call, name);
    try {
      receivers.remove(call.change(), name);
    } catch (InputException e) {
      throw ApiException.of(404, "no-receiver", name); // somebody else was faster
    }
    return before;
  }

  private Answer pause(Call call) throws IOException {
    var unused = call.json(Set.of());
    return change(call, receivers::pause);
  }

  private Answer resume(Call call) throws IOException {
    var unused = call.json(Set.of());
    return change(call, receivers::resume);
  }

  private Answer replay(Call call) throws IOException {
    JsonNode after = call.json(Set.of("after")).path("after");
    if (!after.isIntegralNumber()) {
      throw ApiException.body("/after", Words.message("member.number"));
    }
    return change(call, (change, name) -> receivers.replay(change, name, after.asLong()));
  }
}
