// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.Texts;
import io.perenne.analytics.home.RowCounts;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;

/** What a person should know about rows that were read but not used, or not read. */
final class RowWarnings {
  /** Without a customer, or with a status that does not count: worth a word above this share. */
  private static final double WORTH_A_WORD = 0.2;

  private RowWarnings() {}

  static List<Message> of(Scanned scanned, List<String> idsAlike) {
    RowCounts counts = scanned.histories().counts();
    List<Message> warnings = new ArrayList<>();
    if (scanned.rejects().count() > 0) {
      warnings.add(Texts.message("warning.rows.unreadable", scanned.rejects().count()));
    }
    RejectWarning.of(scanned.rejects()).ifPresent(warnings::add);
    if (counts.withoutRate() > 0) {
      warnings.add(Texts.message("warning.rows.without-rate", counts.withoutRate()));
    }
    if (counts.anonymous() > WORTH_A_WORD * scanned.rows()) {
      warnings.add(
          Texts.message(
              "warning.rows.anonymous",
              counts.anonymous(),
              scanned.histories().anonymousMoney().doubleValue()));
    }
    long tickets = counts.tickets() + counts.notCountable();
    if (counts.notCountable() > WORTH_A_WORD * tickets) {
      warnings.add(Texts.message("warning.rows.not-countable", counts.notCountable()));
    }
    if (!idsAlike.isEmpty()) {
      warnings.add(Texts.message("warning.rows.ids-alike", String.join("; ", idsAlike)));
    }
    if (counts.tickets() == 0) {
      warnings.add(Texts.message("warning.rows.no-purchase"));
    }
    return warnings;
  }
}
