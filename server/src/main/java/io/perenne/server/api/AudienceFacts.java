// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import io.perenne.engage.audience.Rule;
import io.perenne.engage.audience.RuleException;
import io.perenne.engage.audience.RuleReader;
import io.perenne.engage.audience.RuleWords;
import io.perenne.engage.audience.RuleWriter;
import io.perenne.engage.identity.Identifier;
import io.perenne.server.account.Change;
import io.perenne.server.audience.AudienceBook;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.Audiences;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Audiences as programs and assistants see and set them. */
public final class AudienceFacts {
  private static final String RULE = "/rule";

  private final AudienceBook book;

  /** Tells of the audiences of a book. */
  public AudienceFacts(AudienceBook book) {
    this.book = book;
  }

  /** Returns all audiences. */
  public ObjectNode list(Language language) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode audiences = answer.putArray("audiences");
    book.all().forEach(each -> audiences.add(json(each, language)));
    answer.put("waiting", book.waiting());
    return answer;
  }

  /** Returns an audience. */
  public ObjectNode one(String id, Language language) {
    return json(found(id), language);
  }

  AudienceBook.Line found(String id) {
    return book.find(id).orElseThrow(() -> ApiException.of(404, "no-audience", id));
  }

  private static ObjectNode json(AudienceBook.Line line, Language language) {
    Audiences.Kept audience = line.audience();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", audience.id());
    json.put("name", audience.name());
    json.set("rule", Wire.asSent(RuleWriter.write(line.rule())));
    json.put("words", RuleWords.of(line.rule(), language));
    json.put("version", audience.version());
    json.put("members", line.members());
    json.put("created", audience.created().toString());
    json.put("created_by", audience.createdBy());
    json.put("changed", audience.changed().toString());
    return json;
  }

  /**
   * Returns whom a rule means now.
   *
   * @param rule the rule as JSON
   */
  public ObjectNode preview(JsonNode rule, Language language) {
    AudienceBook.Preview preview = book.preview(rule(rule));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("rule", Wire.asSent(RuleWriter.write(preview.rule())));
    answer.put("words", RuleWords.of(preview.rule(), language));
    answer.put("count", preview.count());
    answer.put("people", preview.people());
    answer.put("waiting", preview.waiting());
    answer.set("sample", people(preview.sample()));
    return answer;
  }

  private static Rule rule(JsonNode json) {
    try {
      return RuleReader.read(Json.object(Wire.text(json)).orElse(null));
    } catch (RuleException e) {
      throw ApiException.body(RULE + e.path(), e.problem());
    }
  }

  /**
   * Keeps an audience and returns it.
   *
   * @param rule the rule as JSON
   * @throws io.perenne.analytics.InputException if it cannot be used
   */
  public ObjectNode keep(Change change, String id, String name, JsonNode rule, Language language) {
    return json(book.keep(change, id, name, rule(rule)), language);
  }

  ObjectNode remove(Change change, String id, Language language) {
    ObjectNode before = one(id, language);
    if (!book.remove(change, id)) {
      throw ApiException.of(404, "no-audience", id); // somebody else was faster
    }
    return before;
  }

  /** Returns members of an audience, a page of them. */
  ObjectNode members(String id, int limit, Optional<String> cursor) {
    AudienceBook.Line line = found(id);
    String question = "audience\n" + id;
    String after = cursor.map(each -> Cursor.key(each, question)).orElse("");
    List<AudienceBook.Person> people = book.members(id, after, limit + 1);
    boolean more = people.size() > limit;
    List<AudienceBook.Person> page = more ? people.subList(0, limit) : people;
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("found", line.members());
    answer.set("members", people(page));
    answer.put(
        "next_cursor", more ? Cursor.of(page.get(page.size() - 1).profile(), question) : null);
    return answer;
  }

  private static ArrayNode people(List<AudienceBook.Person> people) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (AudienceBook.Person each : people) {
      ObjectNode person = array.addObject();
      person.put("profile_id", each.profile());
      ArrayNode identifiers = person.putArray("identifiers");
      for (Identifier identifier : each.identifiers()) {
        identifiers.addObject().put("type", identifier.type()).put("value", identifier.value());
      }
      person.put("segment", each.segment().map(Segment::id).orElse(null));
      person.put("value", each.value().orElse(null));
      person.put("since", each.since().map(Instant::toString).orElse(null));
    }
    return array;
  }
}
