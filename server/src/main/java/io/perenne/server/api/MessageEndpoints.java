// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.HandlerType;
import io.perenne.clv.words.Language;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.channel.MessageBook;
import io.perenne.server.storage.Messages.Message;
import io.perenne.server.ui.frame.Access;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Messages to customers: ordered, looked at, and the tasks of people. */
final class MessageEndpoints {
  private static final String PATH = "/messages";
  private static final String TEXTS = "texts";
  private static final int MOST = 200;

  private final MessageBook book;

  MessageEndpoints(ApiServices services) {
    book =
        new MessageBook(
            services.store(),
            services.context().home(),
            IdentityRules.standard(),
            services.clock());
  }

  void addTo(Routes routes) {
    routes.get(PATH, this::list, Access.CUSTOMERS);
    routes.add(HandlerType.POST, PATH, this::order, Access.RUN, Access.CUSTOMERS);
    routes.get("/tasks/{list}", this::tasks, Access.CUSTOMERS);
    routes.add(HandlerType.POST, "/tasks/{list}/{id}", this::result, Access.RUN, Access.CUSTOMERS);
  }

  private Answer list(Call call) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode all = answer.putArray("messages");
    book.newest(call.text("state").orElse(""), "", call.number("limit", 50, MOST))
        .forEach(each -> all.add(json(each, call.language())));
    return Answer.ok(answer);
  }

  private Answer order(Call call) throws IOException {
    JsonNode body =
        call.json(
            Set.of(
                "key",
                "person",
                "channel",
                "action",
                "issue",
                "service",
                "language",
                TEXTS,
                "due",
                "expires"));
    JsonNode texts = body.path(TEXTS);
    if (!texts.isObject()) {
      throw ApiException.body("/" + TEXTS, Words.message("member.object"));
    }
    Map<String, String> all = new LinkedHashMap<>();
    texts
        .properties()
        .forEach(
            each -> {
              if (!each.getValue().isTextual()) {
                throw ApiException.body(
                    "/" + TEXTS + "/" + each.getKey(), Words.message("member.text"));
              }
              all.put(each.getKey(), each.getValue().asText());
            });
    Message message =
        book.order(
            call.change(),
            new MessageBook.Wish(
                Call.required(body, "key"),
                Call.required(body, "person"),
                Call.required(body, "channel"),
                Call.required(body, "action"),
                Call.required(body, "issue"),
                body.path("service").asBoolean(false),
                Call.required(body, "language"),
                all,
                instant(body, "due"),
                instant(body, "expires")));
    return Answer.of(202, json(message, call.language()));
  }

  private static Optional<Instant> instant(JsonNode body, String member) {
    return Call.member(body, member)
        .map(
            text -> {
              try {
                return OffsetDateTime.parse(text).toInstant();
              } catch (DateTimeException e) {
                throw ApiException.body("/" + member, Words.message("member.instant"));
              }
            });
  }

  private static ObjectNode json(Message message, Language language) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("id", message.id());
    answer.put("key", message.order().key());
    answer.put("person", message.order().person());
    answer.put("channel", message.order().channel());
    answer.put("action", message.order().action());
    answer.put("state", message.state());
    answer.put("reason", message.reason());
    answer.put("attempts", message.attempts());
    answer.put("due", message.order().due().toString());
    answer.put("expires", message.order().expires().toString());
    answer.put("ended", message.ended().map(Instant::toString).orElse(null));
    answer.put(
        "problem",
        (language == Language.ES ? message.problemSpanish() : message.problemEnglish())
            .orElse(null));
    return answer;
  }

  private static String known(Call call) {
    String list = call.path("list");
    if (!list.equals("call") && !list.equals("store")) {
      throw ApiException.of(404, "no-list", list);
    }
    return list;
  }

  private Answer tasks(Call call) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode all = answer.putArray("tasks");
    for (MessageBook.Task each : book.tasks(known(call), call.number("limit", 50, MOST))) {
      ObjectNode task = all.addObject();
      task.put("id", each.message().id());
      task.put("person", each.message().order().person());
      task.put("phone", each.phone());
      task.put("action", each.message().order().action());
      task.put("until", each.message().order().expires().toString());
      ObjectNode texts = task.putObject(TEXTS);
      each.texts().forEach(texts::put);
    }
    return Answer.ok(answer);
  }

  private Answer result(Call call) throws IOException {
    JsonNode body = call.json(Set.of("result"));
    String list = known(call);
    String id = call.path("id");
    if (!id.matches("[0-9]{1,18}")) {
      throw ApiException.of(404, "no-task", id);
    }
    book.result(call.change(), Long.parseLong(id), Call.required(body, "result"));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("list", list);
    answer.put("id", Long.parseLong(id));
    answer.put("result", Call.required(body, "result"));
    return Answer.ok(answer);
  }
}
