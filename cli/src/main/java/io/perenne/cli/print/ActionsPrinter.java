// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.Json;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Action;
import io.perenne.engage.decision.BudgetPlan;
import io.perenne.engage.decision.Candidate;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Decision;
import io.perenne.engage.decision.Gate;
import io.perenne.engage.decision.OutcomeCell;
import io.perenne.engage.decision.Treatment;
import io.perenne.engage.decision.Uplift;
import io.perenne.engage.decision.Uplifts;
import io.perenne.server.action.OutcomeCount;
import io.perenne.server.action.PlanRequest;
import io.perenne.server.action.PlanResult;
import io.perenne.server.action.PriceLine;
import io.perenne.server.action.RunActions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Actions, plans and decisions, for a terminal. */
public final class ActionsPrinter {
  private static final double Z95 = 1.959963984540054;

  private final Language language;
  private final Messages messages;
  private final ScreenNumbers numbers;

  /** Makes a printer in a language. */
  public ActionsPrinter(Language language) {
    this.language = language;
    messages = Messages.of(language);
    numbers = ScreenNumbers.of(language);
  }

  /** Prints what a file of actions holds. */
  public void print(Path file, Catalogue catalogue, PrintWriter out) {
    TextTable table =
        columns("action", "issue", "touchpoint", "channel")
            .right(messages.text("actions.cost"))
            .right(messages.text("actions.discount"));
    for (Action action : catalogue.actions()) {
      for (Treatment treatment : action.treatments()) {
        table.row(
            List.of(
                action.label(language),
                action.issue(),
                treatment.touchpoint(),
                treatment.channel().code(),
                numbers.money(treatment.cost()),
                numbers.money(action.terms().discount())));
      }
    }
    out.print(table.render());
    out.println();
    out.println(
        messages.text(
            "actions.learning",
            numbers.share(catalogue.learning().exploration()),
            numbers.share(catalogue.learning().holdout())));
    out.println(
        messages.text(
            "actions.title",
            file.toString(),
            numbers.count(catalogue.actions().size()),
            catalogue.version()));
  }

  private TextTable columns(String... names) {
    TextTable table = new TextTable();
    for (String name : names) {
      table.left(messages.text("actions." + name));
    }
    return table;
  }

  /** Prints a plan. */
  public void print(PlanResult result, PlanRequest request, RunActions actions, PrintWriter out) {
    BudgetPlan.Totals totals = result.plan().totals();
    out.println(
        messages.text(
            "actions.plan.title",
            actions.run().runId(),
            actions.run().referenceDate().toString(),
            request.catalogue().version(),
            actions.run().configuration().getOrDefault("currency", "")));
    out.println(
        messages.text(
            "actions.plan.shown", numbers.count(result.shown()), numbers.count(result.held())));
    out.println(
        messages.text(
            "actions.plan.value",
            numbers.money(result.value()),
            numbers.money(result.low()),
            numbers.money(result.high()),
            numbers.money(result.cost())));
    if (!request.sampled()) { // else the bound is of values that were drawn
      boolean limited = request.limits().money().isPresent();
      out.println(
          messages.text(
              limited ? "actions.plan.gap" : "actions.plan.best",
              numbers.number("%.4f %%", 100 * (1 + over(totals))),
              numbers.money(result.plan().prices().money())));
    }
    result
        .plan()
        .prices()
        .contacts()
        .forEach(
            (channel, price) ->
                out.println(
                    messages.text("actions.plan.contacts", channel.code(), numbers.money(price))));
    out.println(
        messages.text(
            "actions.plan.beyond",
            numbers.count(totals.beyond()),
            numbers.count(totals.worthless())));
    result
        .plan()
        .missing()
        .forEach(
            (segment, people) ->
                out.println(
                    messages.text("actions.plan.missing", segment.id(), numbers.count(people))));
    out.println(messages.text("actions.plan.held-note"));
    out.println(messages.text("actions.plan.margin", numbers.share(actions.marginRate())));
    if (!request.sampled()) {
      unknown(result).forEach(action -> out.println(messages.text("actions.plan.unknown", action)));
    }
    out.println();
    out.println(messages.text("actions.prices"));
    out.print(prices(result.prices()));
    out.println();
    out.print(shut(result.shut()));
  }

  private static double over(BudgetPlan.Totals totals) {
    return totals.value() > 0 ? (totals.bound() - totals.value()) / totals.value() : 0;
  }

