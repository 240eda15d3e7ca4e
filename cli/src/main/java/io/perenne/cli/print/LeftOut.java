// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.home.Findings;
import io.perenne.analytics.home.RowCounts;
import io.perenne.clv.words.Language;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows and tickets that are no purchases, each kind with its number. */
final class LeftOut {
  private final RowCounts rows;
  private final long rejected;
  private final @Nullable Findings findings;
  private final Messages messages;
  private final ScreenNumbers numbers;

  LeftOut(RowCounts rows, long rejected, @Nullable Findings findings, Language language) {
    this.rows = rows;
    this.rejected = rejected;
    this.findings = findings;
    messages = Messages.of(language);
    numbers = ScreenNumbers.of(language);
  }

  /** Returns the kinds that there are. */
  List<String> parts() {
    return Stream.of(
            part("rejected", rejected),
            anonymous(),
            part("superseded", rows.superseded()),
            part("excluded", rows.excluded()),
            part("not-countable", rows.notCountable()),
            part("zero", rows.zeroTickets()),
            part("refunds", rows.refunds()),
            part("later", rows.later()))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> part(String why, long count) {
    return count == 0
        ? Optional.empty()
        : Optional.of(messages.text("report.left-out." + why, numbers.count(count)));
  }

  private Optional<String> anonymous() {
    return findings == null || rows.anonymous() == 0
        ? part("anonymous", rows.anonymous())
        : Optional.of(
            messages.text(
                "report.left-out.anonymous-money",
                numbers.count(rows.anonymous()),
                numbers.money(findings.anonymousMoney().doubleValue())));
  }
}
