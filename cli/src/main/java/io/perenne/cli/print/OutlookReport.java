// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.util.List;

/** What is still to come at the end of a run: how much, how sure, beside what has been. */
final class OutlookReport {
  private final RunDocument run;
  private final Language language;
  private final Messages messages;
  private final ScreenNumbers numbers;

  OutlookReport(RunDocument run, Language language) {
    this.run = run;
    this.language = language;
    this.messages = Messages.of(language);
    this.numbers = ScreenNumbers.of(language);
  }

  /** Prints the total in its two parts, and what is to come from each segment; perhaps nothing. */
  void print(PrintWriter out) {
    RunDocument.Expected all = run.totals().expected();
    if (all == null || !(all.value() > 0)) {
      return;
    }
    String currency = run.configuration().getOrDefault("currency", "");
    out.println();
    out.println(
        messages.text(
            "outlook.value",
            numbers.money(run.totals().lifetimeValue()) + " " + currency,
            numbers.money(run.totals().lifetimeValue() - all.value()),
            numbers.money(all.value()),
            Integer.toString(run.model().horizonDays()),
            rate()));
    TextTable table =
        new TextTable()
            .left(messages.text("segments.id"))
            .left(messages.text("segments.segment"))
            .right(messages.text("outlook.expected") + " " + currency)
            .right(messages.text("outlook.low"))
            .right(messages.text("outlook.high"))
            .right(messages.text("outlook.last-year"));
    run.segments().forEach(segment -> row(table, segment));
    row(table, "", messages.text("segments.total"), all);
    out.print(table.render());
  }

  private void row(TextTable table, RunDocument.SegmentRow segment) {
    RunDocument.Expected expected = segment.expected();
    if (expected != null && segment.customers() > 0) {
      row(table, segment.id(), segment.name().in(language), expected);
    }
  }

  private void row(TextTable table, String id, String name, RunDocument.Expected expected) {
    table.row(
        List.of(
            id,
            name,
            numbers.money(expected.value()),
            numbers.money(expected.low()),
            numbers.money(expected.high()),
            numbers.money(expected.lastYear())));
  }

  private String rate() {
    String rate = run.configuration().getOrDefault("discount-rate", "0");
    return numbers.share(Double.parseDouble(rate));
  }
}
