// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.job.CustomerFilter;
import io.perenne.analytics.job.CustomerSort;
import io.perenne.clv.segment.Segment;
import io.perenne.server.account.Permission;
import io.perenne.server.api.OpenApi;
import io.perenne.server.api.Questions;
import io.perenne.server.api.SettingsFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tools: the questions of the API that an assistant can make something of. */
final class Tools {
  private static final Set<Permission> READ = Set.of(Permission.READ);
  private static final Set<Permission> CUSTOMERS = Set.of(Permission.READ, Permission.CUSTOMERS);
  private static final Set<Permission> CONFIGURE = Set.of(Permission.CONFIGURE);
  private static final List<String> SEGMENTS =
      Arrays.stream(Segment.values()).map(Segment::id).toList();
  private static final String SEGMENT = "segment";
  private static final String CUSTOMER = "customer_id";
  private static final String LIMIT = "limit";
  private static final String CURSOR = "cursor";
  private static final int MOST_ROWS = 50;
  private static final int ROWS = 10;

  private final Questions questions;
  private final SettingsFacts settings;
  private final OpenApi description = OpenApi.read("");

  Tools(Questions questions, SettingsFacts settings) {
    this.questions = questions;
    this.settings = settings;
  }

  List<Tool> all() {
    return List.of(
        runs(),
        quality(),
        segments(),
        segment(),
        movement(),
        forecast(),
        customers(),
        find(),
        explain(),
        history(),
        whatIf(),
        configuration());
  }

  private Tool runs() {
    return new Tool(
        "list_runs",
        "Runs",
        "Lists the runs, the newest first: until which day they know purchases, how many"
            + " customers there are, and what they are worth.",
        new InputSchema()
            .number(LIMIT, MOST_ROWS, "How many at most; 10 if absent.")
            .text(CURSOR, "The next_cursor of the page before.")
            .schema(),
        description.schema("Runs"),
        READ,
        asked ->
            questions
                .ofRuns()
                .list(asked.number(LIMIT, ROWS), asked.text(CURSOR), asked.language()));
  }

  private Tool quality() {
    return new Tool(
        "data_quality",
        "Warnings and checks",
        "Tells what a person should look at before trusting a run: its warnings, and the checks"
            + " that it made of itself. No warning does not mean that the input was right.",
        new InputSchema().run().schema(),
        description.schema("Warnings"),
        READ,
        asked -> questions.ofRuns().warnings(asked.run(), asked.language()));
  }

  private Tool segments() {
    return new Tool(
        "segments",
        "Segments",
        "Tells of the eleven CLV segments, or the five value bands: customers, rhythm, money,"
            + " what is expected of them with its range of 90 %, and how many they were in"
            + " earlier runs. They sum to everybody.",
        new InputSchema()
            .run()
            .choice("by", List.of("segments", "bands"), "What the rows are; segments if absent.")
            .schema(),
        description.schema("Segments"),
        READ,
        asked ->
            questions
                .ofSegments()
                .list(
                    asked.run(),
                    asked.text("by").filter("bands"::equals).isPresent(),
                    asked.language()));
  }

  private Tool segment() {
    return new Tool(
        "describe_segment",
        "One segment",
        "Tells of one segment: the rule with the thresholds of this run, its goal, three"
            + " recommended journeys, who came and who left and why, and how value is distributed.",
        new InputSchema()
            .run()
            .requiredChoice(SEGMENT, SEGMENTS, "The id of the segment, best first.")
            .schema(),
        description.schema("Segment"),
        READ,
        asked ->
            questions.ofSegments().one(asked.run(), asked.required(SEGMENT), asked.language()));
  }

  private Tool movement() {
    ObjectNode output = description.schema("Movement");
    ((ObjectNode) output.path("properties")).remove("cells");
    ArrayNode required = output.putArray("required");
    description
        .schema("Movement")
        .path("required")
        .forEach(
            name -> {
              if (!name.asText().equals("cells")) {
                required.add(name);
              }
            });
    return new Tool(
        "movement",
        "Movement",
        "Tells why the value of the base changed between two runs: who stayed, moved up or down"
            + " and for which cause, and a ledger of new customers, purchases, refunds,"
            + " corrections and time that sums to the change, to the cent.",
        new InputSchema()
            .run()
            .text("from", "The id of the other run; the one it was compared with if absent.")
            .schema(),
        output,
        READ,
        asked -> {
          ObjectNode answer =
              questions.ofRuns().movement(asked.run(), asked.text("from"), asked.language());
          answer.remove("cells");
          return answer;
        });
  }

