// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.Json;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Gate;
import io.perenne.engage.journey.Entry;
import io.perenne.engage.journey.Journey;
import io.perenne.engage.journey.Reason;
import io.perenne.server.journey.HomeActions;
import io.perenne.server.journey.JourneyFolder;
import io.perenne.server.journey.RehearsalRequest;
import io.perenne.server.journey.RehearsalResult;
import io.perenne.server.journey.RunEntries;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Journeys and rehearsals, for a terminal. */
public final class JourneysPrinter {
  private final Language language;
  private final Messages messages;
  private final ScreenNumbers numbers;

  /** Makes a printer in a language. */
  public JourneysPrinter(Language language) {
    this.language = language;
    messages = Messages.of(language);
    numbers = ScreenNumbers.of(language);
  }

  /** Prints which journeys there are, and who enters by a run. */
  public void print(
      List<JourneyFolder.Kept> all, Optional<RunEntries.Counted> counted, PrintWriter out) {
    TextTable table = columns("id", "name", "segment", "enters", "whose");
    if (counted.isPresent()) {
      table.right(messages.text("journeys.target")).right(messages.text("journeys.control"));
    }
    for (int i = 0; i < all.size(); i++) {
      Journey journey = all.get(i).journey();
      List<String> row =
          List.of(
              journey.id(),
              journey.label(language),
              journey.segment().map(Segment::id).orElse(""),
              entry(journey.entry()),
              messages.text(all.get(i).isOwn() ? "journeys.own" : "journeys.shipped"));
      int place = i;
      table.row(
          counted
              .map(known -> known.lines().get(place))
              .map(line -> with(row, numbers.count(line.target()), numbers.count(line.control())))
              .orElse(row));
    }
    out.print(table.render());
    counted.ifPresent(
        known -> {
          out.println();
          out.println(
              messages.text(
                  "journeys.counted", known.run().runId(), known.run().referenceDate().toString()));
          if (!known.hasBefore()) {
            out.println(messages.text("journeys.first"));
          }
        });
  }

  private static List<String> with(List<String> row, String... more) {
    List<String> all = new ArrayList<>(row);
    all.addAll(Arrays.asList(more));
    return all;
  }

  private TextTable columns(String... names) {
    TextTable table = new TextTable();
    for (String name : names) {
      table.left(messages.text("journeys." + name));
    }
    return table;
  }

  private String entry(Entry entry) {
    if (entry.trigger() instanceof Entry.Happening happening) {
      return happening.name();
    }
    return messages.text("journeys.enter." + entry.trigger().code());
  }

  /** Prints that journeys can be used. */
  public void printValid(List<Journey> journeys, HomeActions.Found found, PrintWriter out) {
    if (journeys.size() == 1) {
      Journey only = journeys.get(0);
      out.println(
          messages.text(
              "journeys.valid.one", only.id(), only.version(), numbers.count(only.steps().size())));
    } else {
      out.println(messages.text("journeys.valid", numbers.count(journeys.size())));
    }
    out.println(actions(found));
  }

  private String actions(HomeActions.Found found) {
    return found
        .file()
        .map(Path::toString)
        .map(file -> messages.text("journeys.actions", file, found.catalogue().version()))
        .orElseGet(() -> messages.text("journeys.actions.shipped"));
  }

  /** Prints a rehearsal. */
  public void print(
      RehearsalResult result, RehearsalRequest request, HomeActions.Found found, PrintWriter out) {
    TextTable table =
        columns("id", "name")
            .right(messages.text("journeys.entered"))
            .right(messages.text("journeys.goal"))
            .right(messages.text("journeys.active"))
            .left(messages.text("journeys.sent"))
            .left(messages.text("journeys.unsent"))
            .left(messages.text("journeys.left"))
            .left(messages.text("journeys.refused"));
    for (RehearsalResult.Tally each : result.tallies()) {
      table.row(
          List.of(
              each.journey().id(),
              each.journey().label(language),
              numbers.count(each.entered()),
              numbers.count(each.goals()),
              numbers.count(each.active()),
              counts(each.sent()),
              counts(each.failed()),
              counts(each.left()),
              counts(each.refused())));
    }
    out.print(table.render());
    out.println();
    out.println(
        messages.text(
            "journeys.rehearsed",
            result.run().runId(),
            result.run().referenceDate().toString(),
            Integer.toString(request.days()),
            numbers.count(result.people()),
            numbers.count(result.customers())));
    out.println(
        request.still()
            ? messages.text("journeys.still")
            : messages.text(
                "journeys.bought",
                numbers.count(result.purchases()),
                Long.toString(request.seed())));
    out.println(messages.text(result.everybody() ? "journeys.everybody" : "journeys.changed"));
    out.println(messages.text("journeys.assumed"));
    out.println(actions(found));
  }

  private String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(each -> word(each.getKey()) + " " + numbers.count(each.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Reasons and gates are said in words; channels and events are called as in files. */
  private String word(String code) {
    if (Arrays.stream(Reason.values()).anyMatch(each -> each.code().equals(code))) {
      return messages.text("journeys.why." + code);
    }
    return Arrays.stream(Gate.values()).anyMatch(each -> each.code().equals(code))
        ? messages.text("gate." + code)
        : code;
  }

  /** Returns which journeys there are, for machines. */
  public String json(List<JourneyFolder.Kept> all, Optional<RunEntries.Counted> counted) {
    ObjectNode document = Json.object();
    counted.ifPresent(
        known -> {
          document.put("run", known.run().runId());
          document.put("previousRun", known.hasBefore());
        });
    ArrayNode journeys = document.putArray("journeys");
    for (int i = 0; i < all.size(); i++) {
      Journey journey = all.get(i).journey();
      ObjectNode node = journeys.addObject();
      node.put("id", journey.id());
      node.put("version", journey.version());
      node.put("name", journey.label(language));
      journey.segment().ifPresent(segment -> node.put("segment", segment.id()));
      node.put("enter", journey.entry().trigger().code());
      node.put("own", all.get(i).isOwn());
      node.put("steps", journey.steps().size());
      if (counted.isPresent()) {
        node.put("target", counted.get().lines().get(i).target());
        node.put("control", counted.get().lines().get(i).control());
      }
    }
    return Json.documents().write(document);
  }

  /** Returns a rehearsal, for machines. */
  public String json(RehearsalResult result, RehearsalRequest request) {
    ObjectNode document = Json.object();
    document.put("run", result.run().runId());
    document.put("actions", request.catalogue().version());
    document.put("days", request.days());
    document.put("still", request.still());
    document.put("seed", request.seed());
    document.put("everybody", result.everybody());
    document.put("people", result.people());
    document.put("customers", result.customers());
    document.put("purchases", result.purchases());
    ArrayNode journeys = document.putArray("journeys");
    for (RehearsalResult.Tally each : result.tallies()) {
      ObjectNode node = journeys.addObject();
      node.put("id", each.journey().id());
      node.put("version", each.journey().version());
      node.put("entered", each.entered());
      node.put("goals", each.goals());
      node.put("active", each.active());
      counts(node.putObject("sent"), each.sent());
      counts(node.putObject("failed"), each.failed());
      counts(node.putObject("left"), each.left());
      counts(node.putObject("refused"), each.refused());
    }
    return Json.documents().write(document);
  }

  private static void counts(ObjectNode node, Map<String, Long> counts) {
    counts.forEach(node::put);
  }
}
