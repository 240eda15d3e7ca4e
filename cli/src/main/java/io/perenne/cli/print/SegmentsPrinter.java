// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.segment.Journey;
import io.perenne.clv.segment.RuleInWords;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/** The eleven segments of a run, explained. */
public final class SegmentsPrinter {
  private final RunDocument run;
  private final Language language;
  private final Messages messages;
  private final ScreenNumbers numbers;

  /** Makes the printer of a run. */
  public SegmentsPrinter(RunDocument run, Language language) {
    this.run = run;
    this.language = language;
    this.messages = Messages.of(language);
    this.numbers = ScreenNumbers.of(language);
  }

  /** Prints every segment, the best first, empty ones too. */
  public void print(PrintWriter out) {
    out.println(
        messages.text(
            "segments.title",
            run.runId(),
            run.referenceDate().toString(),
            numbers.count(run.totals().customers())));
    for (Segment segment : Segment.values()) {
      print(segment, out);
    }
  }

  private void print(Segment segment, PrintWriter out) {
    out.println();
    out.println(
        segment.id() + " " + segment.label(language) + ": " + segment.description(language));
    RunDocument.SegmentRow row = row(segment);
    out.println(
        "   "
            + messages.text(
                "segments.counts",
                numbers.count(row.customers()),
                numbers.share(row.share()),
                money(row.meanValue(), numbers)));
    String heading = "segments.rule";
    for (List<Message> way : rule(segment, language)) {
      out.println("   " + messages.text(heading));
      way.forEach(condition -> out.println("     - " + condition.in(language)));
      heading = "segments.rule.or";
    }
    out.println("   " + messages.text("segments.goal", segment.marketingGoal(language)));
    for (Journey journey : Journey.of(segment)) {
      out.println(
          "   " + journey.id() + " " + journey.label(language) + ": " + journey.when(language));
    }
  }

  private RunDocument.SegmentRow row(Segment segment) {
    return run.segments().stream()
        .filter(row -> row.id().equals(segment.id()))
        .findFirst()
        .orElseThrow();
  }

  private List<List<Message>> rule(Segment segment, Language words) {
    ScreenNumbers style = ScreenNumbers.of(words);
    return RuleInWords.of(segment, run.thresholds(), amount -> money(amount, style));
  }

  private String money(double amount, ScreenNumbers style) {
    return (style.money(amount) + " " + run.configuration().getOrDefault("currency", "")).strip();
  }

  /** Returns the same in both languages as one JSON object. */
  public String json() {
    ObjectNode object = Json.object();
    object.put("runId", run.runId());
    ArrayNode segments = object.putArray("segments");
    for (Segment segment : Segment.values()) {
      RunDocument.SegmentRow row = row(segment);
      ObjectNode node = segments.addObject().put("id", segment.id()).put("code", segment.code());
      words(node, "name", segment::label);
      words(node, "description", segment::description);
      words(node, "goal", segment::marketingGoal);
      node.put("customers", row.customers()).put("share", row.share());
      node.put("meanValue", row.meanValue());
      ObjectNode rule = node.putObject("rule");
      for (Language each : Language.values()) {
        ArrayNode ways = rule.putArray(each.code());
        for (List<Message> way : rule(segment, each)) {
          ArrayNode conditions = ways.addArray();
          way.forEach(condition -> conditions.add(condition.in(each)));
        }
      }
      ArrayNode journeys = node.putArray("journeys");
      for (Journey journey : Journey.of(segment)) {
        ObjectNode recommended = journeys.addObject().put("id", journey.id());
        words(recommended, "name", journey::label);
        words(recommended, "when", journey::when);
        words(recommended, "content", journey::content);
        words(recommended, "goal", journey::goal);
      }
    }
    return Json.documents().write(object);
  }

  private static void words(ObjectNode node, String name, Function<Language, String> text) {
    ObjectNode texts = node.putObject(name);
    for (Language each : Language.values()) {
      texts.put(each.code(), text.apply(each));
    }
  }
}
