// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.cohort.CohortTable;
import io.perenne.clv.words.Language;
import java.util.ArrayList;
import java.util.List;

/** Cohorts for a person at a terminal: what each is worth watching for, and who came back when. */
public final class CohortReport {
  /** Columns of ages that fit beside the name of a cohort. */
  private static final int AGES = 13;

  private final CohortTable table;
  private final Language language;
  private final Messages messages;
  private final ScreenNumbers numbers;

  /** Writes in one language. */
  public CohortReport(CohortTable table, Language language) {
    this.table = table;
    this.language = language;
    messages = Messages.of(language);
    numbers = ScreenNumbers.of(language);
  }

  /** Returns the text. */
  public String render() {
    StringBuilder text = new StringBuilder();
    text.append(
            messages.text("cohorts.title." + table.by(), table.lastDay().toString(), table.model()))
        .append("\n\n")
        .append(summary())
        .append('\n')
        .append(newCustomer())
        .append('\n')
        .append(everybody())
        .append("\n\n")
        .append(messages.text("cohorts.returning." + table.by()))
        .append("\n\n")
        .append(returning());
    text.append('\n');
    table.findings().forEach(finding -> text.append(finding.in(language)).append('\n'));
    return text.toString();
  }

  private String summary() {
    TextTable lines =
        new TextTable()
            .left(messages.text("cohorts.cohort"))
            .right(messages.text("segments.customers"))
            .right(messages.text("cohorts.repeat"))
            .right(messages.text("cohorts.by-model"))
            .right(messages.text("cohorts.alive"))
            .right(messages.text("cohorts.next", "" + table.horizonDays()))
            .right(messages.text("cohorts.each"));
    for (CohortTable.Cohort cohort : table.cohorts()) {
      lines.row(
          List.of(
              cohort.name(),
              numbers.count(cohort.customers()),
              numbers.count(cohort.repeatPurchases()),
              numbers.count(Math.round(cohort.modelled())),
              numbers.share(cohort.alive() / cohort.customers()),
              numbers.count(Math.round(cohort.expected())),
              numbers.money(cohort.expected() / cohort.customers())));
    }
    return lines.render();
  }

  private String newCustomer() {
    CohortTable.NewCustomer one = table.newCustomer();
    return messages.text(
        "cohorts.new",
        numbers.money(one.expected()),
        "" + table.horizonDays(),
        ScreenNumbers.percent(one.interval()),
        numbers.money(one.low()),
        numbers.money(one.high()));
  }

  /** What all bring together, and why a run says otherwise. */
  private String everybody() {
    double sum = table.cohorts().stream().mapToDouble(CohortTable.Cohort::expected).sum();
    return messages.text(
        "cohorts.everybody", numbers.count(Math.round(sum)), "" + table.horizonDays());
  }

  private String returning() {
    int most =
        Math.min(
            AGES,
            table.cohorts().stream().mapToInt(cohort -> cohort.ages().size()).max().orElse(0));
    TextTable lines =
        new TextTable()
            .left(messages.text("cohorts.cohort"))
            .right(messages.text("segments.customers"));
    for (int age = 0; age < most; age++) {
      lines.right(Integer.toString(age));
    }
    for (CohortTable.Cohort cohort : table.cohorts()) {
      List<String> cells = new ArrayList<>();
      cells.add(cohort.name());
      cells.add(numbers.count(cohort.customers()));
      for (int age = 0; age < most; age++) {
        cells.add(
            age < cohort.ages().size()
                ? numbers.share((double) cohort.ages().get(age).active() / cohort.customers())
                : "");
      }
      lines.row(cells);
    }
    return lines.render();
  }
}