  private Set<String> unknown(PlanResult result) {
    Set<String> unknown = new LinkedHashSet<>();
    for (PriceLine line : result.prices()) {
      if (line.uplift().basis() == Uplift.Basis.UNKNOWN) {
        unknown.add(line.candidate().action().label(language));
      }
    }
    return unknown;
  }

  private String prices(List<PriceLine> prices) {
    TextTable table = columns("action", "touchpoint", "segment");
    for (String name : List.of("people", "probability", "uplift")) {
      table.right(messages.text("actions." + name));
    }
    table.left(messages.text("actions.basis"));
    for (String name : List.of("cost", "value", "interval", "planned", "held")) {
      table.right(messages.text("actions." + name));
    }
    for (PriceLine line : prices) {
      table.row(
          List.of(
              line.candidate().action().label(language),
              line.candidate().treatment().touchpoint(),
              line.segment().map(Segment::id).orElse(""),
              numbers.count(line.people()),
              numbers.share(line.probability()),
              points(line.uplift()),
              basis(line.uplift()),
              numbers.money(line.cost()),
              numbers.money(line.value()),
              interval(line.value(), line.error()),
              numbers.count(line.planned()),
              numbers.count(line.held())));
    }
    return table.render();
  }

  private String points(Uplift uplift) {
    return numbers.share(uplift.mean()) + " ± " + numbers.share(Z95 * uplift.error());
  }

  private String basis(Uplift uplift) {
    return messages.text("actions.basis." + code(uplift.basis()));
  }

