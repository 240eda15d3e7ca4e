// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.mcp;

import io.perenne.server.account.Permission;
import io.perenne.server.api.AudienceFacts;
import io.perenne.server.api.OpenApi;
import java.util.List;
import java.util.Set;

/** The tools about audiences. A rule is data that is read strictly; nothing in it is executed. */
final class AudienceTools {
  private static final String RULE = "rule";
  private static final String RULES =
      "The rule. One of {\"and\": [rules]}, {\"or\": [rules]}, {\"not\": rule}, or one condition:"
          + " {\"field\": segment|band|value|spent|purchases|average|first_purchase|last_purchase,"
          + " …}, {\"trait\": NAME, …}, {\"consent\": \"channel:email\", \"is\": true},"
          + " {\"reachable\": \"email\"}, {\"identifier\": \"user_id\"}, {\"event\": NAME,"
          + " \"at_least\": 1, \"at_most\": 3, \"days\": 30} (at most 31 times; without days: ever)."
          + " Fields and traits are checked by \"is\", \"in\" (texts), \"contains\","
          + " \"starts_with\" (texts of traits), \"at_least\", \"more_than\", \"at_most\","
          + " \"less_than\" (numbers), \"from\", \"before\" (dates as 2026-03-31),"
          + " \"days_ago_at_least\", \"days_ago_at_most\" (days since a date), or \"known\": true."
          + " Segments by id, \"01\" to \"11\". What is not known does not hold.";

  private final AudienceFacts audiences;
  private final OpenApi description = OpenApi.read("");

  AudienceTools(AudienceFacts audiences) {
    this.audiences = audiences;
  }

  List<Tool> all() {
    return List.of(list(), preview(), set());
  }

  private Tool list() {
    return new Tool(
        "list_audiences",
        "Audiences",
        "Lists the audiences: their rules, as JSON and in words, and how many people are in each.",
        new InputSchema().schema(),
        description.schema("Audiences"),
        Set.of(Permission.READ),
        asked -> audiences.list(asked.language()));
  }

  private Tool preview() {
    return new Tool(
        "preview_audience",
        "Whom a rule means",
        "Tells how many people a rule means now, of how many with a profile, and shows some of"
            + " them: personal data. Keeps nothing. Customers known from files alone are not"
            + " counted.",
        new InputSchema().requiredObject(RULE, RULES).schema(),
        description.schema("AudiencePreview"),
        Set.of(Permission.READ, Permission.CUSTOMERS),
        asked -> audiences.preview(asked.json(RULE), asked.language()));
  }

  private Tool set() {
    return new Tool(
        "set_audience",
        "Keep an audience",
        "Adds an audience, or gives the one of this id another name and rule. From then on people"
            + " enter and leave it by themselves, and receivers of changes are told. Preview the"
            + " rule first.",
        new InputSchema()
            .requiredText("id", "Lower-case letters, digits, - and _, 40 at most.")
            .requiredText("name", "The name by which people know it, 100 letters at most.")
            .requiredObject(RULE, RULES)
            .schema(),
        description.schema("Audience"),
        Set.of(Permission.READ, Permission.CONFIGURE, Permission.CUSTOMERS),
        asked ->
            audiences.keep(
                asked.who(),
                asked.required("id"),
                asked.required("name"),
                asked.json(RULE),
                asked.language()),
        false);
  }
}
