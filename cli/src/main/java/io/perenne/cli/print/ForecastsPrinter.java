// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.CheckForecasts;
import io.perenne.analytics.job.ForecastCheck;
import io.perenne.clv.outlook.Calibration;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.util.List;

/** What earlier runs predicted, and what came. */
public final class ForecastsPrinter {
  private static final String NONE = "-";

  /** Totals off by less are close, as the page of the model has it. */
  private static final double CLOSE = 0.1;

  private final CheckForecasts.Result result;
  private final String currency;
  private final Language language;
  private final Messages messages;
  private final ScreenNumbers numbers;

  /** Makes the printer of what was found. */
  public ForecastsPrinter(CheckForecasts.Result result, Language language) {
    this.result = result;
    this.currency = result.now().configuration().getOrDefault("currency", "");
    this.language = language;
    this.messages = Messages.of(language);
    this.numbers = ScreenNumbers.of(language);
  }

  /** Prints all there is. */
  public void print(PrintWriter out) {
    for (CheckForecasts.Check check : result.checks()) {
      print(check.before(), check.forecast(), out);
    }
    if (!result.without().isEmpty()) {
      out.println(
          messages.text(
              "forecasts.without",
              String.join(", ", result.without().stream().map(Object::toString).toList())));
    }
  }

  private void print(RunDocument before, ForecastCheck check, PrintWriter out) {
    out.println(
        messages.text(
            "forecasts.title",
            numbers.count(check.days()),
            before.referenceDate().toString(),
            before.runId()));
    out.println(drift(check));
    out.println();
    TextTable table = table("forecasts.segment");
    check.segments().forEach(line -> row(table, name(line.segment()), line));
    row(table, messages.text("forecasts.total"), check.total());
    out.print(table.render());
    if (!check.deciles().isEmpty()) {
      out.println();
      out.print(deciles(check.deciles()));
    }
    if (check.gone() > 0) {
      out.println(messages.text("forecasts.gone", numbers.count(check.gone())));
    }
    if (check.every() > 1) {
      out.println(messages.text("forecasts.sample", numbers.count(check.every())));
    }
    out.println();
  }

  private String deciles(List<Calibration.Group> groups) {
    TextTable deciles =
        new TextTable()
            .left(messages.text("forecasts.tenth"))
            .right(messages.text("forecasts.customers"))
            .right(messages.text("forecasts.expected", currency))
            .right(messages.text("forecasts.came"))
            .right(messages.text("forecasts.off"));
    for (Calibration.Group group : groups) {
      deciles.row(
          List.of(
              numbers.count(group.number()),
              numbers.count(group.customers()),
              numbers.money(group.expected()),
              numbers.money(group.actual()),
              group.actual() > 0 ? signed(group.expected() / group.actual() - 1) : NONE));
    }
    return deciles.render();
  }

  private TextTable table(String first) {
    return new TextTable()
        .left(messages.text(first))
        .right(messages.text("forecasts.customers"))
        .right(messages.text("forecasts.expected", currency))
        .right(messages.text("forecasts.low"))
        .right(messages.text("forecasts.high"))
        .right(messages.text("forecasts.came"))
        .right(messages.text("forecasts.off"))
        .right(messages.text("forecasts.expected-purchases"))
        .right(messages.text("forecasts.purchases"))
        .left("");
  }

  private String name(String segment) {
    return segment + " " + Segment.find(segment).orElseThrow().label(language);
  }

  private void row(TextTable table, String name, ForecastCheck.Line line) {
    String within = line.isWithin() ? "forecasts.within" : "forecasts.outside";
    table.row(
        List.of(
            name,
            numbers.count(line.customers()),
            numbers.money(line.expected()),
            line.hasRange() ? numbers.money(line.low()) : NONE,
            line.hasRange() ? numbers.money(line.high()) : NONE,
            numbers.money(line.came()),
            Double.isNaN(line.bias()) ? NONE : signed(line.bias()),
            Double.isNaN(line.expectedPurchases())
                ? NONE
                : numbers.count(Math.round(line.expectedPurchases())),
            numbers.count(line.purchases()),
            line.hasRange() ? messages.text(within) : ""));
  }

  /** What a person should make of it. */
  private String drift(ForecastCheck check) {
    ForecastCheck.Line total = check.total();
    long ranges = check.segments().stream().filter(ForecastCheck.Line::hasRange).count();
    long held =
        check.segments().stream().filter(line -> line.hasRange() && line.isWithin()).count();
    String cover =
        ranges == 0
            ? ""
            : " " + messages.text("forecasts.cover", numbers.count(held), numbers.count(ranges));
    return messages.text("forecasts.drift." + word(total), numbers.share(Math.abs(total.bias())))
        + cover;
  }

  private static String word(ForecastCheck.Line total) {
    if (Double.isNaN(total.bias())) {
      return "nothing";
    }
    if (Math.abs(total.bias()) <= CLOSE) {
      return "close";
    }
    String side = total.bias() < 0 ? "low" : "high";
    return total.hasRange() && !total.isWithin() ? side + "-outside" : side;
  }

  private String signed(double share) {
    return (share > 0 ? "+" : "") + numbers.share(share);
  }

  /** Returns what was found as one JSON object. */
  public static ObjectNode json(CheckForecasts.Result result) {
    ObjectNode object = Json.object().put("run", result.now().runId());
    ArrayNode checks = object.putArray("forecasts");
    for (CheckForecasts.Check each : result.checks()) {
      ForecastCheck check = each.forecast();
      ObjectNode node =
          checks
              .addObject()
              .put("from", each.before().runId())
              .put("referenceDate", each.before().referenceDate().toString())
              .put("days", check.days())
              .put("gone", check.gone())
              .put("every", check.every())
              .put("drift", word(check.total()));
      line(node.putObject("total"), check.total());
      ArrayNode segments = node.putArray("segments");
      check.segments().forEach(line -> line(segments.addObject(), line));
      ArrayNode deciles = node.putArray("tenths");
      check
          .deciles()
          .forEach(
              group ->
                  deciles
                      .addObject()
                      .put("tenth", group.number())
                      .put("customers", group.customers())
                      .put("expected", group.expected())
                      .put("came", group.actual()));
    }
    ArrayNode without = object.putArray("without");
    result.without().forEach(without::add);
    return object;
  }

  private static void line(ObjectNode node, ForecastCheck.Line line) {
    if (!line.segment().isEmpty()) {
      node.put("segment", line.segment());
    }
    node.put("customers", line.customers())
        .put("expected", line.expected())
        .put("came", line.came())
        .put("purchases", line.purchases());
    if (!Double.isNaN(line.expectedPurchases())) {
      node.put("expectedPurchases", line.expectedPurchases());
    }
    if (line.hasRange()) {
      node.put("low", line.low()).put("high", line.high()).put("within", line.isWithin());
    }
  }
}
