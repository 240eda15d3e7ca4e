// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.job.ControlReport;
import io.perenne.analytics.job.ControlReport.Measure;
import io.perenne.analytics.job.MeasureControl;
import io.perenne.clv.control.Lift;
import io.perenne.clv.control.SampleRatio;
import io.perenne.clv.words.Language;
import io.perenne.engage.outcome.Romi;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the target arm brought beyond the control group, and what can be said of it. */
public final class ControlPrinter {
  private static final String NONE = "-";

  private final ControlReport report;
  private final List<Return> returns;
  private final String currency;
  private final Language language;
  private final Messages messages;
  private final ScreenNumbers numbers;

  /** A return on the cost, and of which money. */
  private record Return(Measure measure, Romi romi) {}

  /**
   * Makes the printer of a report.
   *
   * @param cost what the programme cost; empty if nobody asks for the return on it
   * @throws InputException if somebody does, and what is margin is not known
   */
  public ControlPrinter(MeasureControl.Result result, Language language, Optional<Double> cost) {
    this.report = result.report();
    this.currency = result.now().configuration().getOrDefault("currency", "");
    this.language = language;
    this.messages = Messages.of(language);
    this.numbers = ScreenNumbers.of(language);
    this.returns = cost.map(this::returns).orElse(List.of());
  }

  /** Prints all there is. */
  public void print(PrintWriter out) {
    out.println(
        messages.text(
            "control.title",
            numbers.count(report.targets()),
            numbers.count(report.controls()),
            report.first().toString(),
            report.last().toString(),
            numbers.count(report.days())));
    out.println();
    out.println(verdict());
    decide().ifPresent(out::println);
    if (report.verdict() == ControlReport.Verdict.MISMATCH || report.measures().isEmpty()) {
      out.println();
      notes().forEach(note -> out.println("  " + note));
      return;
    }
    out.println();
    out.println(messages.text("control.measures", currency));
    out.print(measures());
    if (!returns.isEmpty()) {
      out.println();
      out.println(
          messages.text("control.romi", numbers.money(returns.get(0).romi().cost()), currency));
      returns.forEach(each -> out.println("  " + sentence(each)));
    }
    out.println();
    out.println(messages.text("control.segments", currency));
    out.print(segments());
    out.println();
    out.println(messages.text("control.notes"));
    notes().forEach(note -> out.println("  " + note));
  }

  /** The return in margin so far, and with what is expected from now on. */
  private List<Return> returns(double cost) {
    if (!(report.marginRate() > 0)) {
      throw new InputException(
          Problem.of(Messages.message("control.romi.no-margin"))
              .withRemedy(Messages.message("control.romi.no-margin.remedy")));
    }
    if (report.verdict() == ControlReport.Verdict.MISMATCH) {
      return List.of();
    }
    return Stream.of(Measure.REVENUE, Measure.VALUE)
        .flatMap(
            measure ->
                report.lift(measure).stream()
                    .map(lift -> new Return(measure, Romi.of(lift, report.marginRate(), cost))))
        .toList();
  }

