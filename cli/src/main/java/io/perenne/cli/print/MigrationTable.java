// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.segment.EvolutionCause;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The matrix of moves between the segments of two runs, and the moves by cause. */
final class MigrationTable {
  private final RunDocument.Migration migration;
  private final Language language;
  private final Messages messages;
  private final ScreenNumbers numbers;

  MigrationTable(RunDocument.Migration migration, Language language) {
    this.migration = migration;
    this.language = language;
    this.messages = Messages.of(language);
    this.numbers = ScreenNumbers.of(language);
  }

  void print(PrintWriter out, String previousRun, String currency) {
    out.println();
    Double stayed = migration.stayShare();
    out.println(
        messages.text("report.migration", previousRun, numbers.share(stayed == null ? 0 : stayed)));
    out.print(matrix());
    if (migration.moves().stream().anyMatch(move -> !move.causes().isEmpty())) {
      out.println();
      out.println(messages.text("report.migration.moved"));
      out.print(causes(currency));
    }
  }

  private String matrix() {
    Map<String, RunDocument.Move> moves =
        migration.moves().stream()
            .collect(Collectors.toMap(move -> move.before() + move.now(), Function.identity()));
    TextTable table = new TextTable().left("");
    Arrays.stream(Segment.values()).forEach(now -> table.right(now.id()));
    for (Segment before : Segment.values()) {
      List<String> cells = new ArrayList<>(List.of(before.id()));
      for (Segment now : Segment.values()) {
        RunDocument.Move move = moves.get(before.id() + now.id());
        cells.add(
            move == null
                ? "."
                : numbers.count(move.customers()) + " (" + numbers.share(move.rowShare()) + ")");
      }
      table.row(cells);
    }
    return table.render();
  }

  private String causes(String currency) {
    TextTable table =
        new TextTable()
            .left(messages.text("report.migration.from"))
            .left(messages.text("report.migration.to"))
            .left(messages.text("report.migration.cause"))
            .right(messages.text("report.migration.customers"))
            .right(messages.text("report.migration.value") + " " + currency);
    for (RunDocument.Move move : migration.moves()) {
      move.causes().stream()
          .sorted(Comparator.comparingLong(RunDocument.Cause::customers).reversed())
          .forEach(
              cause ->
                  table.row(
                      List.of(
                          move.before(),
                          move.now(),
                          label(cause.cause()),
                          numbers.count(cause.customers()),
                          numbers.money(cause.lifetimeValue()))));
    }
    return table.render();
  }

  private String label(String code) {
    return Arrays.stream(EvolutionCause.values())
        .filter(cause -> cause.code().equals(code))
        .map(cause -> cause.label(language))
        .findFirst()
        .orElse(code);
  }
}