  private static String code(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private String interval(double value, double error) {
    return numbers.money(value - Z95 * error) + " … " + numbers.money(value + Z95 * error);
  }

  private String shut(Map<Candidate, Map<Gate, Long>> shut) {
    TextTable table =
        new TextTable()
            .left(messages.text("actions.shut"))
            .left(messages.text("actions.touchpoint"))
            .left(messages.text("actions.gate"))
            .right(messages.text("actions.people"));
    shut.forEach(
        (candidate, gates) ->
            gates.forEach(
                (gate, people) ->
                    table.row(
                        List.of(
                            candidate.action().label(language),
                            candidate.treatment().touchpoint(),
                            messages.text("gate." + gate.code()),
                            numbers.count(people)))));
    return table.render();
  }

  /** Prints what came of a plan, with what is known of the effects by it. */
  public void print(Catalogue catalogue, OutcomeCount.Counted counted, PrintWriter out) {
    Uplifts uplifts = Uplifts.of(catalogue.actions(), counted.cells());
    TextTable table = columns("action", "segment");
    for (String name : List.of("shown", "shown-bought", "held", "held-bought", "uplift")) {
      table.right(messages.text("actions." + name));
    }
    for (OutcomeCell cell : counted.cells()) {
      table.row(
          List.of(
              catalogue
                  .find(cell.action())
                  .map(action -> action.label(language))
                  .orElse(cell.action()),
              cell.segment().id(),
              numbers.count(cell.shown()),
              numbers.count(cell.shownBought()),
              numbers.count(cell.held()),
              numbers.count(cell.heldBought()),
              points(uplifts.of(cell.action(), Optional.of(cell.segment())))));
    }
    out.print(table.render());
    out.println();
    out.println(
        messages.text(
            "actions.outcomes",
            numbers.count(counted.counted()),
            counted.run().runId(),
            counted.run().referenceDate().toString(),
            numbers.count(counted.open()),
            numbers.count(counted.unknown())));
  }

  /** Prints a decision. */
  public void print(Decision decision, PrintWriter out) {
    String name = decision.chosen().map(each -> each.action().label(language)).orElse("");
    out.println(
        messages.text(
            "actions.decide.title",
            decision.person(),
            decision.touchpoint(),
            messages.text("actions.decide." + code(decision.outcome()), name)));
    out.println(
        messages.text(
            "actions.decide.chance",
            numbers.share(decision.propensity()),
            Long.toString(decision.seed()),
            decision.run(),
            decision.catalogue()));
    if (decision.explored()) {
      out.println(messages.text("actions.decide.explored"));
    }
    out.println();
    TextTable table = columns("action");
    for (String column : List.of("probability", "uplift")) {
      table.right(messages.text("actions." + column));
    }
    table.left(messages.text("actions.basis"));
    for (String column : List.of("value", "interval", "draw", "chance")) {
      table.right(messages.text("actions." + column));
    }
    for (Decision.Scored each : decision.candidates()) {
      table.row(
          List.of(
              each.candidate().action().label(language),
              numbers.share(each.value().probability()),
              points(each.uplift()),
              basis(each.uplift()),
              numbers.money(each.mean()),
              interval(each.mean(), each.error()),
              numbers.money(each.draw()),
              numbers.share(each.propensity())));
    }
    out.print(table.render());
    if (!decision.excluded().isEmpty()) {
      out.println();
      TextTable out2 = columns("shut", "gate");
      decision
          .excluded()
          .forEach(
              each ->
                  out2.row(
                      List.of(
                          each.candidate().action().label(language),
                          messages.text("gate." + each.gate().code()))));
      out.print(out2.render());
    }
  }

  /** Returns what a file of actions holds, for machines. */
  public String json(Catalogue catalogue) {
    ObjectNode document = Json.object();
    document.put("version", catalogue.version());
    ArrayNode actions = document.putArray("actions");
    catalogue.actions().forEach(action -> actions.add(action.id()));
    return Json.documents().write(document);
  }

  /** Returns a plan, for machines. */
  public String json(PlanResult result, PlanRequest request, RunActions actions) {
    BudgetPlan.Totals totals = result.plan().totals();
    ObjectNode document = Json.object();
    document.put("run", actions.run().runId());
    document.put("actions", request.catalogue().version());
    document.put("margin", actions.marginRate());
    document.put("shown", result.shown());
    document.put("heldBack", result.held());
    document.put("value", result.value());
    document.put("valueLow", result.low());
    document.put("valueHigh", result.high());
    document.put("cost", result.cost());
    document.put("gap", totals.gap());
    document.put("oneMoreOfMoney", result.plan().prices().money());
    document.put("leftOutByLimits", totals.beyond());
    document.put("worthNothing", totals.worthless());
    ObjectNode contacts = document.putObject("oneMoreContact");
    result
        .plan()
        .prices()
        .contacts()
        .forEach((channel, price) -> contacts.put(channel.code(), price));
    ObjectNode missing = document.putObject("missing");
    result.plan().missing().forEach((segment, people) -> missing.put(segment.id(), people));
    ArrayNode prices = document.putArray("prices");
    for (PriceLine line : result.prices()) {
      ObjectNode each = prices.addObject();
      candidate(each, line.candidate());
      each.put("segment", line.segment().map(Segment::id).orElse(""));
      each.put("people", line.people());
      each.put("probability", line.probability());
      uplift(each, line.uplift());
      each.put("value", line.value());
      each.put("error", line.error());
      each.put("cost", line.cost());
      each.put("planned", line.planned());
      each.put("heldBack", line.held());
    }
    ArrayNode shut = document.putArray("keptOut");
    result
        .shut()
        .forEach(
            (candidate, gates) ->
                gates.forEach(
                    (gate, people) -> {
                      ObjectNode each = shut.addObject();
                      candidate(each, candidate);
                      each.put("gate", gate.code());
                      each.put("people", people);
                    }));
    return Json.documents().write(document);
  }

  private static void candidate(ObjectNode node, Candidate candidate) {
    node.put("action", candidate.action().id());
    node.put("touchpoint", candidate.treatment().touchpoint());
    node.put("channel", candidate.treatment().channel().code());
  }

  private static void uplift(ObjectNode node, Uplift uplift) {
    node.put("uplift", uplift.mean());
    node.put("upliftError", uplift.error());
    node.put("basis", code(uplift.basis()));
  }

  /** Returns a decision, for machines. */
  public String json(Decision decision) {
    ObjectNode document = Json.object();
    document.put("person", decision.person());
    document.put("at", decision.at().toString());
    document.put("touchpoint", decision.touchpoint());
    document.put("outcome", code(decision.outcome()).replace('_', '-'));
    Optional<Candidate> chosen = decision.chosen();
    chosen.ifPresent(each -> candidate(document.putObject("chosen"), each));
    document.put("propensity", decision.propensity());
    document.put("explored", decision.explored());
    document.put("seed", decision.seed());
    document.put("run", decision.run());
    document.put("actions", decision.catalogue());
    ArrayNode candidates = document.putArray("candidates");
    for (Decision.Scored each : decision.candidates()) {
      ObjectNode node = candidates.addObject();
      candidate(node, each.candidate());
      node.put("probability", each.value().probability());
      uplift(node, each.uplift());
      node.put("value", each.mean());
      node.put("error", each.error());
      node.put("draw", each.draw());
      node.put("cost", each.candidate().treatment().cost());
      node.put("propensity", each.propensity());
    }
    ArrayNode excluded = document.putArray("excluded");
    for (Decision.Excluded each : decision.excluded()) {
      ObjectNode node = excluded.addObject();
      candidate(node, each.candidate());
      node.put("gate", each.gate().code());
    }
    return Json.documents().write(document);
  }
}
