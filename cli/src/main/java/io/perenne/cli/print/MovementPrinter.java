// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.job.Compare;
import io.perenne.analytics.pipeline.MoveCause;
import io.perenne.analytics.pipeline.Movement;
import io.perenne.analytics.pipeline.MovementLedger;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** How customers moved between two runs: the ledger, the causes and the matrix. */
public final class MovementPrinter {
  private static final String NOBODY = "";
  private static final List<String> SEGMENTS =
      Arrays.stream(Segment.values()).map(Segment::id).toList();

  private final Compare.Result result;
  private final Language language;
  private final Messages messages;
  private final ScreenNumbers numbers;

  /** Makes the printer of two runs. */
  public MovementPrinter(Compare.Result result, Language language) {
    this.result = result;
    this.language = language;
    this.messages = Messages.of(language);
    this.numbers = ScreenNumbers.of(language);
  }

  /** Prints all there is. */
  public void print(PrintWriter out) {
    Movement movement = result.movement();
    out.println(
        messages.text(
            "movement.title",
            result.before().runId(),
            result.before().referenceDate().toString(),
            result.now().runId(),
            result.now().referenceDate().toString(),
            numbers.share(movement.stayShare()),
            numbers.count(movement.up()),
            numbers.count(movement.down()),
            numbers.count(movement.arrived()),
            numbers.count(movement.gone())));
    out.println();
    out.println(
        messages.text(
            "movement.ledger", result.now().configuration().getOrDefault("currency", "")));
    out.print(ledger(MovementLedger.of(movement)));
    List<MoveCause> causes = MoveCause.of(movement);
    if (!causes.isEmpty()) {
      out.println();
      out.println(messages.text("movement.causes"));
      out.print(causes(causes));
    }
    out.println();
    out.println(messages.text("movement.matrix"));
    out.print(matrix(movement));
  }

  private String ledger(MovementLedger ledger) {
    TextTable table =
        new TextTable()
            .left(messages.text("movement.reason"))
            .right(messages.text("movement.customers"))
            .right(messages.text("movement.so-far"))
            .right(messages.text("movement.expected"))
            .right(messages.text("movement.change"));
    table.row(
        List.of(messages.text("movement.before"), "", "", "", money(ledger.total().before())));
    for (MovementLedger.Line line : ledger.lines()) {
      row(table, messages.text("movement." + line.code()), line);
    }
    row(table, messages.text("movement.sum"), ledger.total());
    table.row(List.of(messages.text("movement.now"), "", "", "", money(ledger.total().now())));
    return table.render();
  }

  private void row(TextTable table, String name, MovementLedger.Line line) {
    table.row(
        List.of(
            name,
            numbers.count(line.customers()),
            change(line.soFar()),
            change(line.expected()),
            change(line.change())));
  }

  private String causes(List<MoveCause> causes) {
    TextTable table =
        new TextTable()
            .left(messages.text("movement.cause"))
            .right(messages.text("movement.up"))
            .right(messages.text("movement.change"))
            .right(messages.text("movement.down"))
            .right(messages.text("movement.change"));
    for (MoveCause each : causes) {
      table.row(
          List.of(
              each.cause().label(language),
              numbers.count(each.up()),
              change(each.upChange()),
              numbers.count(each.down()),
              change(each.downChange())));
    }
    return table.render();
  }

  private String matrix(Movement movement) {
    TextTable table = new TextTable().left("");
    SEGMENTS.forEach(table::right);
    table.right(messages.text("movement.left"));
    for (String before : Stream.concat(SEGMENTS.stream(), Stream.of(NOBODY)).toList()) {
      List<String> row = new ArrayList<>();
      row.add(before.isEmpty() ? messages.text("movement.new") : before);
      for (String now : Stream.concat(SEGMENTS.stream(), Stream.of(NOBODY)).toList()) {
        long customers =
            movement.customers(
                cell -> cell.segmentBefore().equals(before) && cell.segmentNow().equals(now));
        row.add(customers == 0 ? "." : numbers.count(customers));
      }
      table.row(row);
    }
    return table.render();
  }

  private String money(BigDecimal amount) {
    return numbers.money(amount.doubleValue());
  }

  private String change(BigDecimal amount) {
    return (amount.signum() > 0 ? "+" : "") + money(amount);
  }

  /** Returns every cell of both runs, and the ledger, as one JSON object. */
  public String json() {
    ObjectNode object = Json.object();
    object.put("from", result.before().runId()).put("run", result.now().runId());
    ArrayNode ledger = object.putArray("ledger");
    MovementLedger.of(result.movement())
        .lines()
        .forEach(
            line ->
                ledger
                    .addObject()
                    .put("reason", line.code())
                    .put("customers", line.customers())
                    .put("before", line.before())
                    .put("spent", line.soFar())
                    .put("expected", line.expected())
                    .put("now", line.now()));
    ArrayNode cells = object.putArray("cells");
    for (Movement.Cell cell : result.movement().cells()) {
      cells
          .addObject()
          .put("segmentBefore", cell.segmentBefore())
          .put("segmentNow", cell.segmentNow())
          .put("bandBefore", cell.bandBefore())
          .put("bandNow", cell.bandNow())
          .put("reason", cell.reason().code())
          .put("cause", cell.cause())
          .put("customers", cell.customers())
          .put("before", cell.before())
          .put("now", cell.now());
    }
    return Json.documents().write(object);
  }
}
