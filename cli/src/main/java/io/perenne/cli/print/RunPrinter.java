// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.home.CustomerCounts;
import io.perenne.analytics.home.Findings;
import io.perenne.analytics.home.RowCounts;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person wants to know of a run: what was read, what came out, what to look at, where it is.
 */
public final class RunPrinter {
  private static final int LINE = 110;

  private final RunDocument run;
  private final Language language;
  private final Messages messages;
  private final ScreenNumbers numbers;

  private RunPrinter(RunDocument run, Language language) {
    this.run = run;
    this.language = language;
    this.messages = Messages.of(language);
    this.numbers = ScreenNumbers.of(language);
  }

  /** Returns the report of a run in the language of its configuration. */
  public static RunPrinter of(RunDocument run) {
    return new RunPrinter(run, language(run));
  }

  /** Returns the language that a run was configured for. */
  public static Language language(RunDocument run) {
    boolean english = Language.EN.toString().equals(run.configuration().get("language"));
    return english ? Language.EN : Language.ES;
  }

  /** Prints the report; the files lie in the run's folder. */
  public void print(PrintWriter out, Path folder) {
    out.println(
        messages.text(
            "report.title",
            run.runId(),
            run.referenceDate().toString(),
            run.intervalStart().toString(),
            run.configurationVersion()));
    printInputs(out);
    printRows(out);
    printModel(out);
    out.println();
    out.print(new SegmentReport(segments(), language).render(currency()));
    new OutlookReport(run, language).print(out);
    printEvolution(out);
    printList(out, "report.look-at", run.warnings().stream().map(this::text).toList());
    printList(
        out,
        "report.files",
        run.files().values().stream().map(name -> folder.resolve(name).toString()).toList());
  }

  /** How many customers went up, went down, stayed and are new; nothing without an earlier run. */
  private void printEvolution(PrintWriter out) {
    if (run.previousRun() == null) {
      return;
    }
    Map<String, Long> evolutions = run.totals().evolutions();
    String counts =
        Stream.of("up", "down", "equal", "new")
            .map(
                value ->
                    messages.text(
                        "report.evolution." + value,
                        numbers.count(evolutions.getOrDefault(value, 0L))))
            .collect(Collectors.joining(", "));
    out.println();
    out.println(
        messages.text(
            run.rebased() ? "report.evolution.rebased" : "report.evolution",
            run.previousRun(),
            counts));
  }

  /** Prints who moved between segments since the earlier run; nothing without one. */
  public void printMigration(PrintWriter out) {
    RunDocument.Migration migration = run.migration();
    if (migration != null && run.previousRun() != null && migration.customers() > 0) {
      new MigrationTable(migration, language).print(out, run.previousRun(), currency());
    }
  }

  private String currency() {
    return run.configuration().getOrDefault("currency", "");
  }

  /** Files with the same columns are told once. */
  private void printInputs(PrintWriter out) {
    Map<List<String>, List<RunDocument.Input>> alike =
        run.inputs().stream()
            .collect(
                Collectors.groupingBy(
                    input -> namesOnly(input.mapping()), LinkedHashMap::new, Collectors.toList()));
    alike.forEach(
        (columns, inputs) -> {
          String first = inputs.get(0).path() + ", " + inputs.get(0).format(language);
          int more = inputs.size() - 1;
          out.println(
              more == 0 ? first : messages.text("report.and-more", first, numbers.count(more)));
          inputs.get(0).mapping(language).forEach(field -> out.println("  " + field));
        });
  }

  /** Drops the example value from {@code customer = CustomerID (by its name, e.g. 17850)}. */
  private static List<String> namesOnly(List<String> mapping) {
    return mapping.stream().map(field -> field.replaceFirst(" \\(.*", "")).toList();
  }

  private void printRows(PrintWriter out) {
    RowCounts rows = run.rows();
    out.println(
        messages.text(
            "report.rows",
            numbers.count(rows.rows()),
            numbers.count(rows.tickets()),
            numbers.count(rows.customers()),
            numbers.seconds(total())));
    List<String> left = new LeftOut(rows, run.rejected(), run.findings(), language).parts();
    if (!left.isEmpty()) {
      out.println(messages.text("report.left-out", String.join(", ", left)));
    }
    RunDocument.LiveOrders orders = run.liveOrders();
    if (orders != null) {
      out.println(text(orders.summary()));
    }
    RunDocument.Erased erased = run.erased();
    if (erased != null) {
      out.println(text(erased.summary()));
    }
    printCustomerRows(out);
    Findings findings = run.findings();
    if (findings != null) {
      new FindingsPrinter(findings, language).lines().forEach(out::println);
    }
  }

  private void printCustomerRows(PrintWriter out) {
    CustomerCounts rows = run.customerRows();
    if (rows == null) {
      return;
    }
    List<String> parts =
        Stream.of(
                Optional.of(messages.text("report.customer-rows", numbers.count(rows.rows()))),
                leftOut("rejected", rows.unreadable()),
                leftOut("without-id", rows.withoutId()))
            .flatMap(Optional::stream)
            .toList();
    out.println(String.join(", ", parts));
  }

  private Optional<String> leftOut(String why, long count) {
    return count == 0
        ? Optional.empty()
        : Optional.of(messages.text("report.left-out." + why, numbers.count(count)));
  }

  private Duration total() {
    return Duration.between(run.startedAt(), run.finishedAt());
  }

  /**
   * Why the model was chosen is told where it is used; why no better method was stands among the
   * warnings.
   */
  private void printModel(PrintWriter out) {
    out.println(messages.text("report.model", run.model().valuation()));
    RunDocument.Text why = run.model().selection();
    boolean used =
        run.model().outlook() != null
            || run.modelOfPurchases().filter(run.model().valuation()::equals).isPresent();
    if (why != null && used) {
      wrapped(text(why)).forEach(line -> out.println("  " + line));
    }
  }

  /** Breaks a long text into lines between words. */
  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() >= LINE && !line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private List<SegmentLine> segments() {
    List<SegmentLine> lines = new ArrayList<>();
    for (RunDocument.SegmentRow row : run.segments()) {
      lines.add(segment(row));
      RunDocument.Part priority = run.totals().secondPurchase();
      if (row.id().equals(Segment.LOW_VALUE_MASS.id())
          && priority != null
          && priority.customers() > 0) {
        lines.add(
            SegmentLine.part(
                messages.text("segments.second-purchase"),
                priority.customers(),
                priority.revenue(),
                priority.meanValue()));
      }
    }
    return lines;
  }

  private SegmentLine segment(RunDocument.SegmentRow row) {
    return new SegmentLine(
        row.id(),
        text(row.name()),
        row.customers(),
        row.revenue(),
        row.meanValue(),
        row.previousCustomers() == null
            ? OptionalLong.empty()
            : OptionalLong.of(row.customers() - row.previousCustomers()));
  }

  private String text(RunDocument.Text text) {
    return text.in(language);
  }

  private void printList(PrintWriter out, String heading, List<String> items) {
    if (!items.isEmpty()) {
      out.println();
      out.println(messages.text(heading));
      items.forEach(item -> out.println("  " + item));
    }
  }
}
