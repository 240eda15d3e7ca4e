// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.home.Findings;
import io.perenne.clv.words.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the values of the rows turned out to mean, in lines. */
final class FindingsPrinter {
  private static final int SHORT = 6;

  private final Findings findings;
  private final Messages messages;
  private final ScreenNumbers numbers;

  FindingsPrinter(Findings findings, Language language) {
    this.findings = findings;
    messages = Messages.of(language);
    numbers = ScreenNumbers.of(language);
  }

  /** Returns the lines of a report; of many statuses only those with most money. */
  List<String> lines() {
    return lines(SHORT);
  }

  /** Returns the lines with every status. */
  List<String> allLines() {
    return lines(Integer.MAX_VALUE);
  }

  private List<String> lines(int mostStatuses) {
    List<String> lines = new ArrayList<>();
    if (!findings.statuses().isEmpty()) {
      lines.add(messages.text("report.statuses", statuses(mostStatuses)));
    }
    String refunds = refunds();
    if (!refunds.isEmpty()) {
      lines.add(messages.text("report.refunds", refunds));
    }
    Findings.Crm crm = findings.crm();
    if (crm != null) {
      lines.add(
          messages.text(
              "report.crm",
              numbers.count(crm.found()),
              numbers.count(crm.buyers()),
              numbers.count(crm.customers())));
    }
    return lines;
  }

  private String statuses(int most) {
    String first =
        findings.statuses().stream()
            .limit(most)
            .map(this::status)
            .collect(Collectors.joining("; "));
    int more = findings.statuses().size() - most;
    return more <= 0
        ? first
        : messages.text("report.statuses.and-more", first, numbers.count(more));
  }

  private String status(Findings.Status status) {
    return messages.text(
        "report.status",
        status.word(),
        messages.text("report.status." + status.meaning()),
        numbers.count(status.rows()),
        numbers.money(status.money().doubleValue()));
  }

  private String refunds() {
    Findings.Refunds refunds = findings.refunds();
    List<String> parts = new ArrayList<>();
    add(parts, "named", refunds.named());
    add(parts, "told", refunds.told());
    add(parts, "by-amount", refunds.byAmount());
    add(parts, "by-lines", refunds.byLines());
    return String.join(", ", parts);
  }

  private void add(List<String> parts, String how, long count) {
    if (count > 0) {
      parts.add(messages.text("report.refunds." + how, numbers.count(count)));
    }
  }
}