  private Tool forecast() {
    return new Tool(
        "forecast_check",
        "What was expected, and what came",
        "Tells what an earlier run expected of its customers up to the day of a later one, and"
            + " what came: in total with the range of 90 %, and by segment. `bias` is by which"
            + " part more was expected than came.",
        new InputSchema()
            .run()
            .requiredText("from", "The id of the earlier run, from list_runs.")
            .schema(),
        description.schema("ForecastCheck"),
        READ,
        asked ->
            questions
                .ofRuns()
                .forecastCheck(asked.run(), asked.required("from"), asked.language()));
  }

  private Tool customers() {
    return new Tool(
        "segment_customers",
        "Customers of a segment",
        "Lists customers of a segment with their values: personal data. `found` says how many"
            + " there are; what is shown is a page.",
        new InputSchema()
            .run()
            .requiredChoice(SEGMENT, SEGMENTS, "The id of the segment.")
            .choice(
                "sort",
                List.of("LTV_VALUE", "MON_VALUE", "FREQ_VALUE", "REC_VALUE"),
                "The column whose largest values come first; LTV_VALUE if absent.")
            .number(LIMIT, MOST_ROWS, "How many at most; 10 if absent.")
            .text(CURSOR, "The next_cursor of the page before.")
            .schema(),
        description.schema("Customers"),
        CUSTOMERS,
        asked ->
            questions
                .ofCustomers()
                .list(
                    asked.run(),
                    CustomerFilter.ALL.withSegment(asked.required(SEGMENT)),
                    CustomerSort.largestFirst(asked.text("sort").orElse("LTV_VALUE")),
                    asked.number(LIMIT, ROWS),
                    asked.text(CURSOR)));
  }

  private Tool find() {
    return new Tool(
        "find_customers",
        "Find customers",
        "Finds customers by a part of their id or e-mail address: personal data.",
        new InputSchema()
            .run()
            .requiredText("text", "A part of the id or of the e-mail address.")
            .number(LIMIT, MOST_ROWS, "How many at most; 10 if absent.")
            .schema(),
        description.schema("Customers"),
        CUSTOMERS,
        asked ->
            questions
                .ofCustomers()
                .list(
                    asked.run(),
                    CustomerFilter.ALL.withText(asked.required("text")),
                    CustomerSort.byId(),
                    asked.number(LIMIT, ROWS),
                    Optional.empty()));
  }

  private Tool explain() {
    return new Tool(
        "explain_customer",
        "Explain a customer",
        "Tells everything a run knows of one customer, and which numbers each value was made"
            + " from: why this segment, what was spent, when the next purchase is expected, from"
            + " which day the customer is at risk. Personal data.",
        new InputSchema().run().requiredText(CUSTOMER, "The id, letter by letter.").schema(),
        description.schema("Customer"),
        CUSTOMERS,
        asked ->
            questions.ofCustomers().one(asked.run(), asked.required(CUSTOMER), asked.language()));
  }

  private Tool history() {
    return new Tool(
        "customer_history",
        "A customer over runs",
        "Tells the segment and the value of one customer in each run up to one. Personal data.",
        new InputSchema()
            .run()
            .requiredText(CUSTOMER, "The id, letter by letter.")
            .number(LIMIT, 24, "How many runs are looked at; 10 if absent.")
            .schema(),
        description.schema("CustomerHistory"),
        CUSTOMERS,
        asked ->
            questions
                .ofCustomers()
                .history(
                    asked.run(),
                    asked.required(CUSTOMER),
                    asked.number(LIMIT, ROWS),
                    asked.language()));
  }

  private Tool whatIf() {
    return new Tool(
        "what_if",
        "If a customer stays silent, or buys",
        "Tells what the models of a run say of a customer who buys nothing until a day"
            + " (silent_until), beside what they say at its end; or of one who buys something on a"
            + " day (buys_on, amount), beside that day without it: value, probability alive,"
            + " segment and why. Give either silent_until or buys_on. It knows nothing of purchases"
            + " after the run. Personal data.",
        new InputSchema()
            .run()
            .requiredText(CUSTOMER, "The id, letter by letter.")
            .day(
                "silent_until",
                "A day from the reference date of the run up to the end of its horizon.")
            .day("buys_on", "A day after the reference date, up to the end of the horizon.")
            .text(
                "amount",
                "What is bought, as 45.50, in the currency of the run; the ticket that is expected"
                    + " of this customer if absent. Only with buys_on.")
            .schema(),
        description.schema("WhatIf"),
        CUSTOMERS,
        asked ->
            questions
                .ofCustomers()
                .whatIf(
                    asked.run(),
                    asked.required(CUSTOMER),
                    asked.text("silent_until"),
                    asked.text("buys_on"),
                    asked.text("amount"),
                    asked.language()));
  }

  private Tool configuration() {
    return new Tool(
        "config_get",
        "Configuration",
        "Tells what is calculated, when, and where it goes. Keys that are not there are at their"
            + " defaults. No secret is shown, and nothing can be changed.",
        new InputSchema().schema(),
        description.schema("Configuration"),
        CONFIGURE,
        asked -> settings.current());
  }
}