  private String sentence(Return each) {
    Romi romi = each.romi();
    return messages.text(
        "control.romi." + (each.measure() == Measure.REVENUE ? "margin" : "value"),
        percent(romi.value()),
        Double.isInfinite(romi.lowValue()) ? NONE : percent(romi.lowValue()),
        Double.isInfinite(romi.highValue()) ? NONE : percent(romi.highValue()),
        messages.text(
            "control.romi." + romi.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-')));
  }

  private String verdict() {
    ControlReport.Verdict verdict = report.verdict();
    String key = "control.verdict." + verdict.code();
    Optional<Lift> headline = report.lift(Measure.REVENUE);
    if (verdict == ControlReport.Verdict.MISMATCH) {
      SampleRatio ratio = report.ratio();
      return messages.text(
          key, numbers.count(ratio.control()), numbers.number("%.1f", ratio.expected()));
    }
    if (headline.isEmpty()) {
      return messages.text(key);
    }
    Lift lift = headline.get();
    return messages.text(
        key,
        amount(lift.difference()) + " " + currency,
        amount(lift.low()),
        amount(lift.high()),
        amount(lift.total()) + " " + currency,
        report.last().toString());
  }

  /** What would decide it, where nothing is decided yet. */
  private Optional<String> decide() {
    Optional<Lift> headline = report.lift(Measure.REVENUE);
    if (report.verdict() != ControlReport.Verdict.NOT_YET || headline.isEmpty()) {
      return Optional.empty();
    }
    Lift lift = headline.get();
    double customers = lift.customersToDecide();
    double days = report.daysToDecide();
    if (Double.isInfinite(customers)) {
      return Optional.of(messages.text("control.decide.nothing"));
    }
    return Optional.of(
        Double.isInfinite(days) || days > report.planned()
            ? messages.text("control.decide.customers", numbers.count((long) Math.ceil(customers)))
            : messages.text(
                "control.decide.either",
                numbers.count((long) Math.ceil(customers)),
                numbers.count((long) Math.ceil(days / 7)),
                report.first().minusDays(1).plusDays((long) Math.ceil(days)).toString()));
  }

  private String measures() {
    TextTable table =
        new TextTable()
            .left(messages.text("control.measure"))
            .right(messages.text("control.control"))
            .right(messages.text("control.target"))
            .right(messages.text("control.difference"))
            .right(messages.text("control.low"))
            .right(messages.text("control.high"))
            .right(messages.text("control.relative"));
    report.measures().forEach(line -> row(table, line.measure(), line.lift()));
    addAside(table, "control.sensitivity", Optional.ofNullable(report.sensitivity()));
    addAside(table, "control.contactable", Optional.ofNullable(report.contactable()));
    return table.render();
  }

  private void row(TextTable table, Measure measure, Lift lift) {
    table.row(cells(messages.text("control.measure." + measure.code()), measure, lift));
  }

  private void addAside(TextTable table, String name, Optional<Lift> lift) {
    lift.ifPresent(each -> table.row(cells("  " + messages.text(name), Measure.REVENUE, each)));
  }

  private List<String> cells(String name, Measure measure, Lift lift) {
    return List.of(
        name,
        value(measure, lift.control()),
        value(measure, lift.target()),
        signed(measure, lift.difference()),
        signed(measure, lift.low()),
        signed(measure, lift.high()),
        Double.isNaN(lift.relative()) ? NONE : percent(lift.relative()));
  }

  private String segments() {
    TextTable table =
        new TextTable()
            .left("")
            .right(messages.text("control.control"))
            .right(messages.text("control.target"))
            .right(messages.text("control.difference"))
            .right(messages.text("control.low"))
            .right(messages.text("control.high"))
            .left("");
    for (ControlReport.SegmentLine line : report.segments()) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  line.segment() + " " + line.is().label(language),
                  numbers.count(line.controls()),
                  numbers.count(line.targets())));
      Lift lift = line.lift();
      if (lift == null) {
        cells.addAll(List.of(NONE, NONE, NONE, messages.text("control.few")));
      } else {
        cells.addAll(
            List.of(
                amount(lift.difference()),
                amount(lift.low()),
                amount(lift.high()),
                line.found() ? messages.text("control.found") : ""));
      }
      table.row(cells);
    }
    return table.render();
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    SampleRatio ratio = report.ratio();
    notes.add(
        messages.text(
            ratio.isMismatch() ? "control.ratio.mismatch" : "control.ratio.ok",
            numbers.share(ratio.actualShare()),
            numbers.share(report.share()),
            numbers.number("%.3f", ratio.probability())));
    ControlReport.Left left = report.left();
    notes.add(
        messages.text(
            "control.left",
            numbers.count(left.contaminated()),
            numbers.count(left.controlGone()),
            numbers.count(left.targetGone()),
            numbers.count(left.later())));
    report
        .lift(Measure.REVENUE)
        .filter(lift -> report.verdict() != ControlReport.Verdict.MISMATCH)
        .ifPresent(lift -> notesOf(notes, lift));
    if (!(report.marginRate() > 0)) {
      notes.add(messages.text("control.no-margin"));
    }
    return notes;
  }

  private void notesOf(List<String> notes, Lift lift) {
    if (lift.isFew()) {
      notes.add(messages.text("control.small", numbers.count(lift.controls())));
    }
    if (!Double.isInfinite(lift.bound())) {
      notes.add(
          messages.text(
              "control.smallest",
              numbers.money(lift.smallest()) + " " + currency,
              lift.control() > 0 ? numbers.share(lift.smallest() / lift.control()) : NONE));
      int looks = report.looks().count();
      notes.add(
          messages.text(
              looks == 0 ? "control.looks.any" : "control.looks.planned",
              numbers.number("%.2f", report.bound()),
              numbers.count(looks),
              report.first().minusDays(1).plusDays(report.planned()).toString()));
    }
    notes.add(messages.text("control.known", numbers.share(lift.known())));
    if (lift.resampled()) {
      notes.add(messages.text("control.resampled"));
    }
    if (lift.pooled() > 0) {
      notes.add(messages.text("control.pooled", numbers.count(lift.pooled())));
    }
    notes.add(messages.text("control.assigned"));
  }

  private String value(Measure measure, double value) {
    return measure.isMoney()
        ? numbers.money(value)
        : measure == Measure.PURCHASES ? numbers.number("%.3f", value) : numbers.share(value);
  }

  private String signed(Measure measure, double value) {
    if (measure.isMoney()) {
      return amount(value);
    }
    return Double.isInfinite(value)
        ? NONE
        : measure == Measure.PURCHASES ? numbers.number("%+.3f", value) : percent(value);
  }

  private String amount(double value) {
    return Double.isInfinite(value) ? NONE : (value > 0 ? "+" : "") + numbers.money(value);
  }

  private String percent(double share) {
    return (share > 0 ? "+" : "") + numbers.share(share);
  }

  /** Returns the report as one JSON object; what is not known or has no end is null. */
  public ObjectNode json() {
    ObjectNode object =
        Json.object()
            .put("from", report.runBefore())
            .put("run", report.run())
            .put("first", report.first().toString())
            .put("last", report.last().toString())
            .put("days", report.days())
            .put("epoch", report.epoch())
            .put("verdict", report.verdict().code())
            .put("controls", report.controls())
            .put("targets", report.targets())
            .put("share", report.share())
            .put("ratioProbability", report.ratio().probability())
            .put("looks", report.looks().count())
            .put("plannedDays", report.planned());
    finite(object, "bound", report.bound());
    finite(object, "daysToDecide", report.daysToDecide());
    object
        .putObject("leftOut")
        .put("contaminated", report.left().contaminated())
        .put("controlGone", report.left().controlGone())
        .put("targetGone", report.left().targetGone())
        .put("later", report.left().later());
    if (report.ratio().isMismatch()) {
      return object; // whatever differs, it is not what was done
    }
    ObjectNode measures = object.putObject("measures");
    report.measures().forEach(line -> lift(measures.putObject(line.measure().code()), line.lift()));
    Optional.ofNullable(report.sensitivity())
        .ifPresent(lift -> lift(object.putObject("withoutExtremes"), lift));
    Optional.ofNullable(report.contactable())
        .ifPresent(lift -> lift(object.putObject("contactable"), lift));
    for (Return each : returns) {
      ObjectNode romi =
          object.putObject(each.measure() == Measure.REVENUE ? "romi" : "romiWithExpectedValue");
      romi.put("cost", each.romi().cost());
      finite(romi, "value", each.romi().value());
      finite(romi, "low", each.romi().lowValue());
      finite(romi, "high", each.romi().highValue());
      romi.put("verdict", each.romi().verdict().name().toLowerCase(Locale.ROOT));
    }
    ArrayNode segments = object.putArray("segments");
    for (ControlReport.SegmentLine line : report.segments()) {
      ObjectNode segment =
          segments
              .addObject()
              .put("segment", line.segment())
              .put("controls", line.controls())
              .put("targets", line.targets())
              .put("found", line.found());
      Optional.ofNullable(line.lift()).ifPresent(lift -> lift(segment, lift));
    }
    return object;
  }

  private static void lift(ObjectNode object, Lift lift) {
    object.put("control", lift.control()).put("target", lift.target());
    finite(object, "difference", lift.difference());
    finite(object, "error", lift.error());
    finite(object, "low", lift.low());
    finite(object, "high", lift.high());
    finite(object, "relative", lift.relative());
    finite(object, "relativeLow", lift.relativeLow());
    finite(object, "relativeHigh", lift.relativeHigh());
    finite(object, "total", lift.total());
    finite(object, "totalLow", lift.totalLow());
    finite(object, "totalHigh", lift.totalHigh());
    finite(object, "smallest", lift.smallest());
    finite(object, "customersToDecide", lift.customersToDecide());
    object.put("known", lift.known());
    object.put("verdict", lift.verdict().name().toLowerCase(Locale.ROOT));
  }

  private static void finite(ObjectNode object, String name, double value) {
    if (Double.isFinite(value)) {
      object.put(name, value);
    } else {
      object.putNull(name);
    }
  }
}
