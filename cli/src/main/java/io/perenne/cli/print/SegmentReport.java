// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.clv.words.Language;
import java.util.List;

/** The table of segments at the end of a run: how many, what they bring, what moved. */
final class SegmentReport {
  private final Messages messages;
  private final ScreenNumbers numbers;
  private final List<SegmentLine> lines;
  private final List<SegmentLine> segments;
  private final long customers;
  private final double revenue;

  SegmentReport(List<SegmentLine> lines, Language language) {
    this.messages = Messages.of(language);
    this.numbers = ScreenNumbers.of(language);
    this.lines = List.copyOf(lines);
    this.segments = lines.stream().filter(SegmentLine::isSegment).toList();
    this.customers = segments.stream().mapToLong(SegmentLine::customers).sum();
    this.revenue = segments.stream().mapToDouble(SegmentLine::revenue).sum();
  }

  /** Returns the table; the column of changes is there only if an earlier run is. */
  String render(String currency) {
    boolean compared = lines.stream().anyMatch(line -> line.change().isPresent());
    TextTable table =
        new TextTable()
            .left(messages.text("segments.id"))
            .left(messages.text("segments.segment"))
            .right(messages.text("segments.customers"))
            .right(messages.text("segments.customers-share"))
            .right(messages.text("segments.revenue") + " " + currency)
            .right(messages.text("segments.revenue-share"))
            .right(messages.text("segments.mean-value") + " " + currency)
            .right(compared ? messages.text("segments.change") : "");
    lines.forEach(line -> table.row(cells(line)));
    double value = segments.stream().mapToDouble(line -> line.meanValue() * line.customers()).sum();
    String total = messages.text("segments.total");
    return table
        .row(
            List.of(
                "",
                total,
                numbers.count(customers),
                "",
                numbers.money(revenue),
                "",
                mean(customers > 0 ? value / customers : 0, customers),
                ""))
        .render();
  }

  private List<String> cells(SegmentLine line) {
    return List.of(
        line.id(),
        line.name(),
        numbers.count(line.customers()),
        share((double) line.customers(), (double) customers),
        numbers.money(line.revenue()),
        share(line.revenue(), revenue),
        mean(line.meanValue(), line.customers()),
        line.change().isPresent() ? numbers.change(line.change().getAsLong()) : "");
  }

  private String share(double part, double whole) {
    return whole > 0 ? numbers.share(part / whole) : "";
  }

  private String mean(double mean, long count) {
    return count > 0 ? numbers.money(mean) : "";
  }
}
