// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.home.Findings;
import io.perenne.analytics.home.RowCounts;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.pipeline.RowLook;
import io.perenne.analytics.run.Inspection;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run would make of files, for a person. */
public final class InspectionPrinter {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int NAMED = 12;

  private final Inspection inspection;
  private final Language language;
  private final Messages messages;
  private final ScreenNumbers numbers;

  /** Makes a printer in one language. */
  public InspectionPrinter(Inspection inspection, Language language) {
    this.inspection = inspection;
    this.language = language;
    messages = Messages.of(language);
    numbers = ScreenNumbers.of(language);
  }

  /** Prints everything. */
  public void print(PrintWriter out) {
    inspection.files().forEach(file -> print(file, out));
    RowCounts rows = inspection.rows();
    if (rows != null) {
      out.println();
      print(rows, out);
    }
    RowLook look = inspection.look();
    if (look != null) {
      print(look, out);
    }
    printMeaning(out);
    list(out, "inspect.rejects", inspection.rejects().stream().map(this::reject).toList());
    if (look != null && !look.sample().isEmpty()) {
      out.println();
      out.println(messages.text("inspect.sample"));
      sample(look.sample()).lines().forEach(line -> out.println("  " + line));
    }
    list(
        out,
        "report.look-at",
        inspection.warnings().stream().map(text -> text.in(language)).toList());
    if (inspection.refusals().isEmpty()) {
      out.println();
      out.println(messages.text("inspect.accepted"));
    } else {
      list(
          out,
          "inspect.refused",
          inspection.refusals().stream().map(problem -> problem.toLine(language)).toList());
    }
  }

  private void print(Inspection.File file, PrintWriter out) {
    String delimiter = file.delimiter();
    out.println(
        delimiter == null
            ? messages.text("inspect.file", file.path(), file.format())
            : messages.text(
                "inspect.file.text",
                file.path(),
                file.format(),
                Objects.requireNonNullElse(file.encoding(), ""),
                delimiter.equals("\t") ? messages.text("inspect.file.tab") : delimiter,
                header(file.headerLine())));
    RunDocument.Text profile = file.profileTitle();
    if (profile != null) {
      out.println("  " + messages.text("inspect.profile", profile.in(language)));
    }
    for (Inspection.Column column : file.columns()) {
      String key = column.example().isEmpty() ? "inspect.column" : "inspect.column.example";
      out.println(
          "  "
              + messages.text(
                  key,
                  column.field(),
                  column.column(),
                  column.reason().in(language),
                  column.example()));
    }
    if (!file.ignored().isEmpty()) {
      out.println("  " + messages.text("inspect.ignored", named(file.ignored())));
    }
  }

  private String header(@Nullable Integer line) {
    return line == null
        ? messages.text("inspect.file.no-header")
        : messages.text("inspect.file.header", line.toString());
  }

  private static String named(List<String> names) {
    String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size() <= NAMED ? first : first + ", …";
  }

  private void print(RowCounts rows, PrintWriter out) {
    out.println(
        messages.text(
            "inspect.rows",
            numbers.count(rows.rows()),
            numbers.count(rows.tickets()),
            numbers.count(rows.customers())));
    List<String> left =
        new LeftOut(rows, inspection.rejected(), inspection.findings(), language).parts();
    if (!left.isEmpty()) {
      out.println(messages.text("report.left-out", String.join(", ", left)));
    }
  }

  private void print(RowLook look, PrintWriter out) {
    LocalDateTime first = look.first();
    LocalDateTime last = look.last();
    if (first != null && last != null) {
      out.println(messages.text("inspect.period", time(first), time(last)));
    }
    List<String> currencies =
        look.currencies().stream()
            .filter(currency -> !currency.code().isEmpty())
            .map(
                currency ->
                    messages.text(
                        "inspect.currency",
                        currency.code(),
                        numbers.count(currency.rows()),
                        numbers.money(currency.money().doubleValue())))
            .toList();
    if (!currencies.isEmpty()) {
      out.println(messages.text("inspect.currencies", String.join(", ", currencies)));
    }
    if (look.repeated() > 0) {
      out.println(messages.text("inspect.repeated", numbers.count(look.repeated())));
    }
  }

  private void printMeaning(PrintWriter out) {
    if (!inspection.ids().isEmpty()) {
      out.println(
          messages.text(
              "inspect.ids",
              inspection.ids().stream()
                  .map(
                      shape ->
                          messages.text(
                              "inspect.id",
                              messages.text("inspect.id." + shape.shape()),
                              numbers.count(shape.customers()),
                              shape.example()))
                  .collect(Collectors.joining(", "))));
    }
    Findings findings = inspection.findings();
    if (findings != null) {
      new FindingsPrinter(findings, language).allLines().forEach(out::println);
    }
  }

  private String reject(Inspection.Reject reject) {
    return messages.text(
        "inspect.reject",
        reject.file(),
        reject.line(),
        reject.column(),
        reject.value(),
        reject.reason().in(language));
  }

  private static String time(LocalDateTime time) {
    return TIME.format(time);
  }

  /** The fields that some row has. */
  private static String sample(List<RowLook.Row> rows) {
    List<String> names =
        List.of("customer", "time", "amount", "order", "status", "product", "currency");
    List<List<String>> cells = rows.stream().map(InspectionPrinter::cells).toList();
    TextTable table = new TextTable();
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int column = i;
      if (cells.stream().anyMatch(row -> !row.get(column).isEmpty())) {
        shown.add(i);
        table = names.get(i).equals("amount") ? table.right("amount") : table.left(names.get(i));
      }
    }
    for (List<String> row : cells) {
      table.row(shown.stream().map(row::get).toList());
    }
    return table.render();
  }

  private static List<String> cells(RowLook.Row row) {
    return Stream.of(
            row.customer(),
            time(row.time()),
            row.amount() == null ? null : row.amount().stripTrailingZeros().toPlainString(),
            row.order(),
            row.status(),
            row.product(),
            row.currency())
        .map(value -> Objects.requireNonNullElse(value, ""))
        .toList();
  }

  private void list(PrintWriter out, String heading, List<String> items) {
    if (!items.isEmpty()) {
      out.println();
      out.println(messages.text(heading));
      items.forEach(item -> out.println("  " + item));
    }
  }
}
